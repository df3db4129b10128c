# What FastAPI documents: Starlette's classes under its own name.
from typing import Any

from starlette.datastructures import UploadFile as UploadFile
from starlette.requests import Request as Request
from starlette.websockets import WebSocket as WebSocket

def __getattr__(name: str) -> Any: ...
