# What h2 documents (4.4).
from typing import Any

def __getattr__(name: str) -> Any: ...

class DataReceived:
    stream_id: int
    data: bytes
    flow_controlled_length: int
