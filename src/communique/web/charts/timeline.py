"""A lane for each actor: every contact while they are few, columns of a month or a year while they are many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from communique.ledger.columns import NOTHING, Columns, Mask, Numbers
from communique.ledger.facets import Chosen, as_date, span
from communique.ledger.queries import Contact
from communique.render.words import WORDS_OF_MONTHS
from communique.web.charts.naming import Drawn, drawn
from communique.web.filters import Filters

# What a reader can still tell apart.
MOST_MARKS = 150
MOST_LANES = 10
MOST_BUCKETS = 72
HEIGHT, ROOM, MARK = 34, 30, 8
# Where the middle of each level of marks is in its lane.
LEVELS = (17, 7, 27)
KINDS = {"occurred": "held", "postponed": "held doubt", "planned": "plan", "proposed": "plan", "cancelled": "off", "denied": "off"}
GROUPS = ("held", "plan", "off")


class Mark(msgspec.Struct, frozen=True):
    """One contact, or the contacts of one stretch of time; ``start`` and ``stop`` in per cent, ``top`` and ``height`` in pixels."""

    start: float
    stop: float
    top: float
    height: float
    kind: str
    href: str
    told: str


class Tick(msgspec.Struct, frozen=True):
    """A beginning of a year, month or day on the axis; it leads to the stretch that is ``told`` in full."""

    at: float
    label: str
    told: str
    href: str


class Lane(msgspec.Struct, frozen=True):
    """One actor's history; ``href`` chooses the actor, or lets go of it."""

    name: str
    key: str
    href: str
    chosen: bool
    total: int
    marks: tuple[Mark, ...]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing; ``unit`` is what a column counts, empty where each mark is one contact."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    unit: str
    undated: int
    others: int
    first: str
    last: str


class Axis(msgspec.Struct, frozen=True):
    """The days shown, and the unit of columns."""

    first: dt.date
    last: dt.date
    unit: str

    def at(self, day: dt.date) -> float:
        """Where a day begins, in per cent; days outside stand at the edge."""
        whole = (self.last - self.first).days + 1
        return round(min(max(100 * (day - self.first).days / whole, 0), 100), 2)


def timeline(chosen: Chosen, filters: Filters, contacts: Sequence[Contact]) -> Timeline | None:
    """The drawing of the chosen rows; ``contacts`` are they, newest first, as far as ``MOST_MARKS``. ``None`` without days."""
    limits = span(chosen.columns, chosen.rows)
    if limits is None:
        return None
    dated = chosen.rows & chosen.columns.dated
    axis = _axis(as_date(limits[0]), as_date(limits[1]), filters)
    who = drawn(chosen, filters.by)
    lanes = who.often(MOST_LANES)
    few = np.count_nonzero(dated) <= MOST_MARKS
    marks = _each(contacts, filters, who, lanes, axis) if few else _columns(chosen.columns, dated, filters, who, lanes, axis)
    return Timeline(
        lanes=tuple(
            Lane(who.names[n], who.keys[n], filters.toggled("who", who.keys[n]), who.keys[n] in filters.who, int(who.told[n]), found)
            for n, found in zip(lanes, marks, strict=True)
        ),
        ticks=tuple(_ticks(axis, filters)),
        unit="" if few else axis.unit,
        undated=int(np.count_nonzero(chosen.rows & ~dated)),
        others=who.number - len(lanes),
        first=axis.first.isoformat(),
        last=axis.last.isoformat(),
    )


def _axis(first: dt.date, last: dt.date, filters: Filters) -> Axis:
    """From the first to the last day, within those asked for: a vague date may reach further."""
    first = max(first, dt.date.fromisoformat(filters.since)) if filters.since else first
    last = min(last, dt.date.fromisoformat(filters.until)) if filters.until else last
    first, last = min(first, last), max(first, last)
    days = (last - first).days + 1
    unit = next((u for u, length in UNITS.items() if days / length <= MOST_BUCKETS), "decade")
    return Axis(begin(first, unit), following(begin(last, unit), unit) - dt.timedelta(days=1), unit)


