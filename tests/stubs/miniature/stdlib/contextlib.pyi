from typing import Generic, TypeVar

_T = TypeVar("_T")

class _GeneratorContextManager(Generic[_T]):
    def __enter__(self) -> _T: ...

def contextmanager(function): ...
