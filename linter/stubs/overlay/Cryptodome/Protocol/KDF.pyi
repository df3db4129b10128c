# The same under its other name.
from typing import Any

from Crypto.Protocol.KDF import *

def __getattr__(name: str) -> Any: ...
