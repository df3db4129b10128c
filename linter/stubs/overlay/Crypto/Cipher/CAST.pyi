# As PyCryptodome documents it, run on 3.15 and 4.4; what it gives is declared in the package.
# A key is Any: it is too small for a view to pay. To a nonce some modes append, which a view does not let them.
from typing import Any

from Crypto.Cipher import _Mode

def __getattr__(name: str) -> Any: ...

block_size: int

def new(
    key: Any, mode: int, iv: Any = ..., *args: Any, IV: Any = ..., nonce: bytes = ..., **kwargs: Any
) -> _Mode: ...
