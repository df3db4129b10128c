# As PyCryptodome documents it; what it gives is declared in the package.
from _typeshed import ReadableBuffer
from typing import Any

from Crypto.Hash import _Hash

def __getattr__(name: str) -> Any: ...
def new(*, data: ReadableBuffer = ..., **kwargs: Any) -> _Hash: ...
