"""How long, and how often."""

from __future__ import annotations

import datetime as dt

from communique.dates.calendar import DAY, NO_INTERVAL, Interval, shift
from communique.dates.context import Context, Meaning


def period(amount: str, unit: str) -> str:
    """The TIMEX3 writing of a length: ``P2D``, ``PT30M``, ``PXM``, ``P2DE``."""
    if unit == "F":
        return period("X" if amount == "X" else _short(float(amount) * 2), "W")
    if unit == "WE":
        return f"P{amount}WE"
    time = "T" if unit.startswith("T") else ""
    return f"P{time}{amount}{unit.removeprefix('T')}"


def _short(number: float) -> str:
    return f"{number:g}"


def _unit(ctx: Context) -> str:
    return ctx.code("unit") or ctx.code("second") or ctx.code("plural") or ctx.code("span_unit") or "D"


def _amount(ctx: Context) -> str:
    return ctx.amount("num") or ctx.amount("one") or ctx.amount("vague") or "1"


def _lasting(value: str, days: Interval = NO_INTERVAL) -> Meaning:
    return Meaning("DURATION", value, days)


def duration(ctx: Context) -> Meaning | None:
    """``30 minutes``, ``a three-day visit``, ``several months``, ``two and a half hours``."""
    amount = _amount(ctx)
    if "half" in ctx.rule.fixed:
        amount = _short(float(amount) + 0.5)
    return _lasting(period(amount, _unit(ctx)))


def ahead(ctx: Context) -> Meaning | None:
    """``they will meet in two weeks``: a length that ends on a day to come, the day of publication being its first."""
    amount, unit = _amount(ctx), _unit(ctx)
    if ctx.direction != "future" or ctx.published is None or amount == "X":
        return None
    return _lasting(
        period(amount, unit),
        (ctx.published, _far(ctx.published, "W" if unit == "F" else unit, float(amount) * (2 if unit == "F" else 1), 1)),
    )


def compound_duration(ctx: Context) -> Meaning | None:
    """``two hours and 20 minutes``."""
    minutes = ctx.amount("more")
    return _lasting(f"PT{_amount(ctx)}H{minutes}M") if minutes else None


HALVES = {"TH": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y", "M": "P2W", "W": "P3D"}


def half_duration(ctx: Context) -> Meaning | None:
    """``half an hour``, ``half a year``."""
    value = HALVES.get(_unit(ctx))
    return _lasting(value) if value else None


def range_duration(ctx: Context) -> Meaning | None:
    """``two to three years``: the longer, as an upper bound."""
    return _lasting(period(ctx.amount("more") or "X", _unit(ctx)))


def vague_duration(ctx: Context) -> Meaning | None:
    """``for years``, ``in decades``: an unknown number."""
    return _lasting(period("X", _unit(ctx)))


def fixed_duration(ctx: Context) -> Meaning | None:
    """A word that is a length by itself."""
    return _lasting(ctx.rule.fixed["duration"])


def stretch(ctx: Context) -> Meaning | None:
    """``the past two days``: a length that ends (or, ahead, begins) on the day of publication."""
    unit, amount, step = _unit(ctx), _amount(ctx), ctx.number("stretch") or -1
    if not (ctx.groups.get("num") or ctx.groups.get("one") or ctx.groups.get("vague")) and ctx.groups.get("plural"):
        amount = "X"
    return _lasting(period(amount, unit), _around(ctx.published, unit, amount, step))


def _around(today: dt.date | None, unit: str, amount: str, step: int) -> Interval:
    if today is None or abs(step) > 1:
        return NO_INTERVAL
    if amount == "X":
        return (None, today) if step < 0 else (today, None)
    far = _far(today, unit, float(amount), step)
    return (far, today) if step < 0 else (today, far)


def _far(today: dt.date, unit: str, count: float, step: int) -> dt.date:
    if unit.startswith("T"):
        days = int(count // 24) if unit == "TH" else 0
        return today + step * days * DAY
    if unit == "D":
        # Two days that end today are yesterday and today; two days ahead end the day after tomorrow.
        return today + step * (int(count) - (1 if step < 0 else 0)) * DAY
    whole = int(count)
    return shift(today, unit, step * whole) if whole == count else shift(today, "M", round(step * count * 12))


def every(ctx: Context) -> Meaning | None:
    """``every two years``, ``each day``, ``every Monday``."""
    if (number := ctx.number("weekday")) is not None:
        return Meaning("SET", f"XXXX-WXX-{number}", NO_INTERVAL)
    if (part := ctx.code("daypart")) is not None:
        return Meaning("SET", f"XXXX-XX-XXT{part}", NO_INTERVAL)
    amount = "2" if " other " in ctx.words else _amount(ctx)
    return Meaning("SET", period(amount, _unit(ctx)), NO_INTERVAL)


def weekday_set(ctx: Context) -> Meaning | None:
    """``on Mondays``."""
    return Meaning("SET", f"XXXX-WXX-{ctx.code('weekdays')}", NO_INTERVAL)


def frequency(ctx: Context) -> Meaning | None:
    """``weekly``, ``annual``."""
    value = ctx.code("frequency")
    return Meaning("SET", value, NO_INTERVAL) if value else None


def rate(ctx: Context) -> Meaning | None:
    """``$5 a day``, ``twice a month``, ``per year``."""
    return Meaning("SET", period("1", _unit(ctx)), NO_INTERVAL)
