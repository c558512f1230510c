"""Times told from the day of publication, or from a day told before."""

from __future__ import annotations

import datetime as dt

from communique.dates.calendar import DAY, NO_INTERVAL, add_months, interval, shift, unknown, value_of
from communique.dates.context import Context, Meaning, date, day
from communique.dates.normalise.choose import moment, nearest, on_side

HOURS_A_DAY = 24


def day_word(ctx: Context) -> Meaning | None:
    """``today``, ``yesterday evening``, ``the day after tomorrow`` (``extra`` days further)."""
    step = ctx.number("day_word")
    part = ctx.code("daypart")
    if step is None:
        return None
    step += int(ctx.rule.fixed.get("extra", "0"))
    if ctx.published is None:
        return Meaning("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""), NO_INTERVAL)
    return at_part(ctx.published + step * DAY, part)


def at_part(found: dt.date, part: str | None) -> Meaning:
    """A day, or a part of it (``MO``, ``AF``, ``EV``, ``NI``)."""
    return Meaning("TIME", f"{found}T{part}", (found, found), found) if part else day(found)


def weekday(ctx: Context) -> Meaning | None:
    """``on Monday``, ``last Friday``, ``Thursday night``: last up to the publication day, or next from it, as the verb says."""
    number = ctx.number("weekday")
    part = ctx.code("daypart")
    if number is None:
        return None
    if ctx.published is None:
        return Meaning("TIME" if part else "DATE", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), NO_INTERVAL)
    return at_part(weekday_day(ctx, number, ctx.published), part)


def weekday_day(ctx: Context, number: int, today: dt.date) -> dt.date:
    """The day a weekday's name means, by "last"/"next" or by tense."""
    step = ctx.number("relation")
    back, ahead = (today.isoweekday() - number) % 7, (number - today.isoweekday()) % 7
    if step == -1:
        return today - (back or 7) * DAY
    if step == 1:
        return today + (ahead or 7) * DAY
    future = ctx.direction == "future"
    return today + ahead * DAY if future else today - back * DAY


def anaphor_weekday(ctx: Context) -> Meaning | None:
    """``the previous Friday``, ``the following Monday``: counted from the last day told, else from publication."""
    number, step = ctx.number("weekday"), ctx.number("anaphor")
    base = ctx.anchor or ctx.published
    if number is None or base is None:
        return Meaning("DATE", f"XXXX-WXX-{number}", NO_INTERVAL)
    back, ahead = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if step == 1:
        return day(base + (ahead or 7) * DAY)
    return day(base - ((back or 7) if step == -1 else back) * DAY)


def relative(ctx: Context) -> Meaning | None:
    """``last week``, ``this year``, ``later this month``, ``the end of next year``."""
    unit, step = ctx.code("long_unit"), ctx.number("relation") or 0
    if unit is None:
        return None
    if ctx.published is None:
        return Meaning("DATE", unknown(unit), NO_INTERVAL)
    return moment(ctx, value_of(shift(_first(ctx.published, unit), unit, step), unit))


def _first(today: dt.date, unit: str) -> dt.date:
    """Counting months from their first day keeps the 31st from slipping."""
    return today.replace(day=1) if unit in ("M", "Q") else today


def anaphor(ctx: Context) -> Meaning | None:
    """``that day``, ``the following month``, ``the year before``: counted from what was told last."""
    unit, step = ctx.code("span_unit"), ctx.number("anaphor") or 0
    part = ctx.code("daypart")
    unit = "D" if part else unit
    if unit is None:
        return None
    base = base_day(ctx, unit, step)
    if base is None:
        return Meaning("DATE", unknown(unit), NO_INTERVAL)
    found = shift(base, unit, step)
    return at_part(found, part) if unit == "D" else date(value_of(found, unit))


# The most days of a unit by its letter.
_LONGEST = {"W": 7, "M": 31, "Q": 92, "Y": 366}


def base_day(ctx: Context, unit: str, step: int) -> dt.date | None:
    """The day from which "earlier" and "the following" count: for days a day told before, for longer stretches any date told before."""
    if unit == "D":
        return ctx.anchor or (ctx.published if step < 0 else None)
    first, last = interval(ctx.said) if ctx.said else NO_INTERVAL
    # "in 2022 … earlier in the week": no week of that year
    coarser = step == 0 and first is not None and last is not None and (last - first).days >= _LONGEST.get(unit, 366)
    return (None if coarser else first) or ctx.anchor or ctx.published


