from _collections_abc import Buffer
from typing import overload

class bytes:
    @overload
    def find(self, sub: int, /) -> int: ...
    @overload
    def find(self, sub: Buffer, /) -> int: ...

def added(data: Buffer) -> bytes: ...
