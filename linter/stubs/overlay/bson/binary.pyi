# What PyMongo's bson documents, run on 4.20: bytes with a number beside them.
from typing import Any

def __getattr__(name: str) -> Any: ...

class Binary(bytes):
    subtype: int
    def __new__(cls, data: Any, subtype: int = ...) -> Binary: ...
