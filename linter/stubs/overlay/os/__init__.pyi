# Measured on CPython 3.8, 3.11 and 3.13: tests/data/compat, os_io.
from _typeshed import ReadableBuffer
from collections.abc import Sequence

# A list or tuple of buffers. As anything with `__len__` and `__getitem__`, as typeshed has it, it could be a buffer.
def pwritev(fd: int, buffers: Sequence[ReadableBuffer], offset: int, flags: int = 0, /) -> int: ...
def writev(fd: int, buffers: Sequence[ReadableBuffer], /) -> int: ...
