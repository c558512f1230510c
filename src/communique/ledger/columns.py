"""All happenings of a ledger as columns in memory, the newest first: what is asked of all at once is counted here in milliseconds."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Days = np.ndarray[Any, np.dtype[np.datetime64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
NOTHING = -1


class Column(msgspec.Struct, frozen=True):
    """One field with few values: for each row the place of its value in ``values``, or ``NOTHING``."""

    values: tuple[str, ...]
    codes: Numbers


class Pairs(msgspec.Struct, frozen=True):
    """What a row can have several of: ``rows[i]`` has ``items[i]``; each pair stands here once, in the order of rows."""

    rows: Numbers
    items: Numbers

    def among(self, chosen: Mask) -> Numbers:
        """The items of the chosen rows, each as often as rows have it."""
        return self.items[chosen[self.rows]]


class Actors(msgspec.Struct, frozen=True):
    """Everybody who takes part: numbers of the ledger, ids and names; ``country`` is a place in ``Columns.countries``, or ``NOTHING``."""

    numbers: Numbers
    ids: tuple[str, ...]
    names: tuple[str, ...]
    country: Numbers


class Spot(msgspec.Struct, frozen=True):
    """A place on the map."""

    name: str
    lat: float
    lon: float


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The happenings that count, neither rejected nor absorbed. A row is a place in these columns."""

    numbers: Numbers
    first: Days
    last: Days
    contact: Mask
    medium: Column
    status: Column
    type: Column
    place: Column
    spots: dict[str, Spot]
    actors: Actors
    countries: tuple[str, ...]
    parties: Pairs
    sides: Pairs
    sources: tuple[str, ...]
    told_by: Pairs

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.numbers)


_ROWS = """SELECT h.number, h.earliest, h.latest, h.medium, h.status, h.type, h.place, h.lat, h.lon FROM happening h
           WHERE h.absorbed IS NULL AND h.state <> 'rejected'
           ORDER BY COALESCE(h.earliest, h.latest) IS NULL, COALESCE(h.earliest, h.latest) DESC, h.number DESC"""
_PARTIES = "SELECT DISTINCT happening, actor FROM party"
_TOLD = """SELECT DISTINCT r.happening, n.publisher FROM report r JOIN snapshot n ON n.number = r.snapshot
           WHERE n.publisher IS NOT NULL AND r.state <> 'rejected'"""


def columns(db: sqlite3.Connection) -> Columns:
    """Read them: about five seconds for a million happenings."""
    plain = db.cursor()
    plain.row_factory = None
    rows = plain.execute(_ROWS).fetchall()
    numbers, first, last, medium, status, kind, place, lat, lon = zip(*rows, strict=True) if rows else ((),) * 9
    row_of = _places(numbers)
    actors, countries = _actors(plain)
    parties = _pairs(plain.execute(_PARTIES).fetchall(), row_of, _places(actors.numbers))
    told = plain.execute(_TOLD).fetchall()
    sources = tuple(sorted({t[1] for t in told}))
    known = {name: n for n, name in enumerate(sources)}
    return Columns(
        numbers=np.array(numbers, dtype=np.int64),
        first=_days(first, last),
        last=_days(last, first),
        contact=np.array([m is not None for m in medium], dtype=bool),
        medium=_column(medium),
        status=_column(status),
        type=_column(kind),
        place=_column(place),
        spots={p: Spot(p, a, o) for p, a, o in zip(place, lat, lon, strict=True) if p and a is not None and o is not None},
        actors=actors,
        countries=countries,
        parties=parties,
        sides=_sides(parties, actors, len(countries)),
        sources=sources,
        told_by=_pairs([(h, known[p]) for h, p in told], row_of, np.arange(len(sources))),
    )


def _days(days: Sequence[str | None], others: Sequence[str | None]) -> Days:
    """An open end is as the other end; no day at all is NaT."""
    return np.array([a or b or "NaT" for a, b in zip(days, others, strict=True)], dtype="datetime64[D]")


def _column(values: Iterable[str | None]) -> Column:
    known: dict[str, int] = {}
    codes = [NOTHING if v is None else known.setdefault(v, len(known)) for v in values]
    return Column(tuple(known), np.array(codes, dtype=np.int64))


def _places(numbers: Sequence[int] | Numbers) -> Numbers:
    """For each number of the ledger its place in ``numbers``, or ``NOTHING``."""
    found = np.full(max((int(n) for n in numbers), default=0) + 1, NOTHING, dtype=np.int64)
    found[np.array(numbers, dtype=np.int64)] = np.arange(len(numbers))
    return found


def _actors(plain: sqlite3.Cursor) -> tuple[Actors, tuple[str, ...]]:
    rows = plain.execute("SELECT number, id, name, country FROM actor ORDER BY number").fetchall()
    numbers, ids, names, country = zip(*rows, strict=True) if rows else ((),) * 4
    column = _column(country)
    return Actors(np.array(numbers, dtype=np.int64), ids, names, column.codes), column.values


def _pairs(found: Sequence[tuple[int, int]], row_of: Numbers, item_of: Numbers) -> Pairs:
    """Pairs of the ledger's numbers as pairs of places; those of rows that do not count are left out."""
    given = np.array(found, dtype=np.int64).reshape(-1, 2)
    inside = given[:, 0] < len(row_of)
    rows, items = row_of[given[inside, 0]], item_of[given[inside, 1]]
    kept = (rows != NOTHING) & (items != NOTHING)
    return _once(rows[kept], items[kept])


def _once(rows: Numbers, items: Numbers) -> Pairs:
    width = int(items.max(initial=0)) + 1
    keys = np.unique(rows * width + items)
    return Pairs(keys // width, keys % width)


def _sides(parties: Pairs, actors: Actors, count: int) -> Pairs:
    """Rows and the countries that take part in them."""
    country = actors.country[parties.items] if count else np.full(len(parties.items), NOTHING, dtype=np.int64)
    kept = country != NOTHING
    return _once(parties.rows[kept], country[kept])


def couples(pairs: Pairs, chosen: Mask, kept: Mask) -> tuple[Numbers, Numbers]:
    """Every two of the ``kept`` items that stand in one chosen row together, the smaller first; once for each row."""
    fits = chosen[pairs.rows] & kept[pairs.items]
    rows, items = pairs.rows[fits], pairs.items[fits]
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(rows)])
    two = starts[sizes == 2]
    many = [itertools.combinations(items[s : s + n].tolist(), 2) for s, n in zip(starts[sizes > 2], sizes[sizes > 2], strict=True)]
    more = np.array(list(itertools.chain.from_iterable(many)), dtype=np.int64).reshape(-1, 2)
    return np.concatenate([items[two], more[:, 0]]), np.concatenate([items[two + 1], more[:, 1]])
