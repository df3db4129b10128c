from typing import AnyStr, Literal, NewType, Optional, TypeAlias, TypeVar, Union

_T = TypeVar("_T")

Data: TypeAlias = bytes | bytearray
Old = Union[bytes, str]
Maybe = Optional[_T]
type Pair[A, B] = tuple[A, B]
Tree: TypeAlias = list[Tree] | bytes
Number = int
Handle = NewType("Handle", int)

def takes(data: Data, old: Old, maybe: Maybe[bytes], bare: Maybe, pair: Pair[int, str], tree: Tree, handle: Handle) -> Number: ...
