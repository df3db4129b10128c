import sys

class Array:
    def tobytes(self) -> bytes: ...

if sys.version_info >= (3, 12):
    def late() -> Array: ...
