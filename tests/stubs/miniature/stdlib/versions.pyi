import sys
from typing import overload

if sys.version_info >= (3, 12):
    def both() -> int: ...
    Text = str
elif sys.version_info >= (3, 10):
    def both() -> str: ...
    Text = bytes
else:
    def both() -> bytes: ...
    Text = bytes

def uses(text: Text) -> Text: ...

if sys.platform == "win32":
    def windows() -> int: ...
if sys.platform != "win32" and not sys.version_info < (3, 11):
    def elsewhere() -> int: ...
if sys.version_info >= (3, 14) or sys.version_info < (3, 10):
    edges: int
if (sys.version_info > (3, 9)) and sys.version_info <= (3, 13):
    middle: int
if sys.version_info == (3, 11):
    one: int

class Thing:
    if sys.version_info >= (3, 11):
        def method(self) -> int: ...
    @overload
    def many(self, value: int) -> int: ...
    if sys.version_info >= (3, 13):
        @overload
        def many(self, value: str) -> str: ...
    @overload
    def many(self, value: bytes) -> bytes: ...

if sys.version_info >= (3, 12):
    class Split:
        new: int
else:
    class Split:
        old: int
