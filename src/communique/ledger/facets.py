"""A selection of happenings over the columns: which rows fit, and how many each further filter would leave."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np

from communique.ledger.columns import Column, Columns, Days
from communique.ledger.keys import listed
from communique.ledger.names import Named
from communique.ledger.pairs import Couples, Mask, Numbers
from communique.ledger.queries import Contact, contacts_of, matching

Counted = tuple[tuple[str, int], ...]
# The fields whose values the contract lists, and all that have one value at most.
LISTED = ("medium", "status", "type")
FIELDS = (*LISTED, "place")
# Dyads are counted among so many countries, those that take part most.
MOST_PAIRED = 60


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: all of ``parties``, any one of the values of a field; what touches ``since``–``until``; texts with ``words``."""

    parties: tuple[Named, ...] = ()
    medium: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    contacts_only: bool = True
    words: str = ""


class Chosen(msgspec.Struct, frozen=True, dict=True):
    """The rows that fit all ``masks``, each that of one filter; ``kinds`` are the kinds of rows that a filter leaves."""

    columns: Columns
    masks: dict[str, Mask]
    kinds: dict[str, Mask]

    def without(self, *fields: str) -> Mask:
        """The rows that would fit without the filters of some fields."""
        return _all_of(self.columns, [mask for field, mask in self.masks.items() if field not in fields])

    @cached_property
    def rows(self) -> Mask:
        """The rows that fit."""
        return self.without()

    @cached_property
    def total(self) -> int:
        """How many rows fit."""
        return int(np.count_nonzero(self.rows))

    @cached_property
    def actors(self) -> Numbers:
        """In how many of the rows each actor takes part."""
        return self.columns.parties.counted(self.rows)

    @cached_property
    def countries(self) -> Numbers:
        """In how many of the rows each country takes part."""
        return self.columns.sides.counted(self.rows)

    def told(self, *fields: str) -> Numbers:
        """How many rows of each kind fit without the filters of the kinds, and without those of some ``fields``."""
        columns, some = self.columns, self.masks.keys() - {*LISTED, *fields}
        if not some:
            return columns.kinds.told
        rows = _all_of(columns, [self.masks[field] for field in some])
        return np.bincount(columns.kinds.of[rows], minlength=len(columns.kinds.told))

    def fitting(self, *fields: str) -> Mask:
        """The kinds that fit without the filters of some fields."""
        found = np.ones(len(self.columns.kinds.told), dtype=bool)
        for field, mask in self.kinds.items():
            if field not in fields:
                found &= mask
        return found


def choose(db: sqlite3.Connection, columns: Columns, wanted: Wanted, *, told: Mask | None = None) -> Chosen:
    """The rows of a selection; ``told`` are those that its words are told in, where that is known.

    Raises ``UnknownNameError`` through the names it was made of, never here.
    """
    masks: dict[str, Mask] = {}
    if wanted.contacts_only and not columns.contact.all():
        masks["contact"] = columns.contact
    for field in FIELDS:
        if values := getattr(wanted, field):
            masks[field] = _any_of(getattr(columns, field), values)
    if wanted.source:
        said = np.array([*(s in wanted.source for s in columns.sources), False])[columns.told_by.items]
        masks["source"] = _rows(columns, columns.told_by.rows[said])
    if wanted.since or wanted.until:
        masks["day"] = _touching(columns, wanted)
    if wanted.parties:
        masks["who"] = _with(db, columns, wanted.parties)
    if wanted.words:
        masks["words"] = told_in(db, columns, wanted.words) if told is None else told
    return Chosen(columns, masks, {f: _kinds_of(columns, f, getattr(wanted, f)) for f in LISTED if f in masks})


def _kinds_of(columns: Columns, field: str, values: Sequence[str]) -> Mask:
    places = [n for n, v in enumerate(getattr(columns, field).values) if v in values]
    return np.isin(columns.kinds.values[field], places)


def _all_of(columns: Columns, masks: Sequence[Mask]) -> Mask:
    if len(masks) == 1:
        return masks[0]
    found = np.ones(columns.size, dtype=bool)
    for mask in masks:
        found &= mask
    return found


def _any_of(column: Column, values: Sequence[str]) -> Mask:
    found = np.zeros(len(column.codes), dtype=bool)
    for place, value in enumerate(column.values):
        if value in values:
            found |= column.codes == place
    return found


def _rows(columns: Columns, rows: Numbers) -> Mask:
    found = np.zeros(columns.size, dtype=bool)
    found[rows] = True
    return found


def _touching(columns: Columns, wanted: Wanted) -> Mask:
    found = columns.dated.copy()
    if wanted.since:
        found &= columns.last >= np.datetime64(wanted.since)
    if wanted.until:
        found &= columns.first <= np.datetime64(wanted.until)
    return found


def _with(db: sqlite3.Connection, columns: Columns, parties: Sequence[Named]) -> Mask:
    """Each of the parties takes part; where several mean one country, so many of its people do."""
    found = np.ones(columns.size, dtype=bool)
    for named in parties:
        theirs = columns.parties.of(np.flatnonzero(_flags(columns, named.numbers(db))).tolist())
        found &= _rows(columns, np.concatenate(theirs) if theirs else np.empty(0, dtype=np.int64))
    for country, times in Counter(n.country for n in parties if n.country).items():
        if times > 1:
            mine = columns.actors.country[columns.parties.items] == columns.countries.index(country)
            found &= np.bincount(columns.parties.rows[mine], minlength=columns.size) >= times
    return found