# About how many days each has.
UNITS = {"day": 1, "month": 30, "quarter": 91, "year": 365, "decade": 3652}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def begin(day: dt.date, unit: str) -> dt.date:
    """The first day of the unit that a day stands in."""
    if unit == "day":
        return day
    months = (day.year * 12 + day.month - 1) // _MONTHS[unit] * _MONTHS[unit]
    return dt.date(max(months // 12, 1), months % 12 + 1, 1)


def following(start: dt.date, unit: str) -> dt.date:
    """The first day of the next unit."""
    if unit == "day":
        return start + dt.timedelta(days=1)
    months = start.year * 12 + start.month - 1 + _MONTHS[unit]
    return dt.date(months // 12, months % 12 + 1, 1)


def _ticks(axis: Axis, filters: Filters) -> Iterator[Tick]:
    days = (axis.last - axis.first).days + 1
    unit = next((u for u, length in UNITS.items() if days / length <= 12), "decade")
    start = begin(axis.first, unit)
    while start <= axis.last:
        after = following(start, unit)
        if start >= axis.first:
            href = filters.address(since=start.isoformat(), until=(after - dt.timedelta(days=1)).isoformat())
            yield Tick(axis.at(start), _label(start, unit, is_first=start == axis.first), _stretch(start, unit), href)
        start = after


def _label(day: dt.date, unit: str, *, is_first: bool) -> str:
    """What stands on the axis: a year is told at its beginning and where the axis begins."""
    month, year = WORDS_OF_MONTHS[day.month - 1], f" ’{day.year % 100:02}" if is_first else ""
    if unit == "day":
        return f"{day.day} {month}{year}"
    if unit in ("month", "quarter") and day.month > 1:
        return f"{month}{year}"
    return f"{day.year}s" if unit == "decade" else str(day.year)


def _each(contacts: Sequence[Contact], filters: Filters, who: Drawn, lanes: Sequence[int], axis: Axis) -> list[tuple[Mark, ...]]:
    keys = [who.keys[n] for n in lanes]
    states = filters.by == "states"
    ours = [[c for c in contacts if (c.earliest or c.latest) and key in {p.country if states else p.id for p in c.parties}] for key in keys]
    return [tuple(_levelled(found, axis)) for found in ours]


def _levelled(contacts: Iterable[Contact], axis: Axis) -> Iterator[Mark]:
    """Marks that would lie over each other go to a level of their own, as long as there is one."""
    free = [-1.0] * len(LEVELS)
    for c in sorted(contacts, key=lambda c: (c.earliest or c.latest or "", c.latest or "", c.id)):
        first, last = c.earliest or c.latest or "", c.latest or c.earliest or ""
        start, stop = axis.at(dt.date.fromisoformat(first)), axis.at(dt.date.fromisoformat(last))
        level = next((n for n, end in enumerate(free) if end < start), 0)
        free[level] = stop + 1.2
        yield Mark(start, stop, LEVELS[level], MARK, KINDS.get(c.status, "doubt"), f"/happenings/{c.id}", told_of(c))


def told_of(contact: Contact) -> str:
    """A contact in one line."""
    names = ", ".join(dict.fromkeys(p.name for p in contact.parties))
    return f"{names}: {(contact.medium or contact.type).replace('_', ' ')}, {contact.status}, {contact.edtf or 'date open'}"


class Slot(msgspec.Struct, frozen=True):
    """One stretch of the axis: where it is, what it is called, and how an address asks for it."""

    start: float
    stop: float
    words: str
    query: str


def _columns(columns: Columns, dated: Mask, filters: Filters, who: Drawn, lanes: Sequence[int], axis: Axis) -> list[tuple[Mark, ...]]:
    """How many contacts of each lane begin in each stretch, by what became of them."""
    starts = _starts(axis)
    slots = [_slot(start, axis) for start in starts]
    lane_of = np.full(len(who.keys), NOTHING, dtype=np.int32)
    lane_of[np.array(lanes, dtype=np.int64)] = np.arange(len(lanes))
    here = lane_of[who.pairs.items]
    kept = (here != NOTHING) & dated[who.pairs.rows]
    rows, lane = who.pairs.rows[kept], here[kept]
    found = np.searchsorted(np.array(starts, dtype="datetime64[D]"), columns.first[rows], side="right") - 1
    slot, group = np.clip(found, 0, len(starts) - 1), _groups(columns)[rows]
    size = (len(lanes), len(starts), len(GROUPS))
    told = np.bincount((lane * size[1] + slot) * size[2] + group, minlength=int(np.prod(size))).reshape(size)
    return [tuple(_stacked(told[n], slots, who.names[lane_no], _asked(filters, who.keys[lane_no]))) for n, lane_no in enumerate(lanes)]


def _asked(filters: Filters, key: str) -> str:
    """The address of what somebody takes part in, ready for its days."""
    address = filters.address(who=tuple(dict.fromkeys((*filters.who, key))), since="", until="")
    return f"{address}{'&' if '?' in address else '?'}"


def _slot(start: dt.date, axis: Axis) -> Slot:
    after = following(start, axis.unit)
    last = after - dt.timedelta(days=1)
    query = f"since={start.isoformat()}&until={last.isoformat()}"
    return Slot(axis.at(start), axis.at(after) if after <= axis.last else 100.0, _stretch(start, axis.unit), query)


def _starts(axis: Axis) -> list[dt.date]:
    starts, day = [], axis.first
    while day <= axis.last:
        starts.append(day)
        day = following(day, axis.unit)
    return starts


def _groups(columns: Columns) -> Numbers:
    """For each row what became of it: held, to come, or called off."""
    kinds = [GROUPS.index(KINDS.get(s, "plan").split()[0]) for s in columns.status.values]
    found: Numbers = np.array([*kinds, 0], dtype=np.int32)[columns.status.codes]
    return found


def _stacked(told: Numbers, slots: Sequence[Slot], name: str, asked: str) -> Iterator[Mark]:
    """A lane's columns; the largest of the lane is as high as the lane, so that those with little to tell are seen too."""
    most = max(int(told.sum(axis=1).max(initial=0)), 1)
    for slot, numbers in zip(slots, told.tolist(), strict=True):
        base = float(HEIGHT)
        for kind, n in zip(GROUPS, numbers, strict=True):
            if n:
                height = max(ROOM * n / most, 2.0)
                base -= height
                words = f"{name}, {slot.words}: {n} {WORDS[kind]}"
                yield Mark(slot.start, slot.stop, round(base, 1), round(height, 1), kind, f"{asked}{slot.query}", words)


WORDS = {"held": "held", "plan": "planned or proposed", "off": "called off or denied"}


def _stretch(start: dt.date, unit: str) -> str:
    if unit == "day":
        return start.isoformat()
    if unit == "month":
        return f"{WORDS_OF_MONTHS[start.month - 1]} {start.year}"
    return f"{start.year}, quarter {(start.month + 2) // 3}" if unit == "quarter" else f"{start.year}{'s' if unit == 'decade' else ''}"
