# What Tornado documents (6.6).
from typing import Any

def __getattr__(name: str) -> Any: ...

class HTTPResponse:
    code: int
    @property
    def body(self) -> bytes: ...

class HTTPClient:
    def fetch(self, request: Any, **kwargs: Any) -> HTTPResponse: ...

class AsyncHTTPClient:
    async def fetch(self, request: Any, raise_error: bool = ..., **kwargs: Any) -> HTTPResponse: ...
