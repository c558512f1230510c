"""What a happening says, from what its reports say: the most precise, and where they differ what most of them say, the sure ones more."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from communique.knowledge.merging import load_merging
from communique.ledger.matching import Telling, together
from communique.ledger.members import Cast, Member
from communique.ledger.recent import forget_blocks
from communique.model import Event, When, Where, edtf

Value = TypeVar("Value", bound=Hashable)
_FIELDS = (
    "type", "mode", "medium", "status", "earliest", "latest", "edtf", "place", "country", "lat", "lon", "duration_minutes",
    "initiator", "confidence", "reports", "sources", "state",
)  # fmt: skip
_EARLIEST = _FIELDS.index("earliest")


def found(db: sqlite3.Connection, groups: Mapping[str, Sequence[Member]], cast: Cast) -> dict[int, Telling] | None:
    """Write new happenings, each by its id with its reports (at least one): fields, parties and blocks.

    Gives their numbers in order, each with its reports as matching sees them together; ``None``, and writes none, where one of the ids is
    taken: nearly none is, and to look for each before it is written takes half as long as writing it.
    """
    first = int(db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM happening").fetchone()[0])
    rows = [_Row(number, members, cast) for number, members in enumerate(groups.values(), first)]
    marks = ", ".join("?" * len(_FIELDS))
    written = db.executemany(
        f"INSERT INTO happening (number, id, {', '.join(_FIELDS)}) VALUES (?, ?, {marks}) ON CONFLICT (id) DO NOTHING",
        [(row.number, identity, *row.values) for identity, row in zip(groups, rows, strict=True)],
    )
    if written.rowcount < len(rows):
        db.execute("DELETE FROM happening WHERE number >= ?", (first,))
        return None
    _write_around(db, rows)
    return {row.number: row.telling for row in rows}


def refresh(db: sqlite3.Connection, number: int, members: Sequence[Member], cast: Cast) -> None:
    """Write a happening anew from its reports (at least one): its fields, parties and blocks."""
    db.execute("DELETE FROM party WHERE happening = ?", (number,))
    forget_blocks(db, number)
    row = _Row(number, members, cast)
    db.execute(f"UPDATE happening SET absorbed = NULL, {', '.join(f'{f} = ?' for f in _FIELDS)} WHERE number = ?", (*row.values, number))
    _write_around(db, [row])


def differing(row: sqlite3.Row, members: Sequence[Member], cast: Cast) -> tuple[str, ...]:
    """The fields of a happening that are not what its reports (at least one) say."""
    told = _Row(row["number"], members, cast).values
    return tuple(field for field, value in zip(_FIELDS, told, strict=True) if row[field] != value)


class _Row:
    """What is written of one happening. Of rejected reports it says something only where there are no others."""

    def __init__(self, number: int, members: Sequence[Member], cast: Cast) -> None:
        self.number, self.members, self.cast = number, members, cast
        self.counted = [m for m in members if m.state != "rejected"]
        self.told = self.counted or list(members)
        self.telling = together([m.telling for m in self.told], cast, load_merging())
        self.values = _values(self.told, self.counted, cast) if len(members) > 1 else _alone(members[0], cast)


def _write_around(db: sqlite3.Connection, rows: Sequence[_Row]) -> None:
    parties = [line for row in rows for line in _parties(row)]
    db.executemany("INSERT INTO party (happening, actor, role, earliest, latest) VALUES (?, ?, ?, ?, ?)", parties)
    blocks = [line for row in rows for line in _blocks(row)]
    db.executemany("INSERT INTO block_recent (sides, earliest, latest, happening) VALUES (?, ?, ?, ?)", blocks)


def _values(told: Sequence[Member], counted: Sequence[Member], cast: Cast) -> tuple[object, ...]:
    events = [m.event for m in told]
    when, where = _when(told), _where(events)
    initiator = most(events, lambda e: e.initiator)
    state = "rejected" if not counted else "confirmed" if any(m.state == "confirmed" for m in counted) else "coded"
    return (
        *(most(events, lambda e: e.type), most(events, lambda e: e.mode), _medium(events), most(events, lambda e: e.status)),
        *((_iso(when.earliest), _iso(when.latest), when.edtf) if when else (None, None, None)),
        *((where.name, where.country, where.lat, where.lon) if where else (None, None, None, None)),
        most(events, lambda e: e.duration_minutes),
        cast.number(initiator) if initiator else None,
        *(max(e.confidence for e in events), len(counted), len({m.copies for m in counted}), state),
    )


def _alone(member: Member, cast: Cast) -> tuple[object, ...]:
    """What a single report says, as it says it: most happenings have no other."""
    event, state = member.event, member.state
    when, where = (event.when if member.telling.dated and member.telling.days else None), event.where
    counted = int(state != "rejected")
    return (
        *(event.type, event.mode, event.medium, event.status),
        *((_iso(when.earliest), _iso(when.latest), when.edtf) if when else (None, None, None)),
        *((where.name, where.country, where.lat, where.lon) if where else (None, None, None, None)),
        event.duration_minutes,
        cast.number(event.initiator) if event.initiator else None,
        *(event.confidence, counted, counted, state),
    )


def most(events: Sequence[Event], field: Callable[[Event], Value | None]) -> Value | None:
    """The value that has the most confidence behind it; of equals the least, so that order plays no part."""
    if len(events) == 1:
        return field(events[0])
    weight: dict[Value, float] = defaultdict(float)
    for event in events:
        value = field(event)
        if value is not None:
            weight[value] += event.confidence
    return min(weight, key=lambda v: (-round(weight[v], 6), str(v))) if weight else None


def _medium(events: Sequence[Event]) -> str | None:
    told = [e for e in events if e.medium != "unspecified"]
    return most(told, lambda e: e.medium) or most(events, lambda e: e.medium)


def _when(told: Sequence[Member]) -> When | None:
    """The days of all; where a human joined what shares none, the most precise."""
    dated = [m for m in told if m.event.when and m.telling.dated and m.telling.days]
    if not dated:
        return None
    dated.sort(key=lambda m: m.order)
    first = dated[0].event.when
    assert first is not None
    starts = [m.event.when.earliest for m in dated if m.event.when and m.event.when.earliest]
    ends = [m.event.when.latest for m in dated if m.event.when and m.event.when.latest]
    start, end = max(starts, default=None), min(ends, default=None)
    if (start and end and start > end) or len(dated) == 1:
        return first
    return When(start, end, first.edtf if (start, end) == (first.earliest, first.latest) else edtf(start, end), first.text)


def _where(events: Sequence[Event]) -> Where | None:
    pointed = [e for e in events if e.where and e.where.lat is not None]
    return most(pointed, lambda e: e.where) or most(events, lambda e: e.where)


def _iso(day: object) -> str | None:
    return str(day) if day else None


def _parties(row: _Row) -> Iterator[tuple[object, ...]]:
    told = row.told
    kept = row.telling.parties
    if all(m.telling.vague for m in told):
        kept |= frozenset(p for m in told for p in m.event.parties)
    earliest, latest = row.values[_EARLIEST : _EARLIEST + 2]
    one, events, number = told[0].event, [m.event for m in told], row.cast.number
    last = latest if latest != earliest else None
    for party in sorted(kept):
        role = _role_in(party, one) if len(told) == 1 else _role(party, events)
        if role:
            yield row.number, number(party), role, earliest, last


def _role(party: str, events: Sequence[Event]) -> str | None:
    return most(events, lambda e: _role_in(party, e))


def _role_in(party: str, event: Event) -> str | None:
    return "actor" if party in event.actors else "recipient" if party in event.recipients else None


def _blocks(row: _Row) -> Iterator[tuple[object, ...]]:
    searched = [m.telling for m in row.members if m.telling.days]
    if not searched:
        return
    days = [t.days for t in searched if t.days]
    start, end = min(d[0] for d in days).toordinal(), max(d[1] for d in days).toordinal()
    # Its reports are looked for by all that they name, the whole as plans see it: a person beside the own state is one party there.
    told = searched if row.telling is searched[0] else (*searched, row.telling)
    words = set[int]().union(*map(row.cast.blocks, told))
    for word in sorted(words):
        yield word, start, end, row.number
