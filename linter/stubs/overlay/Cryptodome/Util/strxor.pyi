# The same under its other name.
from typing import Any

from Crypto.Util.strxor import *

def __getattr__(name: str) -> Any: ...
