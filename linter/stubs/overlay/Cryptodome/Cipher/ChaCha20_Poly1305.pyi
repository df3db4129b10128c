# The same under its other name.
from typing import Any

from Crypto.Cipher.ChaCha20_Poly1305 import *

def __getattr__(name: str) -> Any: ...
