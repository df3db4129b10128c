# An NDArray[T] is an ndarray, whatever its items are.
from typing import Any, TypeVar
from typing_extensions import TypeAlias

import numpy

def __getattr__(name: str) -> Any: ...

_Item = TypeVar("_Item")

NDArray: TypeAlias = numpy.ndarray
