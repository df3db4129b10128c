# What anyio documents.
from typing import Any

from anyio.abc import ByteStream

def __getattr__(name: str) -> Any: ...

class TLSStream(ByteStream): ...
