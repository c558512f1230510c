"""Dates by name and number: days, months, quarters, years, feasts."""

from __future__ import annotations

import datetime as dt
import re

from communique.dates.calendar import DAY, SEASONS, add_months, easter
from communique.dates.context import Context, Meaning, date, day, plain
from communique.dates.normalise.choose import moment, nearest, stepped, yearly


def calendar(ctx: Context) -> Meaning | None:
    """A day or a month by name, with or without its year: ``August 8, 2025``, ``8 Aug.``, ``late August``, ``last August``."""
    month = ctx.number("month")
    number = ctx.number("day")
    year = year_said(ctx)
    if month is None or (number is not None and _day(2024, month, number) is None):
        return None
    if number is None:
        return _month(ctx, month, year)
    if year is None and ctx.published is None:
        return date(f"XXXX-{month:02}-{number:02}")
    found = _day(year, month, number) if year is not None else _without_year(ctx, month, number)
    return day(found) if found else None


def year_said(ctx: Context) -> int | None:
    """The year an expression names: ``2013``, ``'13``, ``of last year``."""
    if (written := ctx.groups.get("year")) is not None:
        return int(written)
    if (short := ctx.groups.get("short")) is not None:
        return century_of(int(short))
    step = ctx.number("of_year")
    return ctx.published.year + step if step is not None and ctx.published else None


def century_of(short: int) -> int:
    """The year a two-digit one stands for: 30 and later lie in the last century."""
    return 2000 + short if short < 30 else 1900 + short


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _without_year(ctx: Context, month: int, number: int) -> dt.date | None:
    today = ctx.published
    if today is None:
        return None
    near = [_day(today.year + n, month, number) for n in (-1, 0, 1)]
    places = [p for p in near if p is not None]
    weekday = ctx.number("weekday")
    fitting = [p for p in places if p.isoweekday() == weekday]
    if step := ctx.number("relation"):
        places = [p for p in places if (p - today).days * step > 0] or places
    return nearest(ctx, fitting or places, today) if places else None


def _month(ctx: Context, month: int, year: int | None) -> Meaning:
    if year is None and ctx.published is None:
        return date(f"XXXX-{month:02}")
    if year is None:
        year = _year_of_month(ctx, month)
    return moment(ctx, f"{year:04}-{month:02}")


def _year_of_month(ctx: Context, month: int) -> int:
    step = ctx.number("relation")
    if step is not None:
        return stepped(ctx, lambda y: dt.date(y, month, 1), step)
    return yearly(ctx, lambda y: dt.date(y, month, 1))


def day_range(ctx: Context) -> Meaning | None:
    """``May 9-11``, ``3-6 October 2005``: from the first day to the last."""
    month, first, last = ctx.number("month"), ctx.number("day"), ctx.number("last")
    if month is None or first is None or last is None or first >= last:
        return None
    year = year_said(ctx)
    start = _day(year, month, first) if year else _without_year(ctx, month, first)
    if start is None:
        return date(f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}") if ctx.published is None else None
    end = _day(start.year, month, last)
    return Meaning("DATE", f"{start}/{end}", (start, end), end) if end else None


def month_range(ctx: Context) -> Meaning | None:
    """``June 30-July 2``: from a day of one month to a day of another; a year written behind them is the last day's."""
    month, first, last_month, last = (ctx.number(n) for n in ("month", "day", "last_month", "last"))
    if month is None or first is None or last_month is None or last is None or month == last_month:
        return None
    year, over = year_said(ctx), month > last_month
    start = _day(year - over, month, first) if year else _without_year(ctx, month, first)
    end = _day(start.year + over, last_month, last) if start else None
    return Meaning("DATE", f"{start}/{end}", (start, end), end) if end else None


def fixed_day(ctx: Context) -> Meaning | None:
    """A day that its name alone tells."""
    return day(dt.date.fromisoformat(ctx.rule.fixed["day"]))


def iso_day(ctx: Context) -> Meaning | None:
    """``2025-08-18``."""
    try:
        return day(dt.date.fromisoformat(ctx.words))
    except ValueError:
        return None


def slashed(ctx: Context) -> Meaning | None:
    """``8/18/2025`` (month first, as in American news, unless that is impossible) and ``18.08.2025`` (day first)."""
    parts = re.split(r"[./]", ctx.words)
    first, second, year = (int(p) for p in parts)
    year = year if len(parts[2]) == 4 else century_of(year)
    month, number = (second, first) if "." in ctx.words or first > 12 else (first, second)
    found = _day(year, month, number)
    return day(found) if found else None


def year(ctx: Context) -> Meaning | None:
    """``2013``, ``'82``, ``late 2012``."""
    found = year_said(ctx)
    return None if found is None else moment(ctx, f"{found:04}")


