# The same under its other name.
from typing import Any

from Crypto.Hash.BLAKE2s import *

def __getattr__(name: str) -> Any: ...
