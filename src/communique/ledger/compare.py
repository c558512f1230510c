"""Both sides of a contact: what each says of it, what both say, where they contradict, and who is silent.

A side is a country that takes part. Its account is every statement that a source acting for it gives to the world; what only the article
tells of what the parties said to each other is nobody's account (see ``knowledge.accounts``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.queries import Contact
from communique.model import Event, Statement

Verdict = Literal["both", "one", "contradicted"]
# The fields of a contact on which accounts can contradict each other.
FIELDS = ("duration_minutes", "initiator", "where", "status")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of an account, with where it can be read: in which text, where there, and its id in that text's record."""

    speaker: str
    via: tuple[str, ...]
    stance: str | None
    content: str
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    snapshot: int
    statement: str


class Account(msgspec.Struct, frozen=True):
    """What one side says of a contact; ``statements`` is empty where it is silent. ``side`` is ISO 3166-1 alpha-3."""

    side: str
    statements: tuple[Told, ...]

    @property
    def silent(self) -> bool:
        """Whether no statement of this side is known."""
        return not self.statements


class Point(msgspec.Struct, frozen=True):
    """One thing that sides say: a field of the contact with its values by side, or a stance that statements take."""

    field: str
    verdict: Verdict
    values: dict[str, tuple[str, ...]]


