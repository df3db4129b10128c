# What Tornado documents (6.6).
from typing import Any

from tornado.httputil import HTTPServerRequest

def __getattr__(name: str) -> Any: ...

class RequestHandler:
    request: HTTPServerRequest
    def data_received(self, chunk: bytes) -> Any: ...
    def write(self, chunk: bytes | str | dict[Any, Any]) -> None: ...
