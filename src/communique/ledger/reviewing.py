"""What waits for a person: doubtful happenings, accounts of one side only, people nobody knows, decisions that fit no more."""

from __future__ import annotations

import sqlite3
from typing import Literal, get_args

import msgspec

from communique.ledger.decisions import log
from communique.ledger.hands import Logged, about
from communique.ledger.queries import Contact, Selection, happenings, rows_of

Reason = Literal["unsure", "one-sided", "unknown-name"]
REASONS: tuple[Reason, ...] = get_args(Reason)
# Under this, a contact is more often wrong than a reader would expect (docs/accuracy.md, calibration).
UNSURE = 0.6
_WAITING = "h.absorbed IS NULL AND h.state = 'coded' AND h.medium IS NOT NULL"


class Queue(msgspec.Struct, frozen=True):
    """What waits, by reason; ``total`` counts all of it."""

    decisions: tuple[Logged, ...]
    happenings: dict[Reason, tuple[Contact, ...]]

    @property
    def total(self) -> int:
        """How much is listed."""
        return len(self.decisions) + sum(map(len, self.happenings.values()))


def queue(db: sqlite3.Connection, limit: int = 25) -> Queue:
    """Conflicts and orphans first, then so many happenings of each kind; what a person has decided about is not listed again."""
    return Queue(
        log(db, "conflict", "orphan"),
        {"unsure": _unsure(db, limit), "one-sided": _one_sided(db, limit), "unknown-name": _unknown(db, limit)},
    )


def history(db: sqlite3.Connection, identity: str) -> tuple[Logged, ...]:
    """The decisions about the reports of a happening, oldest first, with those that undo them."""
    rows = db.execute("SELECT DISTINCT r.key FROM report r JOIN happening h ON h.number = r.happening WHERE h.id = ?", (identity,))
    found = {d.id: d for row in rows.fetchall() for d in about(db, row["key"])}
    return tuple(sorted(found.values(), key=lambda d: d.order))


def _unsure(db: sqlite3.Connection, limit: int) -> tuple[Contact, ...]:
    rows = db.execute(
        f"SELECT h.id FROM happening h WHERE {_WAITING} AND h.confidence < ? ORDER BY h.confidence, h.id LIMIT ?", (UNSURE, limit)
    )
    return rows_of(db, [r["id"] for r in rows])


def _one_sided(db: sqlite3.Connection, limit: int) -> tuple[Contact, ...]:
    found = happenings(db, Selection(one_sided=True, limit=limit))
    return tuple(c for c in found if c.state == "coded")


def _unknown(db: sqlite3.Connection, limit: int) -> tuple[Contact, ...]:
    query = f"""SELECT DISTINCT h.id FROM happening h JOIN party p ON p.happening = h.number JOIN actor a ON a.number = p.actor
                WHERE {_WAITING} AND a.kind = 'person' AND a.id GLOB 'name:*' ORDER BY h.earliest DESC, h.id LIMIT ?"""
    return rows_of(db, [r["id"] for r in db.execute(query, (limit,))])