class Comparison(msgspec.Struct, frozen=True):
    """The accounts of one contact next to each other. ``others`` are sources of no party's side, and what the article itself tells."""

    contact: Contact
    accounts: tuple[Account, ...]
    others: tuple[Told, ...]
    points: tuple[Point, ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """The sides without an account."""
        return tuple(a.side for a in self.accounts if a.silent)

    @property
    def speaking(self) -> tuple[str, ...]:
        """The sides whose account is known."""
        return tuple(a.side for a in self.accounts if not a.silent)

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The fields in which they contradict each other."""
        return tuple(p.field for p in self.points if p.verdict == "contradicted")


def compare(db: sqlite3.Connection, contact: Contact) -> Comparison:
    """The comparison of one happening, from all its reports."""
    sides = tuple(dict.fromkeys(p.country for p in contact.parties if p.country))
    number = db.execute("SELECT number FROM happening WHERE id = ?", (contact.id,)).fetchone()["number"]
    rows = db.execute(_STATEMENTS, (number,)).fetchall()
    told = [(row["side"], _told(db, row)) for row in _without_repeats(rows)]
    accounts = tuple(Account(side, tuple(t for s, t in told if s == side)) for side in sides)
    others = tuple(t for s, t in told if s not in sides)
    points = (*_fields(db, number, rows, sides), *_denials(db, contact, number, accounts), *_outcomes(accounts), *_stances(accounts))
    return Comparison(contact, accounts, others, points)


_STATEMENTS = """
    SELECT s.*, w.name AS speaker_name, CASE WHEN s.account = 1 THEN o.country END AS side, n.publisher, n.published, n.url
    FROM statement s JOIN actor w ON w.number = s.speaker JOIN actor o ON o.number = s.outermost JOIN snapshot n ON n.number = s.snapshot
    WHERE s.happening = ? AND n.latest = 1 ORDER BY n.published, s.number"""


def _without_repeats(rows: Sequence[sqlite3.Row]) -> list[sqlite3.Row]:
    """Statements of a side that stand within another of it are told once: the wider of one speaker, the inner of a chain of sources."""
    return [row for row in rows if not any(_repeats(row, other) for other in rows if other is not row)]


def _repeats(row: sqlite3.Row, other: sqlite3.Row) -> bool:
    if (row["snapshot"], row["side"]) != (other["snapshot"], other["side"]):
        return False
    mine, theirs = (msgspec.json.decode(r["json"], type=Statement).content for r in (row, other))
    if row["speaker"] == other["speaker"]:
        return theirs.start <= mine.start and mine.end <= theirs.end and mine != theirs
    return row["speaker"] == row["outermost"] and mine.start <= theirs.start and theirs.end <= mine.end


def _told(db: sqlite3.Connection, row: sqlite3.Row) -> Told:
    statement = msgspec.json.decode(row["json"], type=Statement)
    return Told(
        speaker=row["speaker_name"],
        via=tuple(_name(db, i) for i in statement.via),
        stance=statement.stance.kind if statement.stance else None,
        content=row["content"],
        publisher=row["publisher"],
        published=row["published"],
        url=row["url"],
        start=statement.content.start,
        end=statement.content.end,
        snapshot=row["snapshot"],
        statement=statement.id,
    )


def _name(db: sqlite3.Connection, identity: str) -> str:
    row = db.execute("SELECT name FROM actor WHERE id = ?", (identity,)).fetchone()
    return str(row["name"]) if row else identity


def _fields(db: sqlite3.Connection, happening: int, statements: Sequence[sqlite3.Row], sides: Sequence[str]) -> Iterable[Point]:
    """What the sides say of the contact's own facts: a fact belongs to the side within whose words its evidence stands."""
    claims: dict[str, dict[str, set[str]]] = {}
    for report in db.execute("SELECT snapshot, json FROM report WHERE happening = ? AND state <> 'rejected'", (happening,)):
        event = msgspec.json.decode(report["json"], type=Event)
        for field in FIELDS:
            value = _value(db, event, field)
            for side in _claimants(event, field, [s for s in statements if s["snapshot"] == report["snapshot"]]):
                if value and side in sides:
                    claims.setdefault(field, {}).setdefault(side, set()).add(value)
    for field, by_side in claims.items():
        yield Point(field, _verdict(by_side), {side: tuple(sorted(values)) for side, values in by_side.items()})


def _claimants(event: Event, field: str, statements: Iterable[sqlite3.Row]) -> set[str]:
    spans = [(e.start, e.end) for e in event.evidence if e.field == field]
    contents = [(s["side"], msgspec.json.decode(s["json"], type=Statement)) for s in statements]
    return {side for side, s in contents for start, end in spans if side and s.content.start <= start and end <= s.content.end}


def _value(db: sqlite3.Connection, event: Event, field: str) -> str:
    if field == "where":
        return event.where.name if event.where else ""
    value = getattr(event, field)
    return "" if value is None else _name(db, value) if field == "initiator" else str(value)


def _verdict(by_side: dict[str, set[str]]) -> Verdict:
    if len(by_side) == 1:
        return "one"
    return "both" if set.intersection(*by_side.values()) else "contradicted"


def _denials(db: sqlite3.Connection, contact: Contact, number: int, accounts: Sequence[Account]) -> Iterable[Point]:
    """Whether a side denies what others tell: what is denied is a happening of its own, of the same sides and days."""
    if contact.status != "occurred" or len(accounts) < 2:
        return
    says: dict[str, tuple[str, ...]] = {a.side: ("occurred",) for a in accounts if not a.silent}
    days = (contact.latest or contact.earliest, contact.earliest or contact.latest)
    for row in db.execute(_DENIED, (number, len(accounts), number, *days)).fetchall():
        statements = db.execute(_STATEMENTS, (row["number"],)).fetchall()
        says |= {s["side"]: ("denied",) for s in statements if s["side"] in {a.side for a in accounts}}
    if ("denied",) in says.values():
        yield Point("outcome", "contradicted" if len(set(says.values())) > 1 else "one" if len(says) == 1 else "both", says)


_COUNTRIES = "SELECT a.country FROM party p JOIN actor a ON a.number = p.actor WHERE p.happening = ?"
_DENIED = f"""
    SELECT h.number FROM happening h WHERE h.status = 'denied' AND h.medium IS NOT NULL AND h.absorbed IS NULL AND h.state <> 'rejected'
    AND h.number IN (SELECT p.happening FROM party p JOIN actor a ON a.number = p.actor WHERE a.country IN ({_COUNTRIES})
                     GROUP BY p.happening HAVING count(DISTINCT a.country) >= ?)
    AND h.number <> ? AND h.earliest <= ? AND h.latest >= ?"""


def _outcomes(accounts: Sequence[Account]) -> Iterable[Point]:
    """What came of it, where the stance of one side's account contradicts another's: agreed, and rejected."""
    for one, other in load_merging().contradicting:
        first, second = ({a.side: _taking(a, stance) for a in accounts if _taking(a, stance)} for stance in (one, other))
        if any(a != b for a in first for b in second):
            both = {side: (*first.get(side, ()), *second.get(side, ())) for side in dict.fromkeys((*first, *second))}
            yield Point("outcome", "contradicted", both)


def _taking(account: Account, stance: str) -> tuple[str, ...]:
    return tuple(t.content for t in account.statements if t.stance == stance)


def _stances(accounts: Sequence[Account]) -> Iterable[Point]:
    """The stances that statements take: the same by two sides, or by one of them only."""
    by_stance: dict[str, dict[str, tuple[str, ...]]] = {}
    for account in accounts:
        for stance in dict.fromkeys(t.stance for t in account.statements if t.stance):
            by_stance.setdefault(stance, {})[account.side] = _taking(account, stance)
    for stance, values in by_stance.items():
        yield Point(stance, "both" if len(values) > 1 else "one", values)
