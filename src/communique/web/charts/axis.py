"""The axis of time: its stretches, where a day stands on it, and what a stretch is called."""

from __future__ import annotations

import datetime as dt

import msgspec

from communique.render.words import WORDS_OF_MONTHS

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


class Axis(msgspec.Struct, frozen=True):
    """The days shown, and the unit of columns."""

    first: dt.date
    last: dt.date
    unit: str

    def at(self, day: dt.date) -> float:
        """Where a day begins, in per cent; days outside stand at the edge."""
        whole = (self.last - self.first).days + 1
        return round(min(max(100 * (day - self.first).days / whole, 0), 100), 2)

    def starts(self) -> tuple[dt.date, ...]:
        """The first day of each unit."""
        found, day = list[dt.date](), self.first
        while day <= self.last:
            found.append(day)
            day = following(day, self.unit)
        return tuple(found)


def stretch(start: dt.date, unit: str) -> str:
    """What a stretch that begins on a day is called."""
    if unit == "day":
        return start.isoformat()
    if unit == "month":
        return f"{WORDS_OF_MONTHS[start.month - 1]} {start.year}"
    return f"{start.year}, quarter {(start.month + 2) // 3}" if unit == "quarter" else f"{start.year}{'s' if unit == 'decade' else ''}"
