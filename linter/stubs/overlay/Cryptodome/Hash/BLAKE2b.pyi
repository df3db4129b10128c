# The same under its other name.
from typing import Any

from Crypto.Hash.BLAKE2b import *

def __getattr__(name: str) -> Any: ...
