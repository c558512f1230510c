"""What a regular expression can begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge.dates import load_dates
from communique.knowledge.openings import SIZE, Beginnings, openings

PATTERNS = (
    r"(?:late|early)[ \xa0]+in[ \xa0]+(?:may|june)",
    r"(?:the )?(?:3[01]|[12]\d|0?[1-9])(?:st|th)?",
    r"a{2,3}b|c?d",
    r"x.y",
    r"[^a]bc",
    r"(?:ab)*?c\w*",
    r"(?P<one>q)(?P=one)z",
)


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("today", {"today"}),
        ("in|on the", {"in", "on th"}),
        (r"\d{4}-\d\d", {"0000-"}),
        (r"(?:1st|2nd)? ?may", {"0st m", "0stma", "0nd m", "0ndma", " may", "may"}),
        (r"a\w", {"a"}),
        ("(?=x)x[yz]", {"xy", "xz"}),
    ],
)
def test_beginnings(pattern: str, known: set[str]) -> None:
    assert openings(pattern) == known


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_every_match_may_open(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert Beginnings(["never", pattern]).at(text) == (1,)


def test_what_cannot_match_may_not_open() -> None:
    assert Beginnings(["today|tomorrow", "to", "yes"]).at("yesterday") == (2,)
    assert Beginnings(["today|tomorrow", "to", "yes"]).at("on to Paris", 3) == (1,)


WORDS = st.sampled_from(
    ["the", "a", "past", "three", "3", "12", "may", "1999", "2020", "days", "ago", "last", "week", "on", "monday", "early", "'99", "-"]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\xa0", "-", ", "])), min_size=1, max_size=6))
def test_no_rule_of_dates_is_left_out_where_it_matches(words: list[tuple[str, str]]) -> None:
    text = "".join(w + gap for w, gap in words)
    rules = load_dates()
    matching = {r.name for r in rules.rules if r.pattern.match(text)}
    assert matching <= {r.name for r in rules.at(text, 0)}


def test_examples_of_rules_are_found_where_they_stand() -> None:
    rules = load_dates()
    for rule in rules.rules:
        for example in rule.examples:
            text = example.text.lower()
            place = text.find(example.span.lower())
            if rule.pattern.match(text, place):
                assert rule in rules.at(text, place)


def test_openings_are_short() -> None:
    assert all(len(o) <= SIZE for o in openings(re.escape("a long word")))
