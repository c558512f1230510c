"""What watching deals with: feeds, what they list, what a fetch gave or why it gave nothing, and how gently to ask."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

import msgspec

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


class Settings(msgspec.Struct, frozen=True):
    """How pages are asked for. ``contact`` is a page or mail address where those who are asked can complain."""

    contact: str | None = None
    seconds: float = 30.0  # of one fetch, its redirects included
    most_bytes: int = 10_000_000  # of one body, unpacked
    pause: float = 1.0  # between two requests to one host, at the least
    recheck: float = DAY  # after which a page that its feed still lists is asked for again; 0 for never


class Feed(msgspec.Struct, frozen=True):
    """A feed that is watched. Moments are seconds since 1970; ``failures`` counts those in a row, ``error`` is the last one's."""

    number: int
    url: str
    name: str | None
    publisher: str | None
    every: float
    allow_private: bool
    added: float
    asked: float | None
    due: float
    etag: str | None
    modified: str | None
    failures: int
    error: str | None
    ended: bool
    moved: str | None

    @property
    def called(self) -> str:
        """What messages call it."""
        return self.name or self.url


class Entry(msgspec.Struct, frozen=True):
    """What a feed lists: the page, and what the feed says of it. ``at`` is the moment of publication, where it is told to the second."""

    url: str
    title: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    at: float | None = None
    mark: str = ""  # changes with whatever the feed says of the page


class Listing(NamedTuple):
    """The entries of a feed, each page once, and how many were dropped: without a usable link, or too many."""

    entries: tuple[Entry, ...]
    dropped: int


class Page(msgspec.Struct, frozen=True):
    """A page that is to be asked for."""

    feed: int
    url: str
    title: str | None
    published: dt.date | None
    updated: dt.date | None
    tries: int
    etag: str | None
    modified: str | None


class Answer(msgspec.Struct, frozen=True):
    """What a fetch gave. ``body`` is empty where nothing changed (304). ``moved`` is where the address moved for good."""

    url: str
    status: int
    body: bytes = b""
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that what we have is the newest."""
        return self.status == 304


class Trouble(msgspec.Struct, frozen=True):
    """Why a fetch gave nothing: a stable code and a sentence. ``until``: not before this moment; ``lasting``: asking again is no use."""

    code: str
    message: str
    until: float | None = None
    lasting: bool = False


What = Literal["feed-read", "feed-same", "feed-failed", "page-new", "page-changed", "page-recoded", "page-same", "page-failed"]


class Step(msgspec.Struct, frozen=True):
    """One thing that a round did. ``entries`` counts what a feed lists that is new, or said to be changed."""

    what: What
    feed: str
    url: str
    trouble: Trouble | None = None
    entries: int = 0
