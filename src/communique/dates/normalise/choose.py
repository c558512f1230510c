"""Which of several years, months or days is meant, when the text leaves it to the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from communique.dates.calendar import interval, narrow
from communique.dates.context import Context, Meaning

# A date without its year lies at the nearest of its places, unless the verb says otherwise and the place is this far off.
FAR_DAYS = 45


def moment(ctx: Context, value: str) -> Meaning:
    """A DATE, narrowed by "early", "late", or by "earlier"/"later" to the side of the publication date."""
    first, last = interval(value)
    where = ctx.code("moment")
    if where in ("BEFORE", "AFTER"):
        return Meaning("DATE", value, _side(ctx, (first, last), where))
    whole = narrow((first, last), where)
    return Meaning("DATE", value, whole, first if first == last else None)


def _side(ctx: Context, whole: tuple[dt.date | None, dt.date | None], side: str) -> tuple[dt.date | None, dt.date | None]:
    first, last = whole
    today = ctx.published
    if today is None or first is None or last is None or not first <= today <= last:
        return whole
    return (first, today) if side == "BEFORE" else (today, last)


def nearest(ctx: Context, places: list[dt.date], today: dt.date) -> dt.date:
    """The place of a year-less date next to ``today``, on the verb's side where the nearest is far away."""
    best = min(places, key=lambda p: (abs((p - today).days), p > today))
    if abs((best - today).days) <= FAR_DAYS:
        return best
    return on_side(ctx, places, today, best)


def on_side(ctx: Context, places: list[dt.date], today: dt.date, best: dt.date) -> dt.date:
    """The nearest place on the side of ``today`` that the governing verb says; ``best`` where it says nothing."""
    side = ctx.direction
    if side == "past":
        return max((p for p in places if p <= today), default=best)
    if side == "future":
        return min((p for p in places if p >= today), default=best)
    return best


def stepped(ctx: Context, start: Callable[[int], dt.date], step: int) -> int:
    """The year in which a yearly stretch lies that is the last (-1), this (0) or next (1) one; ``start`` gives its first day in a year."""
    today = ctx.published
    if today is None:
        raise ValueError("needs a publication date")
    if step < 0:
        return max(y for y in range(today.year - 3, today.year + 1) if start(y) < today.replace(day=1))
    if step > 0:
        return min(y for y in range(today.year - 1, today.year + 3) if start(y) > today)
    return today.year


def yearly(ctx: Context, start: Callable[[int], dt.date]) -> int:
    """The year of a stretch that comes once a year, said without a year: on the verb's side, else the nearest."""
    today = ctx.published
    if today is None:
        raise ValueError("needs a publication date")
    places = [start(today.year + n) for n in (-1, 0, 1)]
    best = min(places, key=lambda p: (abs((p - today).days), p > today))
    side = ctx.direction
    if side == "future":
        best = min((p for p in places if p >= today.replace(day=1)), default=best)
    elif side == "past":
        best = max((p for p in places if p <= today), default=best)
    return best.year
