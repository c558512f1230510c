"""Columns of a lane of the timeline: how many contacts begin in each stretch of time, by what became of them.

A column is one link and no drawing of its own: all columns of a lane that mean the same are one path. Thousands of elements would
take a browser longer than a reader waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import numpy as np

from communique.ledger.columns import Columns, Days
from communique.ledger.pairs import Mask, Numbers
from communique.web.charts.axis import following, stretch
from communique.web.charts.naming import Drawn
from communique.web.filters import Filters

# A lane's height, and what of it columns take, in pixels.
HEIGHT, ROOM, LEAST = 34, 30, 2.0
KINDS = {"occurred": "held", "postponed": "held doubt", "planned": "plan", "proposed": "plan", "cancelled": "off", "denied": "off"}
GROUPS = ("held", "plan", "off")
WORDS = {"held": "held", "plan": "planned or proposed", "off": "called off or denied"}


class Slot(msgspec.Struct, frozen=True):
    """One stretch of a lane: its place among all, where it leads, and its numbers in words; empty where nothing begins in it."""

    at: int
    href: str = ""
    told: str = ""


class Shape(msgspec.Struct, frozen=True):
    """All columns of a lane that mean the same, as the data of a path: a column is one unit wide, a pixel one unit high."""

    kind: str
    path: str


class Stack(msgspec.Struct, frozen=True):
    """A lane's columns; ``numbers`` are what each stretch counts, held, to come and called off."""

    slots: tuple[Slot, ...]
    shapes: tuple[Shape, ...]
    numbers: tuple[tuple[int, int, int], ...]


def stacks(
    columns: Columns, dated: Mask, filters: Filters, who: Drawn, lanes: Sequence[int], starts: Sequence[dt.date], unit: str
) -> list[Stack]:
    """The columns of each lane; a stretch of a ``unit`` begins at each of the ``starts``."""
    told = _told(columns, dated, who, lanes, starts)
    stretches = [(stretch(s, unit), f"since={s.isoformat()}&until={_last(s, unit).isoformat()}") for s in starts]
    return [_stack(told[n], stretches, who.names[lane], _asked(filters, who.keys[lane])) for n, lane in enumerate(lanes)]


def _told(columns: Columns, dated: Mask, who: Drawn, lanes: Sequence[int], starts: Sequence[dt.date]) -> Numbers:
    """How many contacts of each lane begin in each stretch, for each group."""
    theirs = who.parties.of(lanes)
    rows, lane = np.concatenate(theirs), np.repeat(np.arange(len(lanes)), [len(t) for t in theirs])
    kept = np.flatnonzero(dated.take(rows))
    rows, lane = rows.take(kept), lane.take(kept)
    slot, group = _slots(columns.first.take(rows), starts), _groups(columns).take(columns.status.codes.take(rows), mode="wrap")
    size = (len(lanes), len(starts), len(GROUPS))
    told: Numbers = np.bincount((lane * size[1] + slot) * size[2] + group, minlength=int(np.prod(size))).reshape(size)
    return told


def _slots(days: Days, starts: Sequence[dt.date]) -> Numbers:
    """The stretch of each day: looked up, as days are fewer than contacts. What is before or after all is in the first or the last."""
    first, last = (int(np.datetime64(d).astype(np.int64)) for d in (starts[0], starts[-1]))
    begun = np.array(starts, dtype="datetime64[D]").astype(np.int64)
    table = np.searchsorted(begun, np.arange(first, last + 1), side="right") - 1
    found: Numbers = table.take(np.clip(days.astype(np.int64), first, last) - first)
    return found


def _groups(columns: Columns) -> Numbers:
    """For each status what became of it: held, to come, or called off."""
    kinds = [GROUPS.index(KINDS.get(s, "plan").split()[0]) for s in columns.status.values]
    return np.array([*kinds, 0], dtype=np.int32)  # the last of none


def _last(start: dt.date, unit: str) -> dt.date:
    return following(start, unit) - dt.timedelta(days=1)


def _asked(filters: Filters, key: str) -> str:
    """The address of what somebody takes part in, ready for its days."""
    address = filters.address(who=tuple(dict.fromkeys((*filters.who, key))), since="", until="")
    return f"{address}{'&' if '?' in address else '?'}"


def _stack(told: Numbers, stretches: Sequence[tuple[str, str]], name: str, asked: str) -> Stack:
    """A lane's columns; the largest of the lane is as high as the lane, so that those with little to tell are seen too."""
    most = max(int(told.sum(axis=1).max(initial=0)), 1)
    heights = np.where(told, np.maximum(ROOM * told / most, LEAST), 0)
    bases, slots = HEIGHT - np.cumsum(heights, axis=1) + heights, list[Slot]()
    for n, ((words, query), numbers) in enumerate(zip(stretches, told.tolist(), strict=True)):
        said = ", ".join([f"{count} {words_of}" for count, words_of in zip(numbers, WORDS.values(), strict=True) if count])
        slots.append(Slot(n, f"{asked}{query}", f"{name}, {words}: {said}") if said else Slot(n))
    drawn = [(kind, _columns(kind, np.flatnonzero(told[:, n]), bases[:, n], heights[:, n])) for n, kind in enumerate(GROUPS)]
    return Stack(tuple(slots), tuple(Shape(kind, path) for kind, path in drawn if path), tuple(map(tuple, told.tolist())))


def _columns(kind: str, there: Numbers, bases: np.ndarray, heights: np.ndarray) -> str:
    """The columns of one kind as one path."""
    places = zip(there.tolist(), bases.take(there).tolist(), heights.take(there).tolist(), strict=True)
    return "".join([_column(n, base, height, crossed=kind == "off") for n, base, height in places])


def _column(n: int, base: float, height: float, *, crossed: bool) -> str:
    box = f"M{n} {base:.1f}h1v{-height:.1f}h-1z"
    return f"{box}l1 {-height:.1f}m-1 0l1 {height:.1f}" if crossed else box