def _flags(columns: Columns, numbers: Sequence[int]) -> Mask:
    return np.isin(columns.actors.numbers, numbers)


def told_in(db: sqlite3.Connection, columns: Columns, words: str) -> Mask:
    """Rows that an article with all the words tells of."""
    if not (match := matching(words)):
        return np.zeros(columns.size, dtype=bool)
    (texts,) = db.execute("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", (match,)).fetchone()
    found = np.zeros(int(columns.texts.max(initial=0)) + 1, dtype=bool)
    numbers = np.fromstring(texts or "", dtype=np.int64, sep=",")
    found[numbers[numbers < len(found)]] = True  # the others came when the columns had been read
    return _rows(columns, columns.told_in.rows[found[columns.texts].take(columns.told_in.items)])


def counts(chosen: Chosen, most: int = 30) -> dict[str, Counted]:
    """How many happenings each value of each filter would leave, the most frequent first; ``actor`` by id, ``dyad`` as ``AAA BBB``."""
    columns, told = chosen.columns, chosen.told()
    found = {f: _top(_of_kinds(chosen, told, f), getattr(columns, f).values, most) for f in LISTED}
    found["place"] = _top(_of_places(columns, chosen.without("place")), columns.place.values, most)
    found["source"] = _top(columns.told_by.counted(chosen.without("source")), columns.sources, most)
    found["country"] = _top(chosen.countries, columns.countries, most)
    found["actor"] = _top(chosen.actors, columns.actors.ids, most)
    found["dyad"] = _dyads(chosen, most)
    found["year"] = _years(columns, (told if "day" not in chosen.masks else chosen.told("day")) * chosen.fitting())
    return found


def _of_kinds(chosen: Chosen, told: Numbers, field: str) -> Numbers:
    """How many rows have each value of a field, without the filter of that field."""
    columns, fit = chosen.columns, np.flatnonzero(chosen.fitting(field))
    found = np.zeros(len(getattr(columns, field).values) + 1, dtype=np.int64)
    np.add.at(found, columns.kinds.values[field].take(fit) + 1, told.take(fit))
    return found[1:]


def _of_places(columns: Columns, rows: Mask) -> Numbers:
    there = columns.placed[rows.take(columns.placed)]
    return np.bincount(columns.place.codes.take(there), minlength=len(columns.place.values))


def _top(told: Numbers, names: Sequence[str], most: int) -> Counted:
    often = sorted(((names[n], int(told[n])) for n in largest(told, most)), key=lambda c: (-c[1], c[0]))
    return tuple(often)


def largest(told: Numbers, most: int) -> list[int]:
    """The places of the largest numbers, of equal ones the earliest; none of nothing."""
    order = np.argsort(-told, kind="stable")[:most]
    return [int(n) for n in order if told[n] > 0]


def together(couples: Couples, rows: Mask, kept: Sequence[int], size: int) -> Counter[tuple[int, int]]:
    """How many of the rows each two of the ``kept`` items have in common; ``size`` is how many items there are."""
    flags = np.zeros(size, dtype=bool)
    flags[np.array(kept, dtype=np.int64)] = True
    there = np.flatnonzero(flags.take(couples.one) & flags.take(couples.other))
    told = couples.pairs.counted_of(rows, there)
    found = zip(couples.one.take(there).tolist(), couples.other.take(there).tolist(), told.tolist(), strict=True)
    return Counter({(one, other): number for one, other, number in found if number})


def _dyads(chosen: Chosen, most: int) -> Counted:
    columns = chosen.columns
    often = largest(chosen.countries, MOST_PAIRED)
    found = together(columns.dyads, chosen.rows, often, len(columns.countries)) if often else Counter()
    # Only those that can be among the most are named: each two of sixty are many.
    least = sorted(found.values(), reverse=True)[:most][-1] if found else 0
    named = ((" ".join(sorted((columns.countries[a], columns.countries[b]))), n) for (a, b), n in found.items() if n >= least)
    return tuple(sorted(named, key=lambda c: (-c[1], c[0]))[:most])


def _years(columns: Columns, told: Numbers) -> Counted:
    year = columns.kinds.values["year"]
    found = np.zeros(int(year.max(initial=0)) + 1, dtype=np.int64)
    np.add.at(found, year, told)
    found[0] = 0  # those without a day
    return tuple((str(y), int(found[y])) for y in np.flatnonzero(found)[::-1])


def newest(db: sqlite3.Connection, columns: Columns, rows: Mask, *, start: int = 0, most: int = 50) -> tuple[Contact, ...]:
    """The happenings of some rows, the newest first, the undated last."""
    numbers = columns.numbers[np.flatnonzero(rows)[start : start + most]].tolist()
    found = db.execute("SELECT * FROM happening WHERE number IN (SELECT value FROM json_each(?))", (listed(numbers),)).fetchall()
    by_number = {row["number"]: row for row in found}
    return contacts_of(db, [by_number[n] for n in numbers if n in by_number])


def span(columns: Columns, rows: Mask) -> tuple[Days, Days] | None:
    """The first and the last day of some rows; ``None`` where none has a day."""
    dated = np.flatnonzero(rows & columns.dated)
    return (columns.first.take(dated).min(), columns.last.take(dated).max()) if len(dated) else None


def as_date(day: Any) -> dt.date:
    """A day of a column."""
    found: dt.date = day.astype(object)
    return found
