"""Which stretches stand in quotation marks."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model import Article, Document, Zone
from communique.statements.quotation import Quotation, find_quotations


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    zones = (Zone("body", 0, len(text)),) if text else ()
    return Document(Article("t", None, None, None, None, "en", digest, text), zones)


def words(text: str, level: int = 0) -> list[str]:
    return [q.span.text_in(text) for q in find_quotations(document(text)) if q.level == level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy said “we agree” twice.", ["we agree"]),
        ('"Never," he said. "It is the ministers\' choice."', ["Never,", "It is the ministers' choice."]),
        ("``Right,'' she said.", ["Right,"]),
        ("`` Right, '' she said.", ["Right,"]),
        ("''Right,'' she said.", ["Right,"]),
        ("«Right», she said.", ["Right"]),
        ("”Odd,” she said.", ["Odd,"]),
        ("his ‘friend’ in Oslo", ["friend"]),
        ("The premiers' letters didn't arrive; the envoy's did.", []),
        ("a 12' wall of '90s brick", []),
    ],
)
def test_marks_of_all_kinds(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_inner_quotation_has_a_level_of_its_own() -> None:
    text = "He said “they call it ‘the bridge’ here” and left."
    assert words(text) == ["they call it ‘the bridge’ here"]
    assert words(text, level=1) == ["the bridge"]


def test_quotation_through_paragraphs() -> None:
    first, second, third = find_quotations(document("“One.\n\n“Two.\n\n“Three,” he said."))
    assert first.continued and second.continued and not third.continued


def test_mark_never_closed_ends_with_its_paragraph() -> None:
    text = "He said “we shall go.\nNothing here is quoted.\nShe said “no”."
    found = find_quotations(document(text))
    assert [(q.span.text_in(text), q.open, q.continued) for q in found] == [("we shall go.", True, False), ("no", False, False)]


@given(st.text(alphabet="ab .,\n“”‘’\"'`«»"))
def test_spans_lie_in_the_text_and_nest(text: str) -> None:
    found = find_quotations(document(text))
    assert all(0 <= q.outer.start < q.start < q.end <= q.outer.end <= len(text) for q in found)
    assert not any(_crosses(a, b) for a in found for b in found)
    assert not any("\n" in q.span.text_in(text) for q in found)


def _crosses(one: Quotation, other: Quotation) -> bool:
    return one.outer.start < other.outer.start < one.outer.end < other.outer.end
