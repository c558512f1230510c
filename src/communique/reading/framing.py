"""Cutting a WARC stream into whole records, and finding the next one where a record's length is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from communique.reading.source import MOST_BYTES

CHUNK = 262_144
LONGEST_HEADER = 65_536
MARK = b"WARC/1."
GAP = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.I)


class Frame(msgspec.Struct, frozen=True):
    """One record: where it starts in the unpacked stream, its bytes, and what is wrong with it, if anything (then no bytes)."""

    start: int
    data: bytes
    trouble: str = ""


class _Window:
    """A stretch of the stream that is held; ``start`` is its first byte's place."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.held, self.start = stream, bytearray(), 0

    def reach(self, size: int) -> bool:
        """Hold at least ``size`` bytes; false where the stream ends before."""
        while len(self.held) < size:
            data = self.stream.read(max(CHUNK, min(size - len(self.held), CHUNK * 16)))
            if not data:
                return False
            self.held += data
        return True

    def drop(self, size: int) -> None:
        """Let go of the first bytes."""
        del self.held[:size]
        self.start += size


def frames(stream: BinaryIO) -> Iterator[Frame]:
    """Every record in order; a broken one has ``trouble``, and reading goes on with the next that can be found."""
    window = _Window(stream)
    while _at_record(window):
        frame = _frame(window)
        yield frame
        if not frame.trouble:
            window.drop(len(frame.data))
            _skip_gap(window)
            continue
        window.drop(len(MARK))
        _seek(window)


def _skip_gap(window: _Window) -> None:
    while window.reach(1) and bytes(window.held[:1]) in (b"\r", b"\n"):
        window.drop(1)


def _at_record(window: _Window) -> bool:
    _skip_gap(window)
    if not window.reach(len(MARK)):
        return False
    if not window.held.startswith(MARK):
        _seek(window)
    return window.reach(len(MARK))


def _seek(window: _Window) -> None:
    """Go on to the next start of a record, or to the end."""
    wanted = GAP + MARK
    while (found := window.held.find(wanted)) < 0:
        window.drop(max(len(window.held) - len(wanted), 0))
        if not window.reach(len(window.held) + 1):
            window.drop(len(window.held))
            return
    window.drop(found + len(GAP))


def _frame(window: _Window) -> Frame:
    header = _header(window)
    length = _LENGTH.search(header) if header else None
    if length is None:
        return Frame(window.start, b"", "its header is cut short or names no length")
    content = int(length[1])
    size = len(header) + content
    if content > MOST_BYTES:
        return Frame(window.start, b"", f"it says that it has {content:,} bytes, more than any page")
    if not window.reach(size):
        return Frame(window.start, b"", f"it says that it has {content:,} bytes, and {len(window.held) - len(header):,} are left")
    if not _ends(window, size):
        return Frame(window.start, b"", f"it says that it has {content:,} bytes, and no record ends there")
    return Frame(window.start, bytes(window.held[:size]))


def _header(window: _Window) -> bytes:
    window.reach(LONGEST_HEADER)
    end = window.held.find(GAP, 0, LONGEST_HEADER)
    return bytes(window.held[: end + len(GAP)]) if end >= 0 else b""


def _ends(window: _Window, size: int) -> bool:
    """Whether a record ends there: the file does, or line ends and the next record follow."""
    window.reach(size + len(GAP) + len(MARK))
    rest = bytes(window.held[size : size + len(GAP) + len(MARK)])
    return not rest.strip(b"\r\n") or rest == GAP + MARK
