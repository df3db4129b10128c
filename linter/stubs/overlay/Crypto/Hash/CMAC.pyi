# As PyCryptodome documents it, run on 3.15 and 4.4; what it gives is declared in the package.
# A key is Any: it is too small for a view to pay.
from _typeshed import ReadableBuffer
from typing import Any

from Crypto.Hash import _Hash

def __getattr__(name: str) -> Any: ...
def new(key: Any, msg: ReadableBuffer | None = ..., ciphermod: Any = ..., *args: Any, **kwargs: Any) -> _Hash: ...
