# What Tornado documents (6.6).
from typing import Any

def __getattr__(name: str) -> Any: ...

class HTTPFile(dict[str, Any]):
    body: bytes

class HTTPServerRequest:
    method: str | None
    body: bytes
