"""Ties between happenings: a plan and what became of it, a contact and what it was about. They are linked, never merged."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.matching import Telling, reasons, together
from communique.ledger.members import Cast, members
from communique.ledger.settling import searched

# What becomes of a plan, by the class of status of the happening that tells it.
OUTCOMES = {"occurred": "fulfils", "cancelled": "cancels", "postponed": "postpones"}


def overdue(db: sqlite3.Connection, today: dt.date) -> tuple[str, ...]:
    """The ids of plans whose last day is before ``today`` and of which no outcome is known, the longest overdue first."""
    rows = db.execute(
        "SELECT id FROM happening h WHERE status = 'planned' AND absorbed IS NULL AND state <> 'rejected' AND latest < ? AND NOT EXISTS"
        " (SELECT 1 FROM link l WHERE l.target = h.number AND l.kind IN ('fulfils', 'cancels', 'postpones')) ORDER BY latest, id",
        (today.isoformat(),),
    )
    return tuple(row["id"] for row in rows)


def link(db: sqlite3.Connection, changed: Iterable[int], cast: Cast) -> None:
    """Write anew the ties of happenings that changed, and of those whose reports point to theirs."""
    wanted = sorted(changed)
    _about(db, wanted)
    for number in wanted:
        if told := _telling(db, number, cast):
            for plan in _plans(db, number, told, cast):
                _outcome(db, plan, cast)


def _telling(db: sqlite3.Connection, number: int, cast: Cast) -> Telling | None:
    group = [m.telling for m in members(db, number, cast) if m.state != "rejected"]
    return together(group, cast, load_merging()) if group else None


def _plans(db: sqlite3.Connection, number: int, told: Telling, cast: Cast) -> set[int]:
    """The plans that may have to do with a happening: itself, or those whose outcome it may tell or once told."""
    if not told.is_contact:
        return set()
    if told.status == "planned":
        return {number}
    if told.status not in OUTCOMES:
        return set()
    before = {row[0] for row in db.execute("SELECT target FROM link WHERE source = ? AND kind <> 'about'", (number,))}
    return before | searched(db, _as(told, "planned"), cast, slip=load_merging().slip_days)


def _outcome(db: sqlite3.Connection, plan: int, cast: Cast) -> None:
    """Tie a plan to what became of it: of each kind the happening that fits best."""
    db.execute("DELETE FROM link WHERE target = ? AND kind <> 'about'", (plan,))
    told = _telling(db, plan, cast)
    if told is None or not told.is_contact or told.status != "planned":
        return
    for status, kind in OUTCOMES.items():
        fitting = [(n, why) for n in searched(db, _as(told, status), cast, slip=_slip()) if (why := _fits(db, told, n, status, cast))]
        if fitting:
            number, why = min(fitting, key=lambda f: (f[1][0] != "same parties", -len(f[1]), f[0]))
            db.execute("INSERT INTO link VALUES (?, ?, ?, ?)", (number, plan, kind, msgspec.json.encode(why).decode()))


def _fits(db: sqlite3.Connection, plan: Telling, number: int, status: str, cast: Cast) -> tuple[str, ...] | None:
    other = _telling(db, number, cast)
    if other is None or other.status != status or plan.days is None:
        return None
    slack = dt.timedelta(_slip())
    wide = msgspec.structs.replace(plan, status=status, days=(plan.days[0] - slack, plan.days[1] + slack))
    return reasons(wide, other, cast, load_merging())


def _slip() -> int:
    return load_merging().slip_days


def _as(told: Telling, status: str) -> Telling:
    return msgspec.structs.replace(told, status=status)


_ABOUT = """
    INSERT OR IGNORE INTO link (source, target, kind, reasons)
    SELECT r.happening, o.happening, 'about', '["told together"]'
    FROM report r, json_each(r.json, '$.about') a JOIN report o ON o.snapshot = r.snapshot AND o.event = a.value
    WHERE r.happening = ? AND r.state <> 'rejected' AND o.state <> 'rejected' AND o.happening <> r.happening"""
_POINTING = """
    SELECT DISTINCT r.happening FROM report o JOIN report r ON r.snapshot = o.snapshot, json_each(r.json, '$.about') a
    WHERE o.happening = ? AND a.value = o.event"""


def _about(db: sqlite3.Connection, changed: Sequence[int]) -> None:
    sources = set(changed).union(*({row[0] for row in db.execute(_POINTING, (n,))} for n in changed))
    for number in sorted(sources):
        db.execute("DELETE FROM link WHERE source = ? AND kind = 'about'", (number,))
        db.execute(_ABOUT, (number,))
