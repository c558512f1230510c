"""The log of decisions, read for what it says of some reports: which decisions hold, and what they merge and part."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from communique.ledger.clusters import Hands
from communique.ledger.keys import listed
from communique.model import Decision

UNDO = "undo:"


class Logged(msgspec.Struct, frozen=True):
    """A decision as the log has it."""

    number: int
    id: str
    decision: Decision
    outcome: str

    @property
    def order(self) -> tuple[str, str]:
        """By time, and by content where two are of one moment: the same in every ledger they are applied to."""
        return (self.decision.at, self.id)


def about(db: sqlite3.Connection, key: str) -> tuple[Logged, ...]:
    """The decisions about a key, oldest first: a report's, or ``undo:`` and a decision's id."""
    rows = db.execute("SELECT d.* FROM decided k JOIN decision d ON d.number = k.decision WHERE k.key = ?", (key,))
    return tuple(sorted((logged(r) for r in rows), key=lambda d: d.order))


def decided(db: sqlite3.Connection, keys: Iterable[str]) -> frozenset[str]:
    """Those of some keys that decisions are about: few, asked for at once."""
    if not db.execute("SELECT 1 FROM decided LIMIT 1").fetchone():
        return frozenset()
    query = "SELECT DISTINCT key FROM decided WHERE key IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in db.execute(query, (listed(keys),)))


def logged(row: sqlite3.Row) -> Logged:
    """A row of the log."""
    return Logged(row["number"], row["id"], msgspec.json.decode(row["json"], type=Decision), row["outcome"])


def holding(db: sqlite3.Connection, key: str) -> tuple[Logged, ...]:
    """The decisions about a report that are not undone, oldest first."""
    return tuple(d for d in about(db, key) if d.outcome != "undone")


def is_undone(db: sqlite3.Connection, identity: str) -> bool:
    """Whether a decision is undone by one that is not itself undone."""
    return any(not is_undone(db, d.id) for d in about(db, UNDO + identity))


def hands(db: sqlite3.Connection, keys: Iterable[str]) -> Hands:
    """What people merged and parted around some reports, with all that hangs together by it."""
    found: dict[str, Logged] = {}
    waiting, seen = set(keys), set[str]()
    while waiting:
        seen |= waiting
        entries = [e for key in decided(db, waiting) for e in holding(db, key) if e.decision.kind in ("merge", "split")]
        found |= {e.id: e for e in entries}
        waiting = {t.key for e in entries for t in e.decision.targets} - seen
    return _replayed(sorted(found.values(), key=lambda d: d.order))


def _replayed(entries: Iterable[Logged]) -> Hands:
    groups: list[frozenset[str]] = []
    alone = set[str]()
    for entry in entries:
        keys = frozenset(t.key for t in entry.decision.targets)
        if entry.decision.kind == "merge":
            touched = [g for g in groups if g & keys]
            groups = [g for g in groups if not g & keys] + [keys.union(*touched)]
            alone -= keys
        else:
            groups = [g - keys for g in groups]
            alone |= keys
    return Hands(tuple(g for g in groups if len(g) > 1), frozenset(alone))
