"""A shard's parts → its documents, numbered, each announced before it is read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, Protocol, cast

import msgspec

from communique.model import Document, Problem
from communique.reading import Failure, Source, read_source, selecting
from communique.reading.selecting import Check
from communique.scale.places import opened
from communique.scale.plan import Job, Part, Shard
from communique.workers import READ

# Reading on through so many bytes without a document is no sign of trouble.
BEAT = 64_000_000
LINE = 1_000_000


class Says(Protocol):
    """Where a worker writes what it is about to do."""

    def say(self, what: int, numbers: tuple[int, ...] = ()) -> None: ...  # noqa: D102


class Care(msgspec.Struct, frozen=True):
    """What killing taught: documents to be coded alone, those to be left out, and those at which reading a file ends; and why."""

    alone: frozenset[int] = frozenset()
    left_out: dict[int, str] = {}
    ends: dict[int, str] = {}


class Item(NamedTuple):
    """A document of the shard, or what is there instead."""

    number: int
    file: str
    found: Document | Failure


def items(shard: Shard, job: Job, care: Care, board: Says, check: Check) -> Iterator[Item]:
    """Every document in order. What ``check`` objects to has that problem and no zones; what is left out is a ``poisoned`` failure."""
    feed = _Feed(job, care, board, check)
    with selecting(feed.check):
        for part in shard.parts:
            yield from feed.part(part)


class _Feed:
    """Where reading is: the number of the next document in the shard."""

    def __init__(self, job: Job, care: Care, board: Says, check: Check) -> None:
        self._job, self._care, self._board, self._check, self._number = job, care, board, check, 0

    def check(self, text: str) -> Problem | None:
        why = self._care.left_out.get(self._number)
        return Problem("left-out", why) if why else self._check(text)

    def part(self, part: Part) -> Iterator[Item]:
        documents = _documents(part, self._job, self._announce)
        while True:
            self._announce()
            number = self._number
            found = self._next(documents, part)
            if found is None:
                return
            self._number += 1
            yield Item(number, part.path, found)
            if number in self._care.ends:
                return

    def _announce(self) -> None:
        self._board.say(READ, (self._number,))

    def _next(self, documents: Iterator[Document | Failure], part: Part) -> Document | Failure | None:
        number, care = self._number, self._care
        if number in care.ends:
            return _poisoned(part.path, f"reading stopped at document {number} of the shard: {care.ends[number]}")
        try:
            found = next(documents, None)
        except Exception as error:  # the reader is at fault; what it gave before stays
            message = f"{part.path}: reading stopped, a fault in Communique: {type(error).__name__}: {error}"
            return Failure(part.path, "internal-error", message)
        if isinstance(found, Document) and number in care.left_out:
            return _poisoned(_name(found), f"left out: {care.left_out[number]}")
        return found


def _poisoned(name: str, what: str) -> Failure:
    return Failure(name, "poisoned", f"{name}: {what}")


def _name(document: Document) -> str:
    return document.article.url or document.article.id


def _documents(part: Part, job: Job, beat: Callable[[], None]) -> Iterator[Document | Failure]:
    try:
        with _stream(part, beat) as stream:
            name = part.path if part.end is None else f"{part.path}[from byte {part.start}]"
            format_in = job.format or ("jsonl" if part.end is not None else None)
            yield from read_source(Source(name, stream), format=format_in, facts=job.facts)
    except OSError as error:
        yield Failure(part.path, "unreadable", f"{part.path}: reading stopped: {error.strerror or error}")


@contextmanager
def _stream(part: Part, beat: Callable[[], None]) -> Iterator[BinaryIO]:
    with opened(part.path) as stream:
        file = cast("BinaryIO", io.BufferedReader(_Beating(stream, beat)))
        yield file if part.end is None else cast("BinaryIO", io.BufferedReader(_Lines(file, part.start, part.end)))


class _Beating(io.RawIOBase):
    """A stream that tells now and then that reading goes on."""

    def __init__(self, stream: BinaryIO, beat: Callable[[], None]) -> None:
        self._stream, self._beat, self._taken = stream, beat, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._taken += len(data)
        if self._taken > BEAT:
            self._taken = 0
            self._beat()
        return len(data)


class _Lines(io.RawIOBase):
    """The lines of a file that start in ``start`` … ``end``."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream, self._end = stream, end
        stream.seek(max(start - 1, 0))
        if start:
            # A line that goes on beyond the end is some other part's: it may be as long as the file.
            while (rest := stream.readline(LINE)) and not rest.endswith(b"\n") and stream.tell() < end:
                pass
        self._fresh, self._held = True, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._held:
            if self._fresh and self._stream.tell() >= self._end:
                return 0
            self._held = self._stream.readline(LINE)
            self._fresh = self._held.endswith(b"\n")
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size
