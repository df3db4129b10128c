# Measured on CPython 3.11 and 3.13: what reads a member is a ZipExtFile, whose `readinto` is that of io.BufferedIOBase.
from typing import IO, Literal, overload
from zipfile import ZipExtFile, ZipInfo

class ZipFile:
    @overload
    def open(
        self, name: str | ZipInfo, mode: Literal["r"] = "r", pwd: bytes | None = None, *, force_zip64: bool = False
    ) -> ZipExtFile: ...
    @overload
    def open(
        self, name: str | ZipInfo, mode: Literal["w"], pwd: bytes | None = None, *, force_zip64: bool = False
    ) -> IO[bytes]: ...
