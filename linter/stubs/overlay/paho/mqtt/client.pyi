# What Eclipse Paho documents (2.2).
from typing import Any

def __getattr__(name: str) -> Any: ...

class MQTTMessage:
    payload: bytes
    qos: int
    retain: bool
    topic: str
