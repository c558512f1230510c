"""gzip and zstd as streams that end where their bytes stop making sense, and say so, instead of raising."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO, Protocol

CHUNK = 65_536


class Decompressor(Protocol):
    """One member or frame: bytes in, bytes out; what lies behind it is ``unused_data``."""

    @property
    def eof(self) -> bool: ...  # noqa: D102

    @property
    def unused_data(self) -> bytes: ...  # noqa: D102

    def decompress(self, data: bytes, /) -> bytes: ...  # noqa: D102


class Kind:
    """A way of packing: its name, how its next member begins, and how many bytes are unpacked at once.

    Of zstd a kilobyte can hold 32 MB of zeros, of gzip one.
    """

    def __init__(self, name: str, fresh: Callable[[], Decompressor], step: int) -> None:
        self.name = name
        self.fresh = fresh
        self.step = step


def _zstd() -> Decompressor:
    from zstandard import ZstdDecompressor

    return ZstdDecompressor().decompressobj()


GZIP = Kind("gzip", lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), 2_048)
ZSTD = Kind("zstd", _zstd, 128)


class Unpacked(io.RawIOBase):
    """The unpacked bytes of ``stream``, member after member; ``trouble`` says what ended them early, with the packed offset."""

    def __init__(self, stream: BinaryIO, kind: Kind) -> None:
        """Reads ``stream``, which the caller closes."""
        self._stream, self._kind = stream, kind
        self._unpack: Decompressor | None = None
        self._packed, self._at, self._taken = b"", 0, 0
        self._ready = memoryview(b"")
        self.trouble = ""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer``; 0 at the end."""
        while not self._ready and not self.trouble:
            if not self._more():
                break
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _more(self) -> bool:
        """Unpack the next bytes; whether there may be more."""
        if self._at >= len(self._packed):
            self._packed, self._at = self._stream.read(CHUNK), 0
            self._taken += len(self._packed)
        data = self._packed[self._at : self._at + self._kind.step]
        self._at += len(data)
        if not data:
            if self._unpack:
                self.trouble = f"the {self._kind.name} data stops in the middle, after byte {self._taken:,}"
            return False
        self._step(data)
        return True

    def _step(self, data: bytes) -> None:
        if self._unpack is None:
            data = data.lstrip(b"\0")  # zeros behind the last member are padding
            if not data:
                return
        self._unpack = self._unpack or self._kind.fresh()
        try:
            self._ready = memoryview(self._unpack.decompress(data))
        except Exception as error:  # zlib and zstandard have an error class each
            self.trouble = f"the {self._kind.name} data is broken near byte {self._taken:,} ({error})"
            return
        if self._unpack.eof:
            self._at -= len(self._unpack.unused_data)
            self._unpack = None


def inner_name(name: str) -> str:
    """What messages call the unpacked file: ``news.jsonl`` of ``news.jsonl.gz``."""
    return str(PurePath(name).with_suffix("")) if PurePath(name).suffix.lower() in (".gz", ".zst") else name
