import sys
from typing import Any as Any

from . import inner as inner
from .inner import *
from .inner import _private as _private, shown as another_name, unseen

__all__ = ["unseen"]
