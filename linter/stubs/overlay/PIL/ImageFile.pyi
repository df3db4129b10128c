# What Pillow documents, run on 9.5 and 13: a parser joins the pieces that it is fed, and no view can be joined.
from typing import Any

from PIL.Image import Image

def __getattr__(name: str) -> Any: ...

class ImageFile(Image):
    def __enter__(self) -> ImageFile: ...

class Parser:
    image: Image | None
    def feed(self, data: bytes) -> None: ...
    def close(self) -> Image: ...
