"""TIMEX3 values and the days they cover. Dates are the proleptic Gregorian calendar's; weeks are ISO weeks."""

from __future__ import annotations

import calendar
import datetime as dt
import re

DAY = dt.timedelta(days=1)
Interval = tuple[dt.date | None, dt.date | None]
NO_INTERVAL: Interval = (None, None)
# First month of each season and of the next one, for the northern hemisphere, by meteorological use.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<end>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


def interval(value: str) -> Interval:
    """First and last day of a TIMEX3 value, both ``None`` where it names no stretch of the calendar."""
    if "/" in value:
        first, last = value.split("/", 1)
        return interval(first)[0], interval(last)[1]
    found = _VALUE.fullmatch(value.split("T", maxsplit=1)[0])
    if found is None:
        return _long(value)
    try:
        return _named(found)
    except ValueError:
        return NO_INTERVAL


def _named(found: re.Match[str]) -> Interval:
    year = int(found["year"])
    if found["week"]:
        monday = dt.date.fromisocalendar(year, int(found["week"]), 1)
        return (monday + 5 * DAY if found["end"] else monday), monday + 6 * DAY
    if found["day"]:
        day = dt.date(year, int(found["month"]), int(found["day"]))
        return day, day
    first, months = _first_month(found)
    start = dt.date(year, first, 1)
    return start, add_months(start, months) - DAY


def _first_month(found: re.Match[str]) -> tuple[int, int]:
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6
    if found["season"]:
        return SEASONS[found["season"]], 3
    if found["month"]:
        return int(found["month"]), 1
    return 1, 12


def _long(value: str) -> Interval:
    """Decades (``199``) and centuries (``19``)."""
    if not re.fullmatch(r"\d{2,3}", value):
        return NO_INTERVAL
    years = 10 if len(value) == 3 else 100
    first = int(value) * years
    return (dt.date(first, 1, 1), dt.date(first + years - 1, 12, 31)) if first else NO_INTERVAL


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months away, or the month's last where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, 1), 9999), count % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift(day: dt.date, unit: str, count: int) -> dt.date:
    """``day`` moved by ``count`` units (TIMEX3 letters; below a day: unmoved)."""
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
    days = {"D": 1, "W": 7, "F": 14, "WE": 7}
    try:
        if unit in months:
            return add_months(day, count * months[unit])
        return day + dt.timedelta(days=count * days.get(unit, 0))
    except OverflowError:
        return day


def value_of(day: dt.date, unit: str) -> str:
    """The TIMEX3 value of the ``unit`` that ``day`` lies in: ``2025-W33`` for W, ``2025-08`` for M, ``2025`` for Y…"""
    week_year, week, _ = day.isocalendar()
    table = {
        "D": day.isoformat(),
        "W": f"{week_year:04}-W{week:02}",
        "F": f"{week_year:04}-W{week:02}",
        "WE": f"{week_year:04}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }
    return table.get(unit, day.isoformat())


def unknown(unit: str) -> str:
    """What TIMEX3 writes where the unit is known and its place in the calendar is not."""
    return {
        "W": "XXXX-WXX",
        "F": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "Y": "XXXX",
        "DE": "XXX",
        "CE": "XX",
    }.get(unit, "XXXX-XX-XX")


def narrow(whole: Interval, part: str | None) -> Interval:
    """The first, middle or last third of an interval (START, MID, END); the whole of it where ``part`` is ``None``."""
    first, last = whole
    if part is None or first is None or last is None or first == last:
        return whole
    third = ((last - first).days + 1) // 3
    if third == 0:
        return whole
    cuts = {
        "START": (first, first + (third - 1) * DAY),
        "MID": (first + third * DAY, last - third * DAY),
        "END": (last - (third - 1) * DAY, last),
    }
    return cuts[part]


def easter(year: int) -> dt.date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, ch. 8)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    leap_centuries, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
