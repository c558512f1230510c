"""From a time expression to an event's when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from communique.dates.calendar import DAY, Interval
from communique.dates.check import times_in
from communique.knowledge.dates import DateRules
from communique.model import Span, TimeExpression, When, edtf

Side = Literal["before", "until", "since", "after"]
AROUND = 30
_LENGTH = re.compile(r"PT(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?")
# Longer than this, days are how long a visit took, not how long people talked.
MINUTES_A_DAY = 24 * 60


def when_of(time: TimeExpression, text: str) -> When | None:
    """The days of an expression as an event's when; ``None`` where it has no interval ("recently", "for three years")."""
    if time.earliest is None and time.latest is None:
        return None
    return When(time.earliest, time.latest, edtf(time.earliest, time.latest), text[time.start : time.end])


def open_interval(days: Interval, side: Side) -> Interval:
    """What "before", "until", "since", "after" make of an interval: one end open.

    "until Friday" and "since Friday" keep the Friday; "before" and "after" do not.
    """
    earliest, latest = days
    if side == "before":
        return None, _step(earliest, -1)
    if side == "until":
        return None, latest
    return (earliest, None) if side == "since" else (_step(latest, 1), None)


def _step(day: dt.date | None, days: int) -> dt.date | None:
    return None if day is None else day + days * DAY


def bound_of(time: TimeExpression, text: str, rules: DateRules) -> tuple[Side, Span] | None:
    """Which side an expression bounds and the words that say so: "ahead of the [Aug. 8] deadline" is ``before``."""
    first = max(0, time.start - AROUND)
    low = text[first : time.start].lower()
    found = rules.bound_words.search(low) if len(low) == time.start - first else None
    if found is None:
        return None
    bound = rules.bounds[" ".join(found[1].split())]
    words = Span(first + found.start(1), first + found.end(1))
    if bound.keeps == "latest":
        return ("until" if bound.inside else "before"), words
    return ("since" if bound.inside else "after"), words


# "before the end of July" may be its last day.
_ENDING = re.compile(r"(?:the )?end of\b", re.IGNORECASE)


def bounded_when(time: TimeExpression, text: str, rules: DateRules) -> When | None:
    """The when of an event that an expression bounds, its text from the bounding word on; :func:`when_of` where none stands before it."""
    plain = when_of(time, text)
    bound = bound_of(time, text, rules)
    if plain is None or bound is None or (bound[0] == "since" and "/" in time.value):  # "from 21 to 23 January" tells both ends
        return plain
    closing = bound[0] == "before" and _ENDING.match(text[time.start : time.end]) is not None
    earliest, latest = open_interval((time.earliest, time.latest), "until" if closing else bound[0])
    if earliest is None and latest is None:
        return None
    return When(earliest, latest, edtf(earliest, latest), text[bound[1].start : time.end])


def bounded(times: Iterable[TimeExpression], text: str, rules: DateRules) -> tuple[When | None, ...]:
    """:func:`bounded_when` of each."""
    return tuple(bounded_when(t, text, rules) for t in times)


def duration_minutes(words: str, rules: DateRules) -> int | None:
    """How long a contact took, from words such as "30-minute" or "for two and a half hours"; ``None`` where they do not say.

    "more than two hours" is 120: the length that the text states.
    """
    for time, _ in times_in(words, None, rules):
        if time.type == "DURATION" and (minutes := minutes_of(time.value)) is not None:
            return minutes
    return None


def minutes_of(value: str) -> int | None:
    """A TIMEX3 length of less than a day in minutes: ``PT2.5H`` is 150."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    minutes = round(60 * float(found["hours"] or 0) + float(found["minutes"] or 0))
    return minutes if 0 < minutes < MINUTES_A_DAY else None
