# What Flask documents: Werkzeug's classes with more to them.
from typing import Any

from werkzeug.wrappers import Request as _Request, Response as _Response

def __getattr__(name: str) -> Any: ...

class Request(_Request): ...
class Response(_Response): ...

request: Request
