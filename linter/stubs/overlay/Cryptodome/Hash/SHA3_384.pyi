# The same under its other name.
from typing import Any

from Crypto.Hash.SHA3_384 import *

def __getattr__(name: str) -> Any: ...
