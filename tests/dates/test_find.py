from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from dates.timed import MONDAY, RULES, document, unparsed
from hypothesis import given
from hypothesis import strategies as st

from communique.dates import find_times
from communique.model import Parse
from communique.parse import Parser, parse

SENTENCES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s["text"][:40])
def test_sentences_of_our_own(sentence: dict[str, Any], parser: Parser) -> None:
    read = document(sentence["text"], sentence["published"])
    found = find_times(read, parse(read, parser), RULES)
    assert [[sentence["text"][t.start : t.end], t.type, t.value] for t in found] == sentence["times"]


def test_only_the_body_is_read() -> None:
    text = "Published Monday.\nThey met on Sunday."
    found = find_times(document(text, MONDAY, (18, len(text))), Parse(text, (), "none"), RULES)
    assert [t.value for t in found] == ["2025-08-17"]


def test_vague_dates_stay_vague() -> None:
    (time,) = unparsed("They held calls over the past two days.")
    assert (time.type, time.value, time.earliest, time.latest) == ("DURATION", "P2D", dt.date(2025, 8, 17), MONDAY)
    (month,) = unparsed("They held calls in early August 2025.")
    assert (month.value, month.earliest, month.latest) == ("2025-08", dt.date(2025, 8, 1), dt.date(2025, 8, 10))


@pytest.mark.parametrize(
    "text",
    ["They met on Monday.", "They met yesterday.", "They met on August 8.", "They met last week.", "They met two days ago.", "at 10 a.m."],
)
def test_without_a_publication_date_nothing_relative_is_resolved(text: str) -> None:
    (time,) = unparsed(text, None)
    assert time.value.startswith("XXXX")
    assert (time.earliest, time.latest) == (None, None)


def test_a_day_told_before_anchors_what_follows() -> None:
    found = unparsed("On August 3, 2024, they met.\n\nLater that day she left. The next morning he followed.")
    assert [t.value for t in found] == ["2024-08-03", "2024-08-03", "2024-08-04TMO"]


def test_letters_that_grow_when_lowered_move_nothing() -> None:
    text = "İstanbul, İzmir: they met on Sunday."
    (time,) = unparsed(text)
    assert text[time.start : time.end] == "Sunday"


HEAP = """
on the of last next May 2 31 2013 '82 March Monday - , . a.m. 10:30 two three days years week ago later earlier past for in said
will quarter first second summer this that day before after half an hour and February 29 30 1,000 % $ noon Christmas Eve every daily
"""
WORDS = st.sampled_from([*HEAP.split(), "century"])


@given(st.lists(WORDS, max_size=14).map(" ".join), st.one_of(st.none(), st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))))
def test_any_heap_of_words_gives_ordered_spans_and_intervals(text: str, published: dt.date | None) -> None:
    found = unparsed(text, published)
    ends = [0]
    for time in found:
        assert ends[-1] <= time.start < time.end <= len(text)
        ends.append(time.end)
        if time.earliest and time.latest:
            assert time.earliest <= time.latest
    assert found == unparsed(text, published)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert all(text[t.start : t.end].strip() for t in unparsed(text))
