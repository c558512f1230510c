"""One year of an actor's or a pair's contacts, a square for each day."""

from __future__ import annotations

import datetime as dt
import math

import msgspec
import numpy as np

from communique.ledger.facets import Chosen
from communique.render.words import WORDS_OF_MONTHS
from communique.web.filters import Filters

# How many contacts make each shade.
SHADES = (1, 2, 3, 5)


class Day(msgspec.Struct, frozen=True):
    """A day; ``week`` counts from the year's first, ``weekday`` from Monday. ``href`` is empty where nothing took place."""

    week: int
    weekday: int
    shade: int
    href: str
    told: str


class Calendar(msgspec.Struct, frozen=True):
    """The year; ``months`` are their names with the week in which they begin, ``table`` the contacts of each year's months, each
    with its shade."""

    year: int
    days: tuple[Day, ...]
    months: tuple[tuple[int, str], ...]
    table: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]


def calendar(chosen: Chosen, filters: Filters, year: int | None = None) -> Calendar | None:
    """The contacts of the chosen rows in a year, without one in the latest that has any; ``None`` without days.

    A contact counts on the first day that it may have taken place.
    """
    days = chosen.columns.first[chosen.rows & chosen.columns.dated]
    if not len(days):
        return None
    months, told = np.unique(days.astype("datetime64[M]"), return_counts=True)
    by_month = {int(m.astype(np.int64)): int(n) for m, n in zip(months, told, strict=True)}
    years = sorted({1970 + m // 12 for m in by_month}, reverse=True)
    shown, most = year if year in years else years[0], max(by_month.values())
    table = tuple((y, tuple(_month(by_month.get((y - 1970) * 12 + m, 0), most) for m in range(12))) for y in years)
    return Calendar(shown, _days(days, shown, filters), _months(shown), table)


def _month(told: int, most: int) -> tuple[int, int]:
    """The contacts of a month and their shade, beside those of the month that has the most; a few are not shown as if they were many."""
    return told, math.ceil(len(SHADES) * told / max(most, SHADES[-1]))


def _days(days: np.ndarray, year: int, filters: Filters) -> tuple[Day, ...]:
    first = np.datetime64(f"{year}-01-01")
    inside = days[(days >= first) & (days <= np.datetime64(f"{year}-12-31"))]
    told = np.bincount((inside - first).astype(np.int64), minlength=366)
    whole = (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1
    return tuple(_day(dt.date(year, 1, 1) + dt.timedelta(days=n), int(told[n]), filters) for n in range(whole))


def _day(day: dt.date, n: int, filters: Filters) -> Day:
    words = f"{day.day} {WORDS_OF_MONTHS[day.month - 1]} {day.year}: {n} contact{'' if n == 1 else 's'}"
    href = filters.address(since=day.isoformat(), until=day.isoformat()) if n else ""
    return Day(_week(day), day.weekday(), sum(n >= s for s in SHADES), href, words)


def _week(day: dt.date) -> int:
    return (day.timetuple().tm_yday - 1 + dt.date(day.year, 1, 1).weekday()) // 7


def _months(year: int) -> tuple[tuple[int, str], ...]:
    return tuple((_week(dt.date(year, m, 1)), WORDS_OF_MONTHS[m - 1]) for m in range(1, 13))
