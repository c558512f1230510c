"""Dates, names and excerpts as people read them."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping

from communique.model import Actor, Event, Span, When, Where

MOST_PARTIES = 6


def day_words(day: dt.date) -> str:
    """``Wed 15 May 2024``, the same in every locale."""
    return f"{_WEEKDAYS[day.weekday()]} {_day_month(day)} {day.year}"


def when_words(when: When | None) -> str:
    """An interval in few words; empty where nothing is known."""
    if when is None:
        return ""
    if when.earliest and when.latest:
        return day_words(when.earliest) if when.earliest == when.latest else _interval(when.earliest, when.latest)
    if when.latest:
        return f"by {full_day(when.latest)}"
    return f"from {full_day(when.earliest)}" if when.earliest else when.text


def days_words(first: str | None, last: str | None) -> str:
    """The same for two ISO days, without the weekday; empty for none."""
    start, stop = (dt.date.fromisoformat(d) if d else None for d in (first, last))
    if start and stop:
        return full_day(start) if start == stop else _interval(start, stop)
    return f"by {full_day(stop)}" if stop else f"from {full_day(start)}" if start else ""


def _interval(first: dt.date, last: dt.date) -> str:
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{full_day(last)}"
    return f"{_day_month(first) if first.year == last.year else full_day(first)} – {full_day(last)}"


def _months(first: dt.date, last: dt.date) -> str:
    """Whole months of one year: ``Feb 2024``, ``Jan – Mar 2024``, ``2024``."""
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    names = [WORDS_OF_MONTHS[m - 1] for m in dict.fromkeys((first.month, last.month))]
    return f"{' – '.join(names)} {first.year}"


def full_day(day: dt.date) -> str:
    """``15 May 2024``."""
    return f"{_day_month(day)} {day.year}"


def _day_month(day: dt.date) -> str:
    return f"{day.day} {WORDS_OF_MONTHS[day.month - 1]}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Short, as in dates.
WORDS_OF_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def how_words(event: Event) -> str:
    """The medium of a contact: ``in person``."""
    return "contact" if event.medium == "unspecified" else (event.medium or "").replace("_", " ")


def where_words(where: Where) -> str:
    """A place with its country's code, if that says more than the name."""
    return f"{where.name} ({where.country})" if where.country else where.name


def actor_words(actor: Actor) -> str:
    """A name, with the country's code where the name does not say it."""
    return f"{actor.name} ({actor.country})" if actor.country and actor.kind != "state" else actor.name


def party_words(ids: Iterable[str], actors: Mapping[str, Actor], *, countries: bool = True) -> str:
    """Several parties; a long list is cut and its length told."""
    named = [actor_words(actors[i]) if countries else actors[i].name for i in ids]
    shown = ", ".join(named[:MOST_PARTIES])
    return shown if len(named) <= MOST_PARTIES else f"{shown} and {len(named) - MOST_PARTIES} more"


def parties_words(event: Event, actors: Mapping[str, Actor], *, countries: bool = True) -> str:
    """Who ↔ whom, or who → whom where it goes one way."""
    arrow = " ↔ " if event.reciprocal or event.medium else " → "
    return arrow.join(party_words(ids, actors, countries=countries) for ids in (event.actors, event.recipients) if ids)


def flat(words: str) -> str:
    """One line: every run of blanks is one space."""
    return " ".join(words.split())


def clipped(words: str, width: int) -> str:
    """At most ``width`` characters, cut between words."""
    line = flat(words)
    if len(line) <= width:
        return line
    cut = line[: width - 1].rsplit(" ", 1)[0] or line[: width - 1]
    return f"{cut.rstrip(' ,;:.')}…"


def excerpt(text: str, spans: Iterable[Span], width: int) -> str:
    """The words around ``spans``, from one line of the text, at most ``width`` characters."""
    marked = list(spans)
    first, last = min(s.start for s in marked), max(s.end for s in marked)
    start = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", last)
    stop = len(text) if stop < 0 else stop
    if stop - start > width:
        room = max(width - (last - first), 0)
        start = _word_start(text, max(start, first - room // 2))
        stop = min(stop, start + width)
    head = "…" if start and text[start - 1] != "\n" else ""
    return head + clipped(text[start:stop] + ("…" if stop < len(text) and text[stop] != "\n" else ""), width)


def _word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at
