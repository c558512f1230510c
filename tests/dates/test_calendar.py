from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.dates.calendar import add_months, easter, interval, narrow, value_of

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-08-18", "2025-08-18", "2025-08-18"),
        ("2025-08-18TEV", "2025-08-18", "2025-08-18"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-W33", "2025-08-11", "2025-08-17"),
        ("2025-W33-WE", "2025-08-16", "2025-08-17"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2013-Q3", "2013-07-01", "2013-09-30"),
        ("2013-H2", "2013-07-01", "2013-12-31"),
        ("2025-WI", "2025-12-01", "2026-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2005/2006", "2005-01-01", "2006-12-31"),
    ],
)
def test_intervals_of_values(value: str, first: str, last: str) -> None:
    assert interval(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("value", ["PAST_REF", "XXXX-XX-XX", "P2D", "FY2014", "2025-13", "2025-W60", "2025-02-30", "00"])
def test_what_names_no_stretch_has_no_interval(value: str) -> None:
    assert interval(value) == (None, None)


@given(DATES, st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]))
def test_every_day_lies_in_its_unit(day: dt.date, unit: str) -> None:
    first, last = interval(value_of(day, unit))
    assert first is not None and last is not None
    assert first <= day <= last


@given(DATES, st.integers(-500, 500))
def test_months_there_and_back_never_gain_a_day(day: dt.date, months: int) -> None:
    there = add_months(day, months)
    assert add_months(there, -months) <= day
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months


@given(DATES, st.integers(3, 500))
def test_thirds_cover_the_whole(first: dt.date, days: int) -> None:
    whole = (first, first + dt.timedelta(days))
    start, middle, end = (narrow(whole, part) for part in ("START", "MID", "END"))
    assert start[0] == first and end[1] == whole[1]
    assert start[1] is not None and middle[0] is not None and middle[1] is not None and end[0] is not None
    assert (middle[0] - start[1]).days == 1
    assert (end[0] - middle[1]).days == 1


@pytest.mark.parametrize("day", ["2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2038-04-25"])
def test_easter(day: str) -> None:
    wanted = dt.date.fromisoformat(day)
    assert easter(wanted.year) == wanted
