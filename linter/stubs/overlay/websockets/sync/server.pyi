# What websockets documents, run on 17.4.
from typing import Any

from websockets.sync.connection import Connection

def __getattr__(name: str) -> Any: ...

class ServerConnection(Connection):
    def __enter__(self) -> ServerConnection: ...
    def __exit__(self, *args: Any) -> None: ...
