"""Reports as the ledger holds them, with what matching sees of them."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Literal

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.keys import REPORTS, word_number
from communique.ledger.matching import Telling, blocks, telling
from communique.model import Actor, Event

State = Literal["coded", "confirmed", "rejected"]
_COLUMNS = """r.number, r.key, r.snapshot, r.record, r.happening, r.json, r.machine, r.state, r.reasons, s.published, s.copies
    FROM report r JOIN snapshot s INDEXED BY snapshot_source ON s.number = r.snapshot"""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One report with its event, decisions applied; ``number`` and ``happening`` are 0 until it has them."""

    number: int
    key: str
    snapshot: int
    record: int
    happening: int
    event: Event
    machine: str | None
    state: State
    copies: str
    telling: Telling
    reasons: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, int]:
        """The most precise first, then by content: an order that does not hang on when each came."""
        return (self.telling.width, self.key, self.snapshot)


class Cast(dict[str, Actor]):
    """The ledger's actors by id, read when first asked for; mentions are left out. ``known`` and their ``numbers`` need no reading."""

    def __init__(self, db: sqlite3.Connection, known: Iterable[Actor] = (), numbers: Mapping[str, int] | None = None) -> None:
        super().__init__((a.id, Actor(a.id, a.name, a.kind, a.country, a.office, ())) for a in known)
        self._db = db
        self._numbers = dict(numbers or {})
        self._blocks: dict[tuple[str, str, frozenset[str]], tuple[int, ...]] = {}

    def __missing__(self, key: str) -> Actor:
        """Read an actor; what the ledger does not know is of kind ``other``."""
        row = self._db.execute("SELECT name, kind, country, office FROM actor WHERE id = ?", (key,)).fetchone()
        self[key] = (
            Actor(key, row["name"], row["kind"], row["country"], row["office"], ()) if row else Actor(key, key, "other", None, None, ())
        )
        return self[key]

    def number(self, key: str) -> int:
        """The row of an actor of the ledger."""
        if key not in self._numbers:
            self._numbers[key] = int(self._db.execute("SELECT number FROM actor WHERE id = ?", (key,)).fetchone()[0])
        return self._numbers[key]

    def blocks(self, one: Telling) -> tuple[int, ...]:
        """The numbers of the words under which a telling is looked for, made once."""
        known = one.kind, one.status, one.parties
        if known not in self._blocks:
            self._blocks[known] = tuple(map(word_number, blocks(one, self)))
        return self._blocks[known]


def members(db: sqlite3.Connection, happening: int, cast: Cast) -> tuple[Member, ...]:
    """The reports of a happening, oldest first."""
    return _members(db.execute(f"SELECT {_COLUMNS} WHERE r.happening = ? ORDER BY r.number", (happening,)), cast)


def with_key(db: sqlite3.Connection, key: str, cast: Cast) -> tuple[Member, ...]:
    """The reports that a decision on ``key`` is about: one for each copy of the text."""
    return _members(db.execute(f"SELECT {_COLUMNS} WHERE r.number IN {REPORTS} ORDER BY r.number", (key,)), cast)


def of_article(db: sqlite3.Connection, snapshot: int, cast: Cast) -> tuple[Member, ...]:
    """The reports of all texts of a snapshot's article."""
    article = "SELECT n.number FROM snapshot n WHERE n.article = (SELECT article FROM snapshot WHERE number = ?)"
    return _members(db.execute(f"SELECT {_COLUMNS} WHERE r.snapshot IN ({article}) ORDER BY r.number", (snapshot,)), cast)


def by_happening(db: sqlite3.Connection, cast: Cast) -> Iterator[tuple[int, tuple[Member, ...]]]:
    """Every happening that has reports, with them: all of a ledger, one happening after the other."""
    rows = db.execute(f"SELECT {_COLUMNS} ORDER BY r.happening, r.number")
    yield from ((number, _members(group, cast)) for number, group in groupby(rows, key=itemgetter("happening")))


def _members(rows: Iterable[sqlite3.Row], cast: Cast) -> tuple[Member, ...]:
    return tuple(_member(row, cast) for row in rows)


def _member(row: sqlite3.Row, cast: Cast) -> Member:
    event = msgspec.json.decode(row["json"], type=Event)
    return Member(
        number=row["number"],
        key=row["key"],
        snapshot=row["snapshot"],
        record=row["record"],
        happening=row["happening"],
        event=event,
        machine=row["machine"],
        state=row["state"],
        copies=row["copies"],
        telling=telling(event, day(row["published"]), cast, load_merging()),
        reasons=tuple(msgspec.json.decode(row["reasons"])),
    )


def day(text: str | None) -> dt.date | None:
    """A day as the ledger writes it."""
    return dt.date.fromisoformat(text) if text else None


_ADDED = "INSERT INTO report (key, record, snapshot, event, happening, json, machine, state, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CHANGED = (
    "UPDATE report SET key = ?, record = ?, snapshot = ?, event = ?, happening = ?, json = ?, machine = ?, state = ?, reasons = ?"
    " WHERE number = ?"
)
_FOLLOWED = """UPDATE statement SET happening = ?1
               WHERE snapshot = ?2 AND happening IS NOT ?1 AND json_extract(json, '$.event') = ?3"""


def keep(db: sqlite3.Connection, member: Member, before: int) -> None:
    """Write a report, new or known; the statements of a known one go where it goes, from the happening that it had ``before``."""
    if not member.number:
        db.execute(_ADDED, _facts(member))
        return
    db.execute(_CHANGED, (*_facts(member), member.number))
    if member.happening != before:
        db.execute(_FOLLOWED, (member.happening, member.snapshot, member.event.id))


def add(db: sqlite3.Connection, members: Iterable[Member]) -> None:
    """Write new reports."""
    db.executemany(_ADDED, [_facts(m) for m in members])


def _facts(member: Member) -> tuple[object, ...]:
    reasons = msgspec.json.encode(member.reasons).decode()
    named = (member.key, member.record, member.snapshot, member.event.id, member.happening)
    return (*named, encoded(member.event), member.machine, member.state, reasons)


def encoded(event: Event) -> str:
    """An event as its JSON text."""
    return msgspec.json.encode(event).decode()
