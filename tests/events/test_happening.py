"""Two tellings of one happening as one: intervals, media."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.events.happening import Happening, Interval, common, facing, narrower, sharper
from communique.model import When, edtf

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))
SUNDAY, MONDAY, TUESDAY = dt.date(2025, 8, 17), dt.date(2025, 8, 18), dt.date(2025, 8, 19)


def when(earliest: dt.date | None, latest: dt.date | None) -> When:
    return When(earliest, latest, edtf(earliest, latest), "then")


def test_the_days_of_both_are_common() -> None:
    assert common((SUNDAY, MONDAY), (MONDAY, TUESDAY)) == (MONDAY, MONDAY)
    assert common((None, MONDAY), (SUNDAY, None)) == (SUNDAY, MONDAY)
    assert common((SUNDAY, SUNDAY), (TUESDAY, TUESDAY)) is None


@given(DAYS, DAYS, DAYS, DAYS)
def test_what_is_common_lies_in_both(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    one, other = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    both = common(one, other)
    if both is None:
        assert one[1] < other[0] or other[1] < one[0]
    else:
        assert _inside(both, one)
        assert _inside(both, other)


def _inside(small: Interval, large: Interval) -> bool:
    return small[0] is not None and small[1] is not None and large[0] <= small[0] and small[1] <= large[1]


def test_the_narrower_date_wins_and_keeps_its_words() -> None:
    lead = When(SUNDAY, MONDAY, "2025-08-17/2025-08-18", "over the past two days")
    body = When(MONDAY, MONDAY, "2025-08-18", "On Monday")
    assert narrower(lead, body) is body
    assert narrower(body, lead) is body
    assert narrower(None, body) is body


def test_contradicting_dates_leave_the_first() -> None:
    assert narrower(when(SUNDAY, SUNDAY), when(TUESDAY, TUESDAY)) == when(SUNDAY, SUNDAY)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("unspecified", "phone", "phone"),
        ("phone", "unspecified", "phone"),
        (None, "in_person", "in_person"),
        ("in_person", "phone", "in_person"),
    ],
)
def test_a_stated_medium_beats_an_unstated_one(one: str | None, other: str | None, expected: str) -> None:
    assert sharper(one, other) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        (("a",), ("b",), (("a",), ("b",))),
        (("a", "b"), ("b",), (("a",), ("b",))),
        (("a",), ("a", "b"), (("a",), ("b",))),
        (("a",), ("a",), None),
        ((), ("a",), None),
        (("state",), ("state",), (("state",), ("state",))),
    ],
)
def test_everyone_stands_on_one_side(
    actors: tuple[str, ...], recipients: tuple[str, ...], expected: tuple[tuple[str, ...], tuple[str, ...]] | None
) -> None:
    unknown = {"medium": None, "when": None, "where": None, "duration_minutes": None}
    told = Happening(findings=(), actors=actors, recipients=recipients, status="occurred", evidence=(), **unknown)
    found = facing(told, {"state"})
    assert (found and (found.actors, found.recipients)) == expected
