"""What reading yields: the article, its zones, and what went wrong."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from communique.model.span import Span

ZoneKind = Literal[
    "body",
    "title",
    "byline",
    "dateline",
    "caption",
    "publisher_notice",
    "subscription",
    "related",
    "navigation",
    "repeated",
    "correction",
    "other",
]


# The problem of a document whose language nothing here can code.
FOREIGN = "language-not-supported"


class Article(msgspec.Struct, frozen=True):
    """One document as published; ``text`` is what every offset points into."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: dt.date | None
    language: str | None
    sha256: str
    text: str


class Zone(msgspec.Struct, frozen=True):
    """A stretch of the page with one function. Only ``body`` zones are coded, and none of a text in a foreign language."""

    kind: ZoneKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch itself."""
        return Span(self.start, self.end)


class Problem(msgspec.Struct, frozen=True):
    """Trouble met in a document: a stable code, a sentence for a person, and where."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


def called(article: Article, source: str | None) -> str:
    """What a message calls an article: where it was read, and what it is known by there."""
    known = article.url or article.title or (article.id if source is None else None)
    return " ".join(part for part in (source, f"({known})" if source and known else known) if part)


class Document(msgspec.Struct, frozen=True):
    """What ``read`` hands to the rest: an article cut into zones.

    Zones are in text order and do not overlap. Stretches in no zone are blank. ``source`` is what messages call it: its file, and the
    line or row there.
    """

    article: Article
    zones: tuple[Zone, ...]
    problems: tuple[Problem, ...] = ()
    source: str | None = None

    @property
    def called(self) -> str:
        """What a message calls it."""
        return called(self.article, self.source)

    @property
    def body(self) -> tuple[Zone, ...]:
        """The zones that are coded."""
        if any(p.code == FOREIGN for p in self.problems):
            return ()
        return tuple(z for z in self.zones if z.kind == "body")