def year_range(ctx: Context) -> Meaning | None:
    """``2005-06``, ``1914-1918``."""
    first, text = ctx.number("year"), ctx.groups["last"]
    if first is None:
        return None
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    return date(f"{first:04}/{last:04}") if last > first else None


def fiscal(ctx: Context) -> Meaning | None:
    """A book-keeping year: which days it covers differs from house to house, so it has no interval."""
    found = year_said(ctx)
    if found is None and ctx.published is not None and (step := ctx.number("relation")) is not None:
        found = ctx.published.year + step
    return None if found is None else Meaning("DATE", f"FY{found}", (None, None))


def decade(ctx: Context) -> Meaning | None:
    """``the 1990s``, ``the nineties``: the three digits its years share."""
    named, written, short = ctx.code("decade_name"), ctx.groups.get("year"), ctx.groups.get("short")
    if named is not None:
        return date(named)
    if written is not None:
        return date(written[:3], ctx.code("moment")) if written.endswith("0") else None
    return date(str(century_of(int(short)))[:3]) if short else None


def century(ctx: Context) -> Meaning | None:
    """``the 20th century``: the two digits its years share."""
    number = ctx.number("ordinal")
    return date(f"{number - 1:02}", ctx.code("moment")) if number and number > 1 else None


def quarter(ctx: Context) -> Meaning | None:
    """``the third quarter``, ``the first quarter of last year``, ``Q3 2013``."""
    number = ctx.number("ordinal") or ctx.number("quarter_number")
    year = year_said(ctx)
    if number is None or not -1 <= number <= 4:
        return None
    if number == -1 and year is None:
        return _last_quarter(ctx.published)
    number = 4 if number == -1 else number
    if year is None and ctx.published is None:
        return date(f"XXXX-Q{number}")
    return moment(ctx, f"{year or yearly(ctx, lambda y: dt.date(y, 3 * number - 2, 1)):04}-Q{number}")


def _last_quarter(today: dt.date | None) -> Meaning:
    if today is None:
        return date("XXXX-QX")
    before = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - DAY
    return date(f"{before.year:04}-Q{before.month // 3}")


def half(ctx: Context) -> Meaning | None:
    """``the first half of 2013``, ``the second half of the year``."""
    code = ctx.code("half_word")
    year = year_said(ctx) or (ctx.published.year if ctx.published else None)
    return date(f"{year:04}-{code}") if year else date(f"XXXX-{code}")


def season(ctx: Context) -> Meaning | None:
    """``last spring``, ``the summer of 2006``, ``this winter``."""
    code = ctx.code("season")
    if code is None:
        return None
    year = year_said(ctx)
    if year is None and ctx.published is None:
        return date(f"XXXX-{code}")
    if year is None:
        year = _year_of_season(ctx, SEASONS[code])
    return moment(ctx, f"{year:04}-{code}")


def _year_of_season(ctx: Context, month: int) -> int:
    step = ctx.number("relation")
    if step:
        # "last summer", said in August, is not the one under way.
        return stepped(ctx, lambda y: add_months(dt.date(y, month, 1), 2 if step < 0 else 0), step)
    return yearly(ctx, lambda y: dt.date(y, month, 1))


def holiday(ctx: Context) -> Meaning | None:
    """A feast: its day in the year said, else the nearest on the verb's side."""
    feast = ctx.rules.holidays[plain(ctx.groups["holiday"])]
    year = year_said(ctx)
    if feast.vague:
        return date(f"{year:04}" if year else "XXXX-XX-XX") if year else Meaning("DATE", "XXXX-XX-XX", (None, None))
    if year is None and ctx.published is None:
        return date(f"XXXX-{feast.day}") if feast.day else Meaning("DATE", "XXXX-XX-XX", (None, None))
    if year is None:
        year = _feast_year(ctx, feast.name)
    return day(feast_day(ctx, feast.name, year))


def _feast_year(ctx: Context, name: str) -> int:
    today = ctx.published
    if today is None:
        raise ValueError("needs a publication date")
    places = [feast_day(ctx, name, today.year + n) for n in (-1, 0, 1)]
    if step := ctx.number("relation"):
        places = [p for p in places if (p - today).days * step > 0] or places
    return nearest(ctx, places, today).year


def feast_day(ctx: Context, name: str, year: int) -> dt.date:
    """The day of a feast in a year."""
    feast = ctx.rules.holidays[name]
    if feast.easter is not None:
        return easter(year) + feast.easter * DAY
    if feast.nth is not None:
        return _nth(year, *feast.nth)
    return dt.date.fromisoformat(f"{year:04}-{feast.day}")


def _nth(year: int, month: int, weekday: int, which: int) -> dt.date:
    days = [dt.date(year, month, 1) + n * DAY for n in range(31)]
    fitting = [d for d in days if d.month == month and d.isoweekday() == weekday]
    return fitting[which - 1 if which > 0 else which]
