"""All happenings of a ledger as columns in memory, the newest first: what is asked of all at once is counted here in milliseconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, get_args

import msgspec
import numpy as np

from communique.ledger.pairs import Couples, Mask, Numbers, Pairs, Shared, couples, cut, shared
from communique.model import EventType, Medium, Status

Days = np.ndarray[Any, np.dtype[np.datetime64]]
NOTHING = -1


class Column(msgspec.Struct, frozen=True):
    """One field with few values: for each row the place of its value in ``values``, or ``NOTHING``."""

    values: tuple[str, ...]
    codes: Numbers


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


class Kinds(msgspec.Struct, frozen=True):
    """Every medium, status, type and year that some row has together: ``of`` is the place of each row's kind.

    ``values`` are the places of a kind's medium, status and type in their columns, and its year; ``told`` how many rows have it.
    """

    of: Numbers
    values: dict[str, Numbers]
    told: Numbers


class Columns(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The happenings that count, neither rejected nor absorbed. A row is a place in these columns.

    ``partners`` and ``dyads`` are every two actors and countries of a row.
    ``year`` is that of the first day, 0 for the undated; ``texts`` are numbers of snapshots, ``sources`` their publishers, and
    ``told_in`` and ``told_by`` say which rows they tell of.
    """

    numbers: Numbers
    first: Days
    last: Days
    dated: Mask
    year: Numbers
    contact: Mask
    medium: Column
    status: Column
    type: Column
    place: Column
    spots: dict[str, Spot]
    actors: Actors
    countries: tuple[str, ...]
    parties: Shared
    sides: Shared
    partners: Couples
    dyads: Couples
    sources: tuple[str, ...]
    told_by: Shared
    texts: Numbers
    told_in: Pairs

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.numbers)

    @cached_property
    def contacts(self) -> Columns:
        """The rows that are contacts, as columns of their own: most selections are of these, and the others need not be looked at."""
        return self if self.contact.all() else _only(self, self.contact)

    @cached_property
    def kinds(self) -> Kinds:
        """What the rows are, in kinds."""
        return _kinds(self)

    @cached_property
    def homes(self) -> tuple[str, ...]:
        """The country of each actor, empty where none is known."""
        return tuple("" if n == NOTHING else self.countries[n] for n in self.actors.country.tolist())

    @cached_property
    def placed(self) -> Numbers:
        """The rows with a place."""
        return np.flatnonzero(self.place.codes != NOTHING)


_COUNTS = "absorbed IS NULL AND state <> 'rejected'"
_SPOTS = """SELECT place, lat, lon FROM happening WHERE place IS NOT NULL AND lat IS NOT NULL AND lon IS NOT NULL
            GROUP BY place HAVING number = MIN(number)"""
_PLACES = f"SELECT number, place FROM happening WHERE place IS NOT NULL AND {_COUNTS}"
# The fields whose values the contract lists, and those.
_LISTED: dict[str, tuple[str, ...]] = {"medium": get_args(Medium), "status": get_args(Status), "type": get_args(EventType)}
# So many rows are in one text at a time.
BATCH = 100_000


