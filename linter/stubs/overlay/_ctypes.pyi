# Typeshed declares these on the metaclass of each kind of ctypes class. Measured on CPython 3.8, 3.11 and 3.13:
# tests/data/compat, stdlib_misc.
from _typeshed import ReadableBuffer, WriteableBuffer
from typing_extensions import Self

class _CData:
    @classmethod
    def from_buffer(cls, source: WriteableBuffer, offset: int = 0, /) -> Self: ...
    @classmethod
    def from_buffer_copy(cls, source: ReadableBuffer, offset: int = 0, /) -> Self: ...