def same_day(ctx: Context) -> Meaning | None:
    """``later in the day``: the day told before, else that of publication."""
    found = ctx.anchor or ctx.published
    return day(found) if found is not None else Meaning("DATE", unknown("D"), NO_INTERVAL)


def ago(ctx: Context) -> Meaning | None:
    """``two days ago`` from publication; ``a week earlier``, ``three days later`` from what was told last."""
    amount, unit = ctx.amount("num") or ctx.amount("one") or ctx.amount("vague"), ctx.code("unit")
    later = ctx.number("later")
    amount = amount or ("1" if later else None)
    if amount is None or unit is None:
        return Meaning("DATE", "PAST_REF", NO_INTERVAL)
    step = later if later is not None else -1
    if amount == "X":
        return Meaning("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", NO_INTERVAL)
    base = base_day(ctx, unit, step) if later is not None else ctx.published
    if base is None:
        return Meaning("DATE", unknown(unit), NO_INTERVAL)
    return _moved(base, unit, float(amount) * step)


def year_before(ctx: Context) -> Meaning | None:
    """``the same quarter a year earlier``: that of the stretch told last, a year back."""
    unit = ctx.code("span_unit")
    base = base_day(ctx, unit, -1) if unit is not None else None
    return date(value_of(shift(base, "Y", -1), unit)) if base is not None and unit is not None else None


def hence(ctx: Context) -> Meaning | None:
    """``two weeks from now``, ``a week from Friday``: ahead of publication, or of the day named."""
    amount, unit = ctx.amount("num") or ctx.amount("one") or ctx.amount("vague"), ctx.code("unit")
    number, step = ctx.number("weekday"), ctx.number("day_word")
    if amount is None or unit is None:
        return None
    if amount == "X":
        return Meaning("DATE", "FUTURE_REF", NO_INTERVAL)
    if ctx.published is None:
        return Meaning("DATE", unknown(unit), NO_INTERVAL)
    if number is None:
        return _moved(ctx.published + (step or 0) * DAY, unit, float(amount))
    named = ctx.published + (number - ctx.published.isoweekday()) % 7 * DAY
    return day(shift(named, unit, int(float(amount))))


def nth_day(ctx: Context) -> Meaning | None:
    """``on the 15th``: the nearest one, on the verb's side of publication."""
    number, today = ctx.number("day"), ctx.published
    if number is None or today is None:
        return None
    places = [add_months(dt.date(today.year, 1, number), today.month - 1 + step) for step in (-1, 0, 1)]
    places = [place for place in places if place.day == number]
    return day(on_side(ctx, places, today, nearest(ctx, places, today))) if places else None


def _moved(base: dt.date, unit: str, count: float) -> Meaning:
    if unit.startswith("T"):
        hours = abs(count) if unit == "TH" else 0.0
        first = base - round(hours // HOURS_A_DAY + 1) * DAY if count < 0 and hours >= 6 else base
        return Meaning("TIME", base.isoformat(), (first, base))
    if count != int(count):
        unit, count = ("M", round(count * 12)) if unit == "Y" else ("D", round(count))
    found = shift(base, unit, int(count))
    return day(found) if unit == "D" else date(value_of(found, unit))


def weekend(ctx: Context) -> Meaning | None:
    """``the weekend``, ``last weekend``: Saturday and Sunday."""
    today = ctx.published
    if today is None:
        return Meaning("DATE", "XXXX-WXX-WE", NO_INTERVAL)
    step = ctx.number("relation")
    if step is None:
        step = -1 if ctx.direction != "future" and today.isoweekday() < 6 else 0
    return date(value_of(today + 7 * step * DAY, "WE"))


def reference(ctx: Context) -> Meaning | None:
    """``now``, ``recently``, ``in the future``: no place in the calendar."""
    found = ctx.rule.fixed.get("ref") or ctx.code("present") or ctx.code("past") or ctx.code("future")
    return Meaning("DATE", found, NO_INTERVAL) if found else None
