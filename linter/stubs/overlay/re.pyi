# Measured on CPython 3.8, 3.11 and 3.13: tests/data/compat, re.
from _typeshed import ReadableBuffer
from typing import overload

@overload
def escape(pattern: str) -> str: ...
@overload
def escape(pattern: ReadableBuffer) -> bytes: ...
