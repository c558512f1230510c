"""Records → happenings: what articles report becomes one thing each, whatever number of articles report it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence, Set

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.applying import applied, judge
from communique.ledger.deriving import refresh
from communique.ledger.founding import Founding
from communique.ledger.hands import decided
from communique.ledger.keys import listed
from communique.ledger.matching import telling
from communique.ledger.members import Cast, Member, day, encoded, members, of_article
from communique.ledger.plans import NOTHING_FRESH, Fresh, link
from communique.ledger.settling import forget
from communique.ledger.store import Ledger
from communique.ledger.values import ensure_actors, named_actors
from communique.model import Event, Record


def place(
    ledger: Ledger, snapshot: int, record_number: int, record: Record, keys: Sequence[str], actors: Mapping[str, int], *, known_before: bool
) -> None:
    """Give the reports of a record their happenings, inside the transaction that stores it.

    The snapshot is its article's newest and the record its current one: reports of the article's other texts and records go, but one
    that names the same event of the same text stays and keeps its happening. ``keys`` are those of its events in their order;
    ``actors`` are the numbers of the record's in the ledger; ``known_before`` says whether the article may have reports.
    """
    db, cast = ledger.db, Cast(ledger.db, record.actors, actors)
    before = of_article(db, snapshot, cast) if known_before else ()
    known = {m.key: m for m in before}
    row = db.execute("SELECT published, copies FROM snapshot WHERE number = ?", (snapshot,)).fetchone()
    named = dict(zip(keys, record.events, strict=True))
    gone = _remove(db, [m for m in before if m.key not in named])
    stale = frozenset(m.happening for m in gone)
    bound = decided(db, named)
    reports = []
    for key, event in named.items():
        report = _report(db, key, event, cast, row, is_decided=key in bound)
        old = known.get(key)
        number, happening = (old.number, old.happening) if old else (0, 0)
        reports.append(msgspec.structs.replace(report, number=number, happening=happening, snapshot=snapshot, record=record_number))
    placing = Founding(db, cast)
    placing.take(reports, bound, gone)
    joined = frozenset() if known else frozenset(placing.changed - placing.moved - stale)
    fresh = Fresh(placing.fresh, joined, pointing=any(e.about for e in record.events))
    tidy(db, placing.changed | stale, cast, stale=stale, left=placing.left, fresh=fresh)
    if bound or gone:
        judge(db, {*bound, *(m.key for m in gone)})


def tidy(db: sqlite3.Connection, changed: Set[int], cast: Cast, *, stale: Set[int], left: Set[int], fresh: Fresh = NOTHING_FRESH) -> None:
    """Bring up to date what hangs on happenings that changed: those without reports go, links follow.

    ``stale`` are those of them whose own fields are not up to date yet, ``left`` plans whose outcome went; ``fresh`` says what is new.
    """
    link(db, changed, cast, fresh, left | _renewed(db, changed, cast, stale) if changed else left)


def _renewed(db: sqlite3.Connection, changed: Set[int], cast: Cast, stale: Set[int]) -> Set[int]:
    """Gives the plans whose outcome went: another may be theirs."""
    query = "SELECT DISTINCT happening FROM report WHERE happening IN (SELECT value FROM json_each(?))"
    told = {row[0] for row in db.execute(query, (listed(changed),))}
    for number in sorted(told & stale):
        refresh(db, number, members(db, number, cast), cast)
    left = set[int]()
    for number in sorted(changed - told):
        if db.execute("SELECT 1 FROM happening WHERE number = ? AND absorbed IS NULL", (number,)).fetchone():
            left |= _delete(db, number)
    return left


def _report(db: sqlite3.Connection, key: str, event: Event, cast: Cast, snapshot: sqlite3.Row, *, is_decided: bool) -> Member:
    """A report of an event with the decisions about it applied; it has no place yet."""
    now, state = applied(db, key, event) if is_decided else (event, "coded")
    changed = now is not event and now != event
    ensure_actors(db, named_actors(now) if changed else ())
    return Member(
        number=0,
        key=key,
        snapshot=0,
        record=0,
        happening=0,
        event=now,
        machine=encoded(event) if changed else None,
        state=state,
        copies=snapshot["copies"],
        telling=telling(now, day(snapshot["published"]), cast, load_merging()),
    )


def _remove(db: sqlite3.Connection, gone: list[Member]) -> list[Member]:
    db.executemany("DELETE FROM report WHERE number = ?", [(m.number,) for m in gone])
    return gone


def _delete(db: sqlite3.Connection, number: int) -> set[int]:
    """Remove a happening that nothing reports any more, and the ids that led to it. Gives the plans whose outcome it was."""
    for row in db.execute("SELECT number FROM happening WHERE absorbed = ?", (number,)).fetchall():
        _delete(db, row["number"])
    left = forget(db, number)
    db.execute("UPDATE statement SET happening = NULL WHERE happening = ?", (number,))
    db.execute("DELETE FROM happening WHERE number = ?", (number,))
    return left
