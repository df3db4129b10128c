# What wsproto documents (1.3).
from typing import Any

def __getattr__(name: str) -> Any: ...

class Message:
    data: Any
    frame_finished: bool
    message_finished: bool

class TextMessage(Message):
    data: str

class BytesMessage(Message):
    data: bytes | bytearray
