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
FIELDS = ("medium", "status", "type", "place")
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
    """The rows that fit, and for each field those that would fit without its own filter."""

    columns: Columns
    rows: Mask
    without: dict[str, Mask]

    @cached_property
    def total(self) -> int:
        """How many rows fit."""
        return int(np.count_nonzero(self.rows))

    @cached_property
    def places(self) -> Numbers:
        """The same rows by their places in the columns."""
        return np.flatnonzero(self.rows)

    def places_without(self, field: str) -> Numbers:
        """The places of those that would fit without a field's own filter."""
        return np.flatnonzero(self.without[field]) if field in self.without else self.places

    @cached_property
    def actors(self) -> Numbers:
        """In how many of the rows each actor takes part."""
        return self.columns.parties.counted(self.rows)

    @cached_property
    def countries(self) -> Numbers:
        """In how many of the rows each country takes part."""
        return self.columns.sides.counted(self.rows)


def choose(db: sqlite3.Connection, columns: Columns, wanted: Wanted) -> Chosen:
    """The rows of a selection. Raises ``UnknownNameError`` through the names it was made of, never here."""
    masks: dict[str, Mask] = {}
    if wanted.contacts_only:
        masks["contact"] = columns.contact
    for field in FIELDS:
        if values := getattr(wanted, field):
            masks[field] = _any_of(getattr(columns, field), values)
    if wanted.source:
        told = np.array([*(s in wanted.source for s in columns.sources), False])[columns.told_by.items]
        masks["source"] = _rows(columns, columns.told_by.rows[told])
    if wanted.since or wanted.until:
        masks["day"] = _touching(columns, wanted)
    if wanted.parties:
        masks["who"] = _with(db, columns, wanted.parties)
    if wanted.words:
        masks["words"] = _told_in(db, columns, wanted.words)
    return Chosen(columns, _all_of(columns, masks), {f: _all_of(columns, masks, f) for f in (*FIELDS, "source", "day") if f in masks})


def _all_of(columns: Columns, masks: dict[str, Mask], without: str = "") -> Mask:
    found = np.ones(columns.size, dtype=bool)
    for field, mask in masks.items():
        if field != without:
            found &= mask
    return found


def _any_of(column: Column, values: Sequence[str]) -> Mask:
    found: Mask = np.array([*(v in values for v in column.values), False])[column.codes]
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


def _told_in(db: sqlite3.Connection, columns: Columns, words: str) -> Mask:
    """Rows that an article with all the words tells of."""
    match = matching(words)
    texts = [row[0] for row in db.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,))] if match else []
    return _rows(columns, columns.told_in.rows[np.isin(columns.texts, texts)[columns.told_in.items]])


def counts(chosen: Chosen, most: int = 30) -> dict[str, Counted]:
    """How many happenings each value of each filter would leave, the most frequent first; ``actor`` by id, ``dyad`` as ``AAA BBB``."""
    columns = chosen.columns
    found = {f: _of_column(getattr(columns, f), chosen.places_without(f), most) for f in FIELDS}
    sources = columns.told_by.counted(chosen.without.get("source", chosen.rows))
    found["source"] = _top(sources, columns.sources, most)
    found["country"] = _top(chosen.countries, columns.countries, most)
    found["actor"] = _top(chosen.actors, columns.actors.ids, most)
    found["dyad"] = _dyads(chosen, most)
    found["year"] = _years(columns, chosen.places_without("day"))
    return found


def _of_column(column: Column, rows: Numbers, most: int) -> Counted:
    told = np.bincount(column.codes.take(rows) + 1, minlength=len(column.values) + 1)[1:]
    return _top(told, column.values, most)


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
    named = ((" ".join(sorted((columns.countries[a], columns.countries[b]))), n) for (a, b), n in found.items())
    return tuple(sorted(named, key=lambda c: (-c[1], c[0]))[:most])


def _years(columns: Columns, rows: Numbers) -> Counted:
    told = np.bincount(columns.year.take(rows), minlength=1)
    told[0] = 0  # those without a day
    return tuple((str(y), int(told[y])) for y in np.flatnonzero(told)[::-1])


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
