from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import parse_published

DAY = dt.date(2025, 8, 18)


@pytest.mark.parametrize(
    "value",
    [
        "2025-08-18",
        " 2025-08-18 ",
        "20250818",
        "2025-08-18T23:59:59Z",
        "2025-08-18T01:00:00+09:00",
        "2025-08-18 09:30",
        "Mon, 18 Aug 2025 09:30:00 GMT",
        "18 Aug 2025 09:30:00 +0300",
        DAY,
        dt.datetime(2025, 8, 18, 9, 30),
    ],
)
def test_a_date_is_the_day_as_written(value: object) -> None:
    assert parse_published(value) == DAY


@pytest.mark.parametrize(
    "value", ["2025-02-29", "2025-13-01", "2025-08", "2025", "Aug 18", "1", "", None, 5, "99999-01-01", dt.date(1, 1, 1)]
)
def test_what_names_no_day_is_none(value: object) -> None:
    assert parse_published(value) is None


@given(st.text())
def test_no_text_raises(value: str) -> None:
    parse_published(value)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_every_iso_date_comes_back(day: dt.date) -> None:
    assert parse_published(day.isoformat()) == day
