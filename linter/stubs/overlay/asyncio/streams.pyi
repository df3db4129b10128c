# Measured on CPython 3.8, 3.11 and 3.13: tests/data/compat, asyncio.
from _typeshed import ReadableBuffer

class StreamReader:
    # It goes into a bytearray with extend, which copies any buffer.
    def feed_data(self, data: ReadableBuffer) -> None: ...
