"""Ties between happenings: a plan and what became of it, a contact and what it was about. They are linked, never merged."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.keys import listed
from communique.ledger.matching import Telling, reasons, together
from communique.ledger.members import Cast, members
from communique.ledger.nearby import met

# What becomes of a plan, by the class of status of the happening that tells it.
OUTCOMES = {"occurred": "fulfils", "cancelled": "cancels", "postponed": "postpones"}


class Fresh(msgspec.Struct, frozen=True):
    """What a record brings: happenings that hold its report and nothing else, as matching sees them, and those that it ``joined``.

    What others point to there is as it was; ``pointing`` says whether the record's own events point to others.
    """

    tellings: Mapping[int, Telling]
    joined: frozenset[int]
    pointing: bool


NOTHING_FRESH = Fresh({}, frozenset(), pointing=False)


def overdue(db: sqlite3.Connection, today: dt.date) -> tuple[str, ...]:
    """The ids of plans whose last day is before ``today`` and of which no outcome is known, the longest overdue first."""
    rows = db.execute(
        "SELECT id FROM happening h WHERE status = 'planned' AND absorbed IS NULL AND state <> 'rejected' AND latest < ? AND NOT EXISTS"
        " (SELECT 1 FROM link l WHERE l.target = h.number AND l.kind IN ('fulfils', 'cancels', 'postpones')) ORDER BY latest, id",
        (today.isoformat(),),
    )
    return tuple(row["id"] for row in rows)


def link(
    db: sqlite3.Connection, changed: Iterable[int], cast: Cast, fresh: Fresh = NOTHING_FRESH, left: Iterable[int] = ()
) -> None:  # fmt: skip
    """Write anew the ties of happenings that changed, and of those whose reports point to theirs; ``fresh`` ones have none yet.

    ``left`` are plans whose outcome is gone.
    """
    told = _Tellings(db, cast, fresh.tellings)
    plans = {*left, *(_touched(told, changed) if changed else ())}
    for number, near in _tied(told, fresh.tellings).items():
        plans |= _plans(told, number, near)
    for plan in sorted(plans):
        _outcome(told, plan)
    if pointed := {*changed, *fresh.tellings} if fresh.pointing else {*changed} - fresh.joined:
        _about(db, listed(sorted(pointed)))


def _touched(told: _Tellings, changed: Iterable[int]) -> set[int]:
    """The plans that happenings which changed were and are tied to, and those among them; their ties go."""
    db, wanted = told.db, listed(sorted(changed))
    plans = {row[0] for row in db.execute(f"SELECT target FROM link WHERE kind <> 'about' AND source IN {_LISTED}", (wanted,))}
    db.execute(f"DELETE FROM link WHERE kind <> 'about' AND target IN {_LISTED}", (wanted,))
    contacts = f"SELECT number FROM happening WHERE medium IS NOT NULL AND absorbed IS NULL AND number IN {_LISTED}"
    return plans.union(*(_plans(told, row[0]) for row in db.execute(contacts, (wanted,)).fetchall()))


def _tied(told: _Tellings, fresh: Mapping[int, Telling]) -> dict[int, frozenset[int]]:
    """Those fresh contacts around which there is a plan, or an outcome of theirs, with the plans or outcomes."""
    sought = {"planned": tuple(OUTCOMES), **dict.fromkeys(OUTCOMES, ("planned",))}
    asked = [(n, t, status) for n, t in fresh.items() if t.is_contact for status in sought.get(t.status, ())]
    tellings = [msgspec.structs.replace(t, status=status) for _, t, status in asked]
    hits = met(told.db, tellings, told.cast, slip=_slip()) if asked else {}
    found: dict[int, frozenset[int]] = {}
    for at, near in hits.items():
        found[asked[at][0]] = found.get(asked[at][0], frozenset()) | near
    return found


_LISTED = "(SELECT value FROM json_each(?1))"


class _Tellings(dict[int, Telling | None]):
    """Happenings as matching sees them, read once; ``None`` for what counts no more."""

    def __init__(self, db: sqlite3.Connection, cast: Cast, known: Mapping[int, Telling]) -> None:
        super().__init__(known)
        self.db, self.cast = db, cast

    def __missing__(self, number: int) -> Telling | None:
        """Read a happening."""
        group = [m.telling for m in members(self.db, number, self.cast) if m.state != "rejected"]
        self[number] = together(group, self.cast, load_merging()) if group else None
        return self[number]

    def near(self, one: Telling, statuses: Iterable[str]) -> dict[str, frozenset[int]]:
        """The happenings of some classes of status around a telling that may be one with it."""
        asked = {status: msgspec.structs.replace(one, status=status) for status in statuses}
        hits = met(self.db, tuple(asked.values()), self.cast, slip=_slip())
        return {status: hits.get(at, frozenset()) for at, status in enumerate(asked)}


def _plans(told: _Tellings, number: int, near: frozenset[int] | None = None) -> set[int]:
    """The plans that a contact has to do with: itself, or those whose outcome it may tell; ``near`` are the plans around it, if known."""
    one = told[number]
    if one is None or one.status not in (*OUTCOMES, "planned"):
        return set()
    if one.status == "planned":
        return {number}
    plans = told.near(one, ("planned",))["planned"] if near is None else near
    return {p for p in plans if _fits(told, p, number)}


def _outcome(told: _Tellings, plan: int) -> None:
    """Tie a plan to what became of it: of each kind the happening that fits best."""
    told.db.execute("DELETE FROM link WHERE target = ? AND kind <> 'about'", (plan,))
    one = told[plan]
    if one is None or one.status != "planned":
        return
    near = told.near(one, OUTCOMES)
    for status, kind in OUTCOMES.items():
        fitting = [(n, why) for n in near[status] if (why := _fits(told, plan, n))]
        if fitting:
            number, why = min(fitting, key=lambda f: (f[1][0] != "same parties", -len(f[1]), f[0]))
            told.db.execute("INSERT INTO link VALUES (?, ?, ?, ?)", (number, plan, kind, msgspec.json.encode(why).decode()))


def _fits(told: _Tellings, plan: int, number: int) -> tuple[str, ...] | None:
    """Why a happening may be the outcome of a plan; the day may have slipped a little."""
    one, other = told[plan], told[number]
    if one is None or other is None or one.days is None or not one.is_contact:
        return None
    slack = dt.timedelta(_slip())
    wide = msgspec.structs.replace(one, status=other.status, days=(one.days[0] - slack, one.days[1] + slack))
    return reasons(wide, other, told.cast, load_merging())


def _slip() -> int:
    return load_merging().slip_days


_ABOUT = f"""
    INSERT OR IGNORE INTO link (source, target, kind, reasons)
    SELECT r.happening, o.happening, 'about', '["told together"]'
    FROM report r CROSS JOIN json_each(r.json, '$.about') a CROSS JOIN report o ON o.snapshot = r.snapshot AND o.event = a.value
    WHERE r.happening IN {_LISTED} AND instr(r.json, '"about":[]') = 0
    AND r.state <> 'rejected' AND o.state <> 'rejected' AND o.happening <> r.happening"""
# Most reports are about nothing: a look at their words spares reading them as JSON.
_POINTING = f"""
    SELECT DISTINCT r.happening FROM (SELECT DISTINCT snapshot FROM report WHERE happening IN {_LISTED}) n
    CROSS JOIN report r ON r.snapshot = n.snapshot AND instr(r.json, '"about":[]') = 0 CROSS JOIN json_each(r.json, '$.about') a
    CROSS JOIN report o ON o.snapshot = r.snapshot AND o.event = a.value WHERE o.happening IN {_LISTED}"""


def _about(db: sqlite3.Connection, changed: str) -> None:
    pointing = {row[0] for row in db.execute(_POINTING, (changed,))}
    for sources in (changed, *([listed(sorted(pointing))] if pointing else [])):
        db.execute(f"DELETE FROM link WHERE kind = 'about' AND source IN {_LISTED}", (sources,))
        db.execute(_ABOUT, (sources,))
