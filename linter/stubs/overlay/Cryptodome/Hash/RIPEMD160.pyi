# The same under its other name.
from typing import Any

from Crypto.Hash.RIPEMD160 import *

def __getattr__(name: str) -> Any: ...
