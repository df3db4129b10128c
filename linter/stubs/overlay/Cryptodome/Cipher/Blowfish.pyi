# The same under its other name.
from typing import Any

from Crypto.Cipher.Blowfish import *

def __getattr__(name: str) -> Any: ...
