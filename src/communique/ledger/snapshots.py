"""What a ledger knows around one text: the happenings it tells of, its other versions, and its copies."""

from __future__ import annotations

import sqlite3

import msgspec

MOST_COPIES = 20


class Text(msgspec.Struct, frozen=True):
    """One snapshot of an article."""

    number: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    seen: str
    latest: bool


class Around(msgspec.Struct, frozen=True):
    """``happenings`` is by the events' ids; ``versions`` are other texts of the article, ``copies`` nearly the same text elsewhere."""

    happenings: dict[str, str]
    versions: tuple[Text, ...]
    copies: tuple[Text, ...]


_FACTS = "n.number, n.title, n.publisher, n.published, n.url, n.seen, n.latest"


def around(db: sqlite3.Connection, snapshot: int) -> Around:
    """What is known around a snapshot; nothing for a number that no snapshot has."""
    told = db.execute("SELECT r.event, h.id FROM report r JOIN happening h ON h.number = r.happening WHERE r.snapshot = ?", (snapshot,))
    versions = f"""SELECT {_FACTS} FROM snapshot s JOIN snapshot n ON n.article = s.article AND n.number <> s.number
                   WHERE s.number = ? ORDER BY n.number DESC LIMIT {MOST_COPIES}"""
    copies = f"""SELECT {_FACTS} FROM snapshot s JOIN snapshot n ON n.copies = s.copies AND n.article <> s.article AND n.latest = 1
                 WHERE s.number = ? ORDER BY n.published, n.number LIMIT {MOST_COPIES}"""
    return Around({row[0]: row[1] for row in told}, _texts(db, versions, snapshot), _texts(db, copies, snapshot))


def _texts(db: sqlite3.Connection, query: str, snapshot: int) -> tuple[Text, ...]:
    return tuple(Text(**{**dict(row), "latest": bool(row["latest"])}) for row in db.execute(query, (snapshot,)))