class _Reading:
    """One field while it is read: the values met so far, and their places row by row."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.codes: list[Numbers] = []

    def add(self, values: Iterable[str | None]) -> None:
        known = self.known
        self.codes.append(np.array([NOTHING if v is None else known.setdefault(v, len(known)) for v in values], dtype=np.int32))

    def column(self) -> Column:
        return Column(tuple(self.known), np.concatenate([*self.codes, np.empty(0, dtype=np.int32)]))


def columns(db: sqlite3.Connection) -> Columns:
    """Read them: some seconds for a million happenings."""
    plain = db.cursor()
    plain.row_factory = None
    numbers, first, last, fields = _happenings(plain)
    row_of = _places(numbers)
    actors, countries = _actors(plain)
    parties = _pairs(_numbers(plain, "party WHERE 1", "happening", "happening", "actor"), row_of, _places(actors.numbers))
    snapshots, publisher = _publishers(plain)
    sides = _sides(parties, actors, len(countries))
    told = _numbers(plain, "report WHERE state <> 'rejected'", "number", "happening", "snapshot")
    return Columns(
        numbers=numbers,
        first=first,
        last=last,
        dated=~np.isnat(first),
        year=_years(first),
        contact=fields["medium"].codes != NOTHING,
        **fields,
        spots={name: Spot(name, lat, lon) for name, lat, lon in plain.execute(_SPOTS)},
        actors=actors,
        countries=countries,
        parties=shared(parties, len(numbers), len(actors.ids)),
        sides=shared(sides, len(numbers), len(countries)),
        partners=couples(parties, len(numbers)),
        dyads=couples(sides, len(numbers)),
        sources=publisher.values,
        told_by=shared(_pairs(told, row_of, _places(snapshots, publisher.codes)), len(numbers), len(publisher.values)),
        texts=snapshots,
        told_in=_pairs(told, row_of, _places(snapshots)),
    )


def _happenings(plain: sqlite3.Cursor) -> tuple[Numbers, Days, Days, dict[str, Column]]:
    days = [f"replace(COALESCE({a}, {b}, '0'), '-', '')" for a, b in (("earliest", "latest"), ("latest", "earliest"))]
    found = _numbers(plain, f"happening WHERE {_COUNTS}", "number", "number", *days, *(_code(f, v) for f, v in _LISTED.items()))
    undated = found[:, 1] == 0
    found = found[np.lexsort((-found[:, 0], -found[:, 1], undated))]
    fields = {name: _met(values, found[:, n]) for n, (name, values) in enumerate(_LISTED.items(), 3)}
    return found[:, 0], _days(found[:, 1]), _days(found[:, 2]), {**fields, "place": _place(plain, found[:, 0])}


def _code(field: str, values: Sequence[str]) -> str:
    """SQL for the place of a field's value among ``values``."""
    cases = " ".join(f"WHEN '{v}' THEN {n}" for n, v in enumerate(values))
    return f"CASE {field} {cases} ELSE {NOTHING} END"


def _met(values: Sequence[str], codes: Numbers) -> Column:
    """Only the values that there are."""
    kept = [n for n in range(len(values)) if (codes == n).any()]
    # A byte each: a value is looked for among a million of them in a tenth of a millisecond.
    places = _places(np.array(kept, dtype=np.int64), size=len(values) + 1).astype(np.int8)
    return Column(tuple(values[n] for n in kept), places[codes])


def _place(plain: sqlite3.Cursor, numbers: Numbers) -> Column:
    """Most happenings have none."""
    rows = plain.execute(_PLACES).fetchall()
    reading, codes = _Reading(), np.full(len(numbers), NOTHING, dtype=np.int32)
    reading.add(name for _, name in rows)
    column = reading.column()
    codes[_places(numbers)[np.array([number for number, _ in rows], dtype=np.int64)]] = column.codes
    return Column(column.values, codes)


