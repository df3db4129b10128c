# The same under its other name.
from typing import Any

from Crypto.Hash.CMAC import *

def __getattr__(name: str) -> Any: ...
