"""A lane for each actor: every contact while they are few, columns of a month or a year while they are many."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from communique.ledger.facets import Chosen, as_date, largest, span
from communique.ledger.queries import Contact
from communique.render.words import WORDS_OF_MONTHS
from communique.web.charts.axis import UNITS, Axis, begin, following, stretch
from communique.web.charts.naming import Drawn, drawn
from communique.web.charts.stacks import KINDS, Stack, stacks
from communique.web.filters import Filters

# What a reader can still tell apart.
MOST_MARKS = 150
MOST_LANES = 10
MOST_BUCKETS = 72
# Where the middle of each level of marks is in its lane.
LEVELS = (17, 7, 27)


class Mark(msgspec.Struct, frozen=True):
    """One contact; ``start`` and ``stop`` in per cent, ``top``, its middle, in pixels."""

    start: float
    stop: float
    top: float
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
    """One actor's history, as marks or as columns; ``href`` chooses the actor, or lets go of it."""

    name: str
    key: str
    href: str
    chosen: bool
    total: int
    marks: tuple[Mark, ...] = ()
    stack: Stack | None = None


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing; ``unit`` is what a column counts and ``stretches`` what each is called, none where each mark is one contact."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    unit: str
    stretches: tuple[str, ...]
    undated: int
    others: int
    first: str
    last: str

    @property
    def columns(self) -> int:
        """How many stretches there are."""
        return len(self.stretches)


def timeline(chosen: Chosen, filters: Filters, contacts: Sequence[Contact]) -> Timeline | None:
    """The drawing of the chosen rows; ``contacts`` are they, newest first, as far as ``MOST_MARKS``. ``None`` without days."""
    limits = span(chosen.columns, chosen.rows)
    if limits is None:
        return None
    dated = chosen.rows & chosen.columns.dated
    axis = _axis(as_date(limits[0]), as_date(limits[1]), filters)
    who = drawn(chosen, filters.by)
    few = np.count_nonzero(dated) <= MOST_MARKS
    # A lane without a day would have nothing on it; among many contacts the most frequent have some.
    lanes = largest(who.parties.counted(dated), MOST_LANES) if few else who.often(MOST_LANES)
    starts = () if few else axis.starts()
    marks = _each(contacts, filters, who, lanes, axis) if few else [()] * len(lanes)
    piles = [None] * len(lanes) if few else stacks(chosen.columns, dated, filters, who, lanes, starts, axis.unit)
    return Timeline(
        lanes=tuple(
            Lane(who.names[n], who.keys[n], filters.toggled("who", who.keys[n]), who.keys[n] in filters.who, int(who.told[n]), found, pile)
            for n, found, pile in zip(lanes, marks, piles, strict=True)
        ),
        ticks=tuple(_ticks(axis, starts, filters)),
        unit="" if few else axis.unit,
        stretches=tuple(stretch(s, axis.unit) for s in starts),
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


def _ticks(axis: Axis, starts: Sequence[dt.date], filters: Filters) -> Iterator[Tick]:
    """Where ``starts`` has columns, between them: each is as wide as the others."""
    days = (axis.last - axis.first).days + 1
    unit = next((u for u, length in UNITS.items() if days / length <= 12), "decade")
    start = begin(axis.first, unit)
    while start <= axis.last:
        after = following(start, unit)
        if start >= axis.first:
            href = filters.address(since=start.isoformat(), until=(after - dt.timedelta(days=1)).isoformat())
            at = round(100 * bisect_left(starts, start) / len(starts), 2) if starts else axis.at(start)
            yield Tick(at, _label(start, unit, is_first=start == axis.first), stretch(start, unit), href)
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
        yield Mark(start, stop, LEVELS[level], KINDS.get(c.status, "doubt"), f"/happenings/{c.id}", told_of(c))


def told_of(contact: Contact) -> str:
    """A contact in one line."""
    names = ", ".join(dict.fromkeys(p.name for p in contact.parties))
    return f"{names}: {(contact.medium or contact.type).replace('_', ' ')}, {contact.status}, {contact.edtf or 'date open'}"
