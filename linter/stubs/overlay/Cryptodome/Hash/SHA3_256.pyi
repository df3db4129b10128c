# The same under its other name.
from typing import Any

from Crypto.Hash.SHA3_256 import *

def __getattr__(name: str) -> Any: ...
