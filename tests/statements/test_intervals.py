"""Spans by place, against looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.model import Span
from communique.statements.intervals import Intervals

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS), SPANS)
def test_overlapping_finds_what_a_plain_search_finds(spans: list[Span], wanted: Span) -> None:
    intervals = Intervals(spans)
    expected = {n for n, s in enumerate(spans) if s.overlaps(wanted)}
    assert set(intervals.overlapping(wanted)) == expected
    assert intervals.touches(wanted) == bool(expected)
