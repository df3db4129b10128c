from typing import Any

LIMIT: int
limit: int
data: bytes

def untyped(a, b): ...
def typed(a: bytes) -> int: ...

class Parent:
    level: bytes

class Child(Parent):
    CONSTANT: int
    level: Any
    other: Any
    count: int
    def nothing(self, a): ...
    def __len__(self): ...
