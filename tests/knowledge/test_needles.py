"""What every match of a regular expression holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge.needles import Haystack, needles
from communique.knowledge.zones import load_zones

PATTERNS = (
    r"(?:read|learn) more[.…]*\Z",
    r"(?:Getty Images|AP Photo)\b",
    r"by (?:\w+ ){0,3}(?:reporter|editor)",
    r"(?:ab)+c?",
    r"\d{4}(?= all rights)",
    r"(?P<one>q+)-(?P=one)",
)


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        ("read more", {"read more"}),
        (r"click (?:here|now)", {"click "}),
        ("(?:sign up|register)(?: now)?", {"sign up", "register"}),
        (r"a(?:long|short|)b", {"a"}),
        (r"\w+ (?:AP|Reuters)", {"ap", "reuters"}),
        (r"(?:more){2}", {"more"}),
        (r"[ab]\d*", None),
        ("x|y?", None),
    ],
)
def test_words_that_every_match_holds(pattern: str, held: set[str] | None) -> None:
    assert needles(pattern) == held


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_no_match_is_left_out(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    if re.search(pattern, text):
        assert 0 in Haystack([pattern]).within(text.lower())


def test_texts_without_the_words_are_left_out() -> None:
    hay = Haystack(["read more", r"\d+ minutes", "[ab]"])
    assert hay.within("the minister read more than once") == {0, 2}
    assert hay.within("the meeting took 20 minutes") == {1, 2}


def test_no_sign_is_left_out_where_it_stands() -> None:
    rules = load_zones()
    for line in (text for e in rules.signs for text in (e.positive, e.negative)):
        shown = [e for e in rules.signs if e.finds(line, 1)]
        assert all(e in rules.possible(line.lower()) for e in shown)
