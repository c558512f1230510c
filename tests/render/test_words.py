from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from handmade import ACTORS, EVENTS

from communique.model import Actor, Span, When, Where, edtf
from communique.render.words import clipped, excerpt, how_words, parties_words, when_words, where_words

D = dt.date


def when(first: dt.date | None, last: dt.date | None) -> When:
    return When(first, last, edtf(first, last), "some day")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (D(2024, 5, 15), D(2024, 5, 15), "Wed 15 May 2024"),
        (D(2024, 5, 14), D(2024, 5, 15), "14–15 May 2024"),
        (D(2024, 4, 30), D(2024, 5, 2), "30 Apr – 2 May 2024"),
        (D(2024, 12, 30), D(2025, 1, 2), "30 Dec 2024 – 2 Jan 2025"),
        (None, D(2024, 5, 15), "by 15 May 2024"),
        (D(2024, 5, 15), None, "from 15 May 2024"),
        (None, None, "some day"),
    ],
)
def test_intervals_are_short_and_exact(first: dt.date | None, last: dt.date | None, words: str) -> None:
    assert when_words(when(first, last)) == words


def test_no_date_says_nothing() -> None:
    assert when_words(None) == ""


def test_a_medium_in_words() -> None:
    assert [how_words(e) for e in EVENTS] == ["phone", "in person", "in person", ""]


def test_places_carry_their_country() -> None:
    assert where_words(Where("Lima", "PER", None, None, None)) == "Lima (PER)"
    assert where_words(Where("the Black Sea", None, None, None, None)) == "the Black Sea"


def known() -> dict[str, Actor]:
    return {a.id: a for a in ACTORS}


def test_contacts_go_both_ways_and_threats_one() -> None:
    assert parties_words(EVENTS[1], known()) == "Gabriel Boric (CHL) ↔ Luiz Inácio Lula da Silva (BRA)"
    assert parties_words(EVENTS[3], known()) == "United States → Chile"


def test_a_long_list_of_parties_says_how_many_more() -> None:
    many = {f"x{n}": Actor(f"x{n}", f"Person {n}", "person", None, None, ()) for n in range(20)}
    event = msgspec.structs.replace(EVENTS[0], actors=tuple(many), recipients=())
    assert parties_words(event, many).endswith("Person 5 and 14 more")


def test_clipping_keeps_whole_words_and_the_width() -> None:
    assert clipped("one two\n three", 80) == "one two three"
    assert clipped("one two three", 9) == "one two…"
    assert len(clipped("x" * 500, 40)) == 40


def test_an_excerpt_holds_its_span_and_stays_in_its_line() -> None:
    text = "First line.\n" + "word " * 60 + "HERE " + "more " * 60 + "\nLast line."
    at = text.index("HERE")
    found = excerpt(text, [Span(at, at + 4)], 60)
    assert "HERE" in found
    assert len(found) <= 61
    assert found.startswith("…")
    assert found.endswith("…")
    assert "line" not in found
