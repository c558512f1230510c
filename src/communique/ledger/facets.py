"""A selection of happenings over the columns: which rows fit, and how many each further filter would leave."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from communique.ledger.columns import NOTHING, Column, Columns, Days, Mask, Numbers, couples
from communique.ledger.keys import listed
from communique.ledger.names import Named
from communique.ledger.queries import Contact, contacts_of, matching

Counted = tuple[tuple[str, int], ...]
FIELDS = ("medium", "status", "type", "place")


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


class Chosen(msgspec.Struct, frozen=True):
    """The rows that fit, and for each field those that would fit without its own filter."""

    rows: Mask
    without: dict[str, Mask]

    @property
    def total(self) -> int:
        """How many rows fit."""
        return int(np.count_nonzero(self.rows))


def choose(db: sqlite3.Connection, columns: Columns, wanted: Wanted) -> Chosen:
    """The rows of a selection. Raises ``UnknownNameError`` through the names it was made of, never here."""
    masks: dict[str, Mask] = {}
    if wanted.contacts_only:
        masks["contact"] = columns.contact
    for field in FIELDS:
        if values := getattr(wanted, field):
            masks[field] = _any_of(getattr(columns, field), values)
    if wanted.source:
        told = np.isin(columns.told_by.items, [n for n, s in enumerate(columns.sources) if s in wanted.source])
        masks["source"] = _rows(columns, columns.told_by.rows[told])
    if wanted.since or wanted.until:
        masks["day"] = _touching(columns, wanted)
    if wanted.parties:
        masks["who"] = _with(db, columns, wanted.parties)
    if wanted.words:
        masks["words"] = _told_in(db, columns, wanted.words)
    return Chosen(_all_of(columns, masks), {f: _all_of(columns, masks, f) for f in (*FIELDS, "source", "day") if f in masks})


def _all_of(columns: Columns, masks: dict[str, Mask], without: str = "") -> Mask:
    found = np.ones(columns.size, dtype=bool)
    for field, mask in masks.items():
        if field != without:
            found &= mask
    return found


def _any_of(column: Column, values: Sequence[str]) -> Mask:
    return np.isin(column.codes, [n for n, v in enumerate(column.values) if v in values])


def _rows(columns: Columns, rows: Numbers) -> Mask:
    found = np.zeros(columns.size, dtype=bool)
    found[rows] = True
    return found


def _touching(columns: Columns, wanted: Wanted) -> Mask:
    found = ~np.isnat(columns.first)
    if wanted.since:
        found &= columns.last >= np.datetime64(wanted.since)
    if wanted.until:
        found &= columns.first <= np.datetime64(wanted.until)
    return found


def _with(db: sqlite3.Connection, columns: Columns, parties: Sequence[Named]) -> Mask:
    """Each of the parties takes part; where several mean one country, so many of its people do."""
    found = np.ones(columns.size, dtype=bool)
    for named in parties:
        found &= _rows(columns, columns.parties.rows[_flags(columns, named.numbers(db))[columns.parties.items]])
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
    query = """SELECT DISTINCT r.happening FROM words JOIN snapshot n ON n.number = words.rowid AND n.latest = 1
               JOIN report r ON r.snapshot = n.number WHERE words MATCH ?"""
    numbers = [row[0] for row in db.execute(query, (match,))] if match else []
    return np.isin(columns.numbers, numbers)


def counts(columns: Columns, chosen: Chosen, most: int = 30) -> dict[str, Counted]:
    """How many happenings each value of each filter would leave, the most frequent first; ``actor`` by id, ``dyad`` as ``AAA BBB``."""
    found = {f: _of_column(getattr(columns, f), chosen.without.get(f, chosen.rows), most) for f in FIELDS}
    found["source"] = _top(columns.told_by.among(chosen.without.get("source", chosen.rows)), columns.sources, most)
    found["country"] = _top(columns.sides.among(chosen.rows), columns.countries, most)
    found["actor"] = _top(columns.parties.among(chosen.rows), columns.actors.ids, most)
    found["dyad"] = _dyads(columns, chosen.rows, most)
    found["year"] = _years(columns, chosen.without.get("day", chosen.rows))
    return found


def _of_column(column: Column, rows: Mask, most: int) -> Counted:
    codes = column.codes[rows]
    return _top(codes[codes != NOTHING], column.values, most)


def _top(items: Numbers, names: Sequence[str], most: int) -> Counted:
    told = np.bincount(items, minlength=len(names))
    often = sorted(((names[n], int(told[n])) for n in _largest(told, most)), key=lambda c: (-c[1], c[0]))
    return tuple(often)


def _largest(told: Numbers, most: int) -> list[int]:
    """The places of the largest numbers, of equal ones the earliest; none of nothing."""
    order = np.argsort(-told, kind="stable")[:most]
    return [int(n) for n in order if told[n] > 0]


def _dyads(columns: Columns, rows: Mask, most: int) -> Counted:
    size = len(columns.countries)
    often = np.zeros(size, dtype=bool)
    often[_largest(np.bincount(columns.sides.among(rows), minlength=size), 60)] = True
    one, other = couples(columns.sides, rows, often)
    told = np.bincount(one * size + other, minlength=1)
    named = ((" ".join(sorted((columns.countries[n // size], columns.countries[n % size]))), int(told[n])) for n in _largest(told, most))
    return tuple(sorted(named, key=lambda c: (-c[1], c[0])))


def _years(columns: Columns, rows: Mask) -> Counted:
    days = columns.first[rows]
    years = days[~np.isnat(days)].astype("datetime64[Y]").astype(np.int64) + 1970
    values, told = np.unique(years, return_counts=True)
    return tuple((str(y), int(n)) for y, n in zip(values[::-1], told[::-1], strict=True))


def newest(db: sqlite3.Connection, columns: Columns, rows: Mask, *, start: int = 0, most: int = 50) -> tuple[Contact, ...]:
    """The happenings of some rows, the newest first, the undated last."""
    numbers = columns.numbers[np.flatnonzero(rows)[start : start + most]].tolist()
    found = db.execute("SELECT * FROM happening WHERE number IN (SELECT value FROM json_each(?))", (listed(numbers),)).fetchall()
    by_number = {row["number"]: row for row in found}
    return contacts_of(db, [by_number[n] for n in numbers if n in by_number])


def span(columns: Columns, rows: Mask) -> tuple[Days, Days] | None:
    """The first and the last day of some rows; ``None`` where none has a day."""
    first, last = columns.first[rows], columns.last[rows]
    dated = ~np.isnat(first)
    return (first[dated].min(), last[dated].max()) if dated.any() else None


def as_date(day: Any) -> dt.date:
    """A day of a column."""
    found: dt.date = day.astype(object)
    return found
