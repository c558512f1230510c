"""Where bytes come from: a named stream with a look at its head, and limits that keep memory flat."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from communique.model import Document
from communique.reading.facts import Facts

# No article comes near this; what is larger is an archive, and archives are read line by line.
MOST_BYTES = 100_000_000
HEAD = 8_192


class Failure(msgspec.Struct, frozen=True):
    """A document that could not be read: which one (``news.jsonl:17``), a stable code, and a sentence that says what to do."""

    name: str
    code: str
    message: str


class Source:
    """A binary stream and the name that messages call it."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        """A source of ``stream``, which the caller opens and closes."""
        self.name = name
        # A stream that cannot be looked into ahead is wrapped in one that can.
        self._stream = stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream), HEAD)

    @property
    def stream(self) -> BinaryIO:
        """The stream itself, for readers of binary formats."""
        return self._stream

    def position(self) -> int:
        """How many bytes were taken so far; 0 where the stream does not say."""
        try:
            return self._stream.tell()
        except OSError:
            return 0

    def head(self) -> bytes:
        """The first bytes, without using them up."""
        return bytes(self._stream.peek(HEAD)[:HEAD])

    def all(self) -> bytes | Failure:
        """Everything that is left, or a failure where that is more than ``MOST_BYTES``."""
        data = self._stream.read(MOST_BYTES + 1)
        return too_large(self.name) if len(data) > MOST_BYTES else data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines, one at a time; ``None`` for one that is longer than ``MOST_BYTES``."""
        number = 0
        while line := self._stream.readline(MOST_BYTES):
            number += 1
            if len(line) < MOST_BYTES or line.endswith(b"\n"):
                yield number, line
                continue
            while (rest := self._stream.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None


Reader = Callable[[Source, Facts], Iterator[Document | Failure]]


def too_large(name: str) -> Failure:
    """The failure of a document beyond the limit."""
    return Failure(name, "too-large", f"{name}: more than {MOST_BYTES // 1_000_000} MB in one document; split it, or give it as JSONL")


@contextmanager
def open_source(path: str) -> Iterator[Source | Failure]:
    """A file, or standard input for ``-``; a failure where it cannot be opened."""
    if path == "-":
        yield Source("-", sys.stdin.buffer)
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only its opening may fail here
    except (OSError, ValueError) as error:
        yield Failure(path, "unreadable", f"{path}: cannot be opened: {getattr(error, 'strerror', None) or error}")
        return
    with stream:
        yield Source(path, stream)
