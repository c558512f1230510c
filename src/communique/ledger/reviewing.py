"""What waits for a person: decisions that fit no more, doubtful happenings, accounts of one side only, people nobody knows."""

from __future__ import annotations

import sqlite3
from typing import Literal, get_args

from communique.ledger.hands import Logged, about
from communique.ledger.queries import SIDES

Reason = Literal["conflict", "orphan", "unsure", "one-sided", "unknown-name"]
REASONS: tuple[Reason, ...] = get_args(Reason)
# Under this, a contact is more often wrong than a reader would expect (docs/accuracy.md, calibration). The ledger has an index of those.
UNSURE = 0.6
# Counted no further: whoever has so many things to look at needs no more exact number.
MOST_COUNTED = 300
_SEEN = """SELECT 1 FROM report r JOIN decided k ON k.key = r.key JOIN decision d ON d.number = k.decision
           WHERE r.happening = h.number AND d.outcome <> 'undone'"""
_WAITING = f"h.absorbed IS NULL AND h.state = 'coded' AND h.medium IS NOT NULL AND NOT EXISTS ({_SEEN})"
_DECIDED = "SELECT id FROM decision WHERE outcome = '{}' ORDER BY number"
# Told which index to walk, SQLite stops where there is enough; left to itself a newer one judges all happenings and sorts them.
_QUERIES: dict[Reason, str] = {
    "conflict": _DECIDED.format("conflict"),
    "orphan": _DECIDED.format("orphan"),
    "unsure": f"SELECT h.id FROM happening h WHERE h.confidence < {UNSURE} AND {_WAITING} ORDER BY h.confidence, h.id",
    "one-sided": f"""SELECT h.id FROM happening h INDEXED BY happening_when WHERE h.status = 'occurred' AND ({SIDES}) = 1 AND {_WAITING}
                     ORDER BY h.earliest DESC, h.number DESC""",
    # Along the names, which are few, and not along the happenings.
    "unknown-name": f"""SELECT DISTINCT h.id FROM actor a CROSS JOIN party p ON p.actor = a.number
                        CROSS JOIN happening h ON h.number = p.happening
                        WHERE a.id >= 'name:' AND a.id < 'name;' AND a.kind = 'person' AND {_WAITING} ORDER BY h.earliest DESC, h.id""",
}


def waiting(db: sqlite3.Connection, reason: Reason, *, start: int = 0, limit: int = 25) -> tuple[str, ...]:
    """The ids of what waits for one reason: of decisions that conflict or are orphans, else of happenings, the most pressing first.

    What a person has decided about, and not undone, waits no more.
    """
    return tuple(row[0] for row in db.execute(f"{_QUERIES[reason]} LIMIT ? OFFSET ?", (limit, start)))


def counts(db: sqlite3.Connection) -> dict[Reason, int]:
    """How much waits for each reason, counted up to ``MOST_COUNTED``."""
    return {r: int(db.execute(f"SELECT COUNT(*) FROM ({_QUERIES[r]} LIMIT {MOST_COUNTED})").fetchone()[0]) for r in REASONS}


def history(db: sqlite3.Connection, identity: str) -> tuple[Logged, ...]:
    """The decisions about the reports of a happening, oldest first, with those that undo them."""
    rows = db.execute("SELECT DISTINCT r.key FROM report r JOIN happening h ON h.number = r.happening WHERE h.id = ?", (identity,))
    found = {d.id: d for row in rows.fetchall() for d in about(db, row["key"])}
    return tuple(sorted(found.values(), key=lambda d: d.order))


def reasons_given(db: sqlite3.Connection, limit: int = 6) -> tuple[str, ...]:
    """The reasons that people gave last, each once."""
    rows = db.execute("SELECT json_extract(json, '$.because') FROM decision ORDER BY number DESC LIMIT 50")
    return tuple(dict.fromkeys(str(r[0]) for r in rows))[:limit]
