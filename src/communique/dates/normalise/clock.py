"""Times of day."""

from __future__ import annotations

import datetime as dt

from communique.dates.calendar import DAY, NO_INTERVAL
from communique.dates.context import Context, Meaning
from communique.dates.normalise.absolute import calendar
from communique.dates.normalise.relative import at_part, weekday_day


def clock(ctx: Context) -> Meaning | None:
    """``9:40 a.m.``, ``16:08 UTC``, ``10 a.m. EST on Monday``: on the day it names, else on the day told last."""
    hour = ctx.number("hh")
    if hour is None:
        return None
    half = ctx.code("ampm")
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "PM" else 0) if half else hour
    return _at(ctx, f"{hour:02}:{ctx.groups.get('mm') or '00'}{ctx.code('zone') or ''}")


def noon(ctx: Context) -> Meaning | None:
    """``noon``, ``midnight``."""
    return _at(ctx, ctx.code("noon") or "12:00")


def _at(ctx: Context, time: str) -> Meaning:
    found = _day(ctx)
    if found is None:
        return Meaning("TIME", f"XXXX-XX-XXT{time}", NO_INTERVAL)
    return Meaning("TIME", f"{found}T{time}", (found, found), found)


def _day(ctx: Context) -> dt.date | None:
    if ctx.groups.get("month"):
        meaning = calendar(ctx)
        return meaning.anchor if meaning else None
    if ctx.published is None:
        return ctx.beside
    if (step := ctx.number("day_word")) is not None:
        return ctx.published + step * DAY
    if (number := ctx.number("weekday")) is not None:
        return weekday_day(ctx, number, ctx.published)
    return ctx.beside or ctx.published


def daypart(ctx: Context) -> Meaning | None:
    """``this morning``, ``tonight``, ``the morning of March 3``, ``in the evening``: by its day, else the day told last or publication."""
    part = ctx.code("daypart")
    step = ctx.number("relation")
    found = ctx.published if step is not None else _day(ctx)
    if found is None:
        return Meaning("TIME", f"XXXX-XX-XXT{part}", NO_INTERVAL)
    return at_part(found + (step or 0) * DAY, part)
