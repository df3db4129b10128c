# Measured on CPython 3.8, 3.11 and 3.13: tests/data/compat, process_ipc.
from _typeshed import ReadableBuffer
from typing import AnyStr

class Popen:
    # A process that reads bytes takes any buffer, as the input of subprocess.run does.
    def communicate(
        self, input: AnyStr | ReadableBuffer | None = None, timeout: float | None = None
    ) -> tuple[AnyStr, AnyStr]: ...
