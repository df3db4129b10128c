# What websockets documents, run on 17.4.
from typing import Any

from websockets.asyncio.connection import Connection

def __getattr__(name: str) -> Any: ...

class ServerConnection(Connection):
    async def __aenter__(self) -> ServerConnection: ...
    async def __aexit__(self, *args: Any) -> None: ...
