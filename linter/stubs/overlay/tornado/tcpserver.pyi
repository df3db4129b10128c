# What Tornado documents (6.6).
from typing import Any

from tornado.iostream import IOStream

def __getattr__(name: str) -> Any: ...

class TCPServer:
    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> Any: ...
