# As PyCryptodome documents it, run on 3.15 and 4.4; what it gives is declared in the package.
from _typeshed import ReadableBuffer
from typing import Any

from Crypto.Hash import _Hash

def __getattr__(name: str) -> Any: ...

digest_size: int

def new(data: ReadableBuffer | None = ...) -> _Hash: ...