def _days(written: Numbers) -> Days:
    """Days from numbers like 20250818; 0 is none."""
    months = (written // 10_000 - 1970) * 12 + written // 100 % 100 - 1
    days: Days = months.astype("datetime64[M]").astype("datetime64[D]") + (written % 100 - 1).astype("timedelta64[D]")
    days[written == 0] = np.datetime64("NaT")
    return days


def _years(days: Days) -> Numbers:
    """The year of each day; 0 where there is none."""
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(np.isnat(days), 0, years).astype(np.int32)


def _numbers(plain: sqlite3.Cursor, source: str, key: str, *fields: str) -> Numbers:
    """Whole numbers from a table with a condition, a line each; ``key`` is what it is in the order of.

    SQLite writes them as text and numpy reads that, in a quarter of the time that an object for each takes.
    """
    last = plain.execute(f"SELECT MAX({key}) FROM {source.partition(' ')[0]}").fetchone()[0] or 0
    line = " || ',' || ".join(fields)
    query = f"SELECT group_concat({line}) FROM {source} AND {key} > ? AND {key} <= ?"
    texts = (plain.execute(query, (at, at + BATCH)).fetchone()[0] for at in range(0, last, BATCH))
    parts = [np.fromstring(text, dtype=np.int64, sep=",") for text in texts if text]
    return np.concatenate([np.empty(0, dtype=np.int64), *parts]).reshape(-1, len(fields))


def _places(numbers: Numbers, places: Numbers | None = None, *, size: int = 0) -> Numbers:
    """For each number of the ledger its place in ``numbers``, or that of ``places``; ``NOTHING`` for others."""
    found = np.full(max(int(numbers.max(initial=0)) + 1, size), NOTHING, dtype=np.int32)
    found[numbers] = np.arange(len(numbers)) if places is None else places
    return found


def _actors(plain: sqlite3.Cursor) -> tuple[Actors, tuple[str, ...]]:
    rows = plain.execute("SELECT number, id, name, country FROM actor ORDER BY number").fetchall()
    numbers, ids, names, country = zip(*rows, strict=True) if rows else ((),) * 4
    reading = _Reading()
    reading.add(country)
    column = reading.column()
    return Actors(np.array(numbers, dtype=np.int64), ids, names, column.codes), column.values


def _publishers(plain: sqlite3.Cursor) -> tuple[Numbers, Column]:
    """The numbers of texts, and who published them."""
    rows = plain.execute("SELECT number, publisher FROM snapshot ORDER BY number").fetchall()
    reading = _Reading()
    reading.add(r[1] for r in rows)
    return np.array([r[0] for r in rows], dtype=np.int64), reading.column()


def _pairs(found: Numbers, row_of: Numbers, item_of: Numbers) -> Pairs:
    """Pairs of the ledger's numbers as pairs of places; those of rows that do not count are left out."""
    inside = (found[:, 0] < len(row_of)) & (found[:, 1] < len(item_of))
    rows, items = row_of[found[inside, 0]], item_of[found[inside, 1]]
    kept = (rows != NOTHING) & (items != NOTHING)
    return _once(rows[kept], items[kept])


def _once(rows: Numbers, items: Numbers) -> Pairs:
    width = int(items.max(initial=0)) + 1
    keys = np.sort(rows.astype(np.int64) * width + items)  # np.unique hashes, which takes fifty times as long
    keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
    return Pairs((keys // width).astype(np.int32), (keys % width).astype(np.int32))


def _sides(parties: Pairs, actors: Actors, count: int) -> Pairs:
    """Rows and the countries that take part in them."""
    country = actors.country[parties.items] if count else np.full(len(parties.items), NOTHING, dtype=np.int32)
    kept = country != NOTHING
    return _once(parties.rows[kept], country[kept])


def _only(columns: Columns, kept: Mask) -> Columns:
    """Some of the rows."""
    place = (np.cumsum(kept, dtype=np.int32) - 1).astype(np.int32)
    some: dict[str, Any] = {f: getattr(columns, f)[kept] for f in ("numbers", "first", "last", "dated", "year", "contact")}
    for field in ("medium", "status", "type", "place"):
        column: Column = getattr(columns, field)
        some[field] = Column(column.values, column.codes[kept])
    for field in ("parties", "sides", "told_by"):
        some[field] = cut(getattr(columns, field), kept, place)
    for field in ("partners", "dyads"):
        two: Couples = getattr(columns, field)
        some[field] = Couples(cut(two.pairs, kept, place), two.one, two.other)
    inside = kept.take(columns.told_in.rows)
    told_in = Pairs(place.take(columns.told_in.rows[inside]), columns.told_in.items[inside])
    return msgspec.structs.replace(columns, **some, told_in=told_in)


def _kinds(columns: Columns) -> Kinds:
    year = np.flatnonzero(np.bincount(columns.year, minlength=1))
    parts = {f: (getattr(columns, f).codes, np.arange(NOTHING, len(getattr(columns, f).values))) for f in _LISTED}
    parts["year"] = (_places(year)[columns.year] - 1, year)
    joint = np.zeros(columns.size, dtype=np.int64)
    for codes, values in parts.values():
        joint = joint * len(values) + codes + 1
    there = np.flatnonzero(np.bincount(joint, minlength=1)) if columns.size else np.empty(0, dtype=np.int64)
    of, left, values_of = _places(there)[joint], there, dict[str, Numbers]()
    for field, (_, values) in reversed(parts.items()):
        values_of[field], left = values[left % len(values)], left // len(values)
    return Kinds(of, values_of, np.bincount(of, minlength=len(there)))
