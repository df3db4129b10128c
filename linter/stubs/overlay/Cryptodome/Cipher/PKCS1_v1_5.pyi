# The same under its other name.
from typing import Any

from Crypto.Cipher.PKCS1_v1_5 import *

def __getattr__(name: str) -> Any: ...
