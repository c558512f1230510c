from __future__ import annotations

import datetime as dt

import pytest
from dates.timed import unparsed

from communique.dates import bounded, duration_minutes, open_interval, when_of
from communique.knowledge.dates import load_dates
from communique.model import When

RULES = load_dates()
DAY = dt.date(2025, 8, 8)


def test_when_repeats_the_words_and_says_edtf() -> None:
    text = "They held calls over the past two days."
    (time,) = unparsed(text)
    when = when_of(time, text)
    assert when is not None
    assert (when.edtf, when.text) == ("2025-08-17/2025-08-18", "the past two days")


def test_what_has_no_interval_has_no_when() -> None:
    text = "They recently met for three hours."
    assert [when_of(t, text) for t in unparsed(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [
        ("They spoke ahead of the Aug. 8 deadline.", "../2025-08-07", "ahead of the Aug. 8"),
        ("They spoke until Aug. 8.", "../2025-08-08", "until Aug. 8"),
        ("They have spoken since Aug. 8.", "2025-08-08/..", "since Aug. 8"),
        ("They spoke after\xa0Aug. 8.", "2025-08-09/..", "after\xa0Aug. 8"),
        ("They spoke on Aug. 8.", "2025-08-08", "Aug. 8"),
        ("They spoke thereafter, Aug. 8 in mind.", "2025-08-08", "Aug. 8"),
    ],
)
def test_bounds_open_an_interval(text: str, edtf: str, words: str) -> None:
    (when,) = bounded(unparsed(text), text, RULES)
    assert isinstance(when, When)
    assert (when.edtf, when.text) == (edtf, words)


def test_open_intervals() -> None:
    assert open_interval((DAY, DAY), "before") == (None, dt.date(2025, 8, 7))
    assert open_interval((DAY, DAY), "until") == (None, DAY)
    assert open_interval((DAY, DAY), "since") == (DAY, None)
    assert open_interval((DAY, DAY), "after") == (dt.date(2025, 8, 9), None)
    assert open_interval((None, None), "after") == (None, None)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("a 30-minute call", 30),
        ("an hour-long meeting", 60),
        ("an hourlong meeting", 60),
        ("the talks lasted three hours", 180),
        ("for more than two hours", 120),
        ("two and a half hours", 150),
        ("a two-and-a-half-hour meeting", 150),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("a half-hour call", 30),
        ("two hours and 20 minutes", 140),
        ("nearly an hour", 60),
        ("1.5 hours", 90),
        ("2 1/2 hours", 150),
        ("a 90-minute phone call", 90),
        ("a three-day visit", None),
        ("for years", None),
        ("on Monday", None),
        ("a call", None),
    ],
)
def test_minutes(words: str, minutes: int | None) -> None:
    assert duration_minutes(words, RULES) == minutes
