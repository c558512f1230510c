"""What a row of columns can have several of, and every two of them: laid out once, counted for each selection in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.integer[Any]]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

# A selection of fewer than one row in so many is counted row by row, and not by a look at all pairs.
FEW_ROWS = 8
# To gather one pair for some items takes as long as to look at so many in order.
GATHER = 4


class Pairs(msgspec.Struct, frozen=True):
    """What a row can have several of: ``rows[i]`` has ``items[i]``; each pair stands here once, in the order of rows."""

    rows: Numbers
    items: Numbers


class Shared(Pairs, frozen=True):
    """Pairs that can be counted: ``starts`` says for each row and the end where its pairs begin.

    ``turned`` are the rows in the order of items, ``begins`` where those of each item, and the end, begin there.
    """

    starts: Numbers
    turned: Numbers
    begins: Numbers

    def of(self, items: Sequence[int]) -> list[Numbers]:
        """The rows of each of some items."""
        return [self.turned[self.begins[n] : self.begins[n + 1]] for n in items]

    def counted(self, chosen: Mask) -> Numbers:
        """How many of the chosen rows have each item."""
        if (few := self._few(chosen)) is not None:
            return np.bincount(few, minlength=len(self.begins) - 1)
        return _sums(chosen.take(self.turned, mode="wrap"), self.begins)

    def counted_of(self, chosen: Mask, items: Numbers) -> Numbers:
        """The same for some items."""
        if (few := self._few(chosen)) is not None:
            told: Numbers = np.bincount(few, minlength=len(self.begins) - 1).take(items)
            return told
        first, end = self.begins.take(items), self.begins.take(items + 1)
        if int((end - first).sum()) * GATHER > len(self.turned):
            return self.counted(chosen).take(items)
        rows = self.turned.take(_stretches(first, end))
        return _sums(chosen.take(rows, mode="wrap"), np.r_[0, np.cumsum(end - first)])

    def _few(self, chosen: Mask) -> Numbers | None:
        """The items of the chosen rows, where these are few."""
        places = np.flatnonzero(chosen)
        if len(places) * FEW_ROWS >= len(chosen):
            return None
        found: Numbers = self.items.take(_stretches(self.starts.take(places), self.starts.take(places + 1)))
        return found


class Couples(msgspec.Struct, frozen=True):
    """Every two that stand in one row together: ``pairs`` are rows with places in ``one`` and ``other``, the smaller item in ``one``."""

    pairs: Shared
    one: Numbers
    other: Numbers


def shared(pairs: Pairs, rows: int, items: int) -> Shared:
    """Pairs of so many rows and items, laid out to be counted."""
    # Numbers in order are got in a fifth of the time of the order of numbers.
    turned = np.sort(pairs.items.astype(np.int64) * rows + pairs.rows) % max(rows, 1)
    return Shared(pairs.rows, pairs.items, _begins(pairs.rows, rows), turned, _begins(pairs.items, items))


def couples(pairs: Pairs, size: int) -> Couples:
    """Every two items of each of ``size`` rows, once for each row."""
    many, starts = np.bincount(pairs.rows, minlength=size), _begins(pairs.rows, size)
    rows, one, other = ([np.empty(0, dtype=np.int64)] for _ in range(3))
    for number in np.unique(many[many > 1]).tolist():
        there, (left, right) = np.flatnonzero(many == number), np.triu_indices(number, 1)
        at = starts.take(there)[:, None]
        rows.append(np.repeat(there, len(left)))
        one.append(pairs.items[at + left].ravel())
        other.append(pairs.items[at + right].ravel())
    return _numbered(np.concatenate(rows), np.concatenate(one), np.concatenate(other), size)


def cut(pairs: Shared, kept: Mask, place: Numbers) -> Shared:
    """The pairs of the ``kept`` rows alone; ``place`` is where each of these stands among them. Their order stays: nothing is sorted."""
    inside, turned = kept.take(pairs.rows), pairs.turned[kept.take(pairs.turned)]
    rows, items = place.take(pairs.rows[inside]), pairs.items[inside]
    starts = _begins(rows, int(np.count_nonzero(kept)))
    return Shared(rows, items, starts, place.take(turned).astype(np.int64), _begins(items, len(pairs.begins) - 1))


def _numbered(rows: Numbers, one: Numbers, other: Numbers, size: int) -> Couples:
    width = int(other.max(initial=0)) + 1
    keys = one.astype(np.int64) * width + other
    known = np.sort(keys)
    known = known[np.r_[True, known[1:] != known[:-1]]] if len(known) else known
    number = max(len(known), 1)
    told = np.sort(rows * number + np.searchsorted(known, keys))
    pairs = Pairs((told // number).astype(np.int32), (told % number).astype(np.int32))
    return Couples(shared(pairs, size, len(known)), known // width, known % width)


def _begins(numbers: Numbers, size: int) -> Numbers:
    """Where each of ``size`` numbers begins among them in order, and where they end."""
    found: Numbers = np.r_[0, np.cumsum(np.bincount(numbers, minlength=size))]
    return found


def _stretches(first: Numbers, end: Numbers) -> Numbers:
    """All places from each first one up to its end, in order."""
    many = end - first
    before = np.cumsum(many) - many
    found: Numbers = np.arange(int(many.sum())) + np.repeat(first - before, many)
    return found


def _sums(flags: Mask, begins: Numbers) -> Numbers:
    """How many flags are set in each stretch that begins so; the last begin is the end."""
    some = np.flatnonzero(begins[1:] > begins[:-1])
    found = np.zeros(len(begins) - 1, dtype=np.int64)
    if len(some):
        found[some] = np.add.reduceat(flags.view(np.uint8), begins.take(some), dtype=np.int64)
    return found
