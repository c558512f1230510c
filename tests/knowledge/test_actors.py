from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import KnowledgeError
from communique.knowledge.actors import check, country_code, load_actors
from communique.knowledge.actors_names import fold, pieces, skeleton, slug
from communique.knowledge.actors_tables import Metonym, Term, rows
from communique.knowledge.actors_tables import term as build_term


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Russian Federation", "RUS"), ("Turkish", "TUR"), ("cow:2", "USA"), ("gw:365", "RUS"), ("Côte d’Ivoire", "CIV"), ("U.S.", "USA")],
)
def test_countries_by_any_name(text: str, iso3: str) -> None:
    assert country_code(load_actors(), text) == iso3


def test_unknown_country() -> None:
    assert country_code(load_actors(), "Ruritania") is None


@pytest.mark.parametrize(("one", "other"), [("rakhmon", "rahmon"), ("zelensky", "zelenskyy"), ("sergey", "sergei")])
def test_spellings_of_one_sound(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_different_sounds_stay_apart() -> None:
    assert skeleton("rahmon") != skeleton("raman")


@given(st.text(max_size=30))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert slug(text)
    assert all(p == fold(p) for p in pieces(text))


def test_two_holders_of_one_seat_are_refused() -> None:
    knowledge = load_actors()
    person = next(iter(knowledge.people))
    day = dt.date(1950, 1, 1)
    twice = tuple(Term(person, "RUS", "test_office", "", "Tester", day, None, 1.0) for _ in range(2))
    with pytest.raises(KnowledgeError, match=r"terms\.csv.*overlaps"):
        check(msgspec.structs.replace(knowledge, terms=twice))


def test_a_term_of_nobody_is_refused() -> None:
    knowledge = load_actors()
    term = Term("nobody-at-all", "RUS", "test_office", "", "Tester", dt.date(1950, 1, 1), None, 1.0)
    with pytest.raises(KnowledgeError, match=r"nobody-at-all.*no such person"):
        check(msgspec.structs.replace(knowledge, terms=(term,)))


def test_a_metonym_of_no_country_is_refused() -> None:
    knowledge = load_actors()
    wrong = Metonym("the Burrow", (), "QQQ", "", "government", "", "house")
    with pytest.raises(KnowledgeError, match=r"metonyms\.csv.*Burrow"):
        check(msgspec.structs.replace(knowledge, metonyms={"the Burrow": wrong}))


def test_a_term_that_ends_before_it_starts_is_refused() -> None:
    row = {
        "person": "x",
        "seat_of": "RUS",
        "office": "o",
        "seat": "",
        "title": "t",
        "start": "2001-01-02",
        "end": "2001-01-01",
        "confidence": "1",
    }
    with pytest.raises(ValueError, match="before it starts"):
        build_term(row)


def test_a_bad_row_names_its_file_and_line() -> None:
    def broken(row: dict[str, str]) -> int:
        return int(row["name"])

    with pytest.raises(KnowledgeError, match=r"countries\.csv: line 2"):
        list(rows("countries", broken))


def test_lazy_tables_compile() -> None:
    knowledge = load_actors()
    assert knowledge.places["anchorage"][0].country == "USA"
    assert any(m.member == "DEU" for m in knowledge.memberships["NATO"])


def test_no_town_abroad_bears_the_name_of_a_state() -> None:
    knowledge = load_actors()
    named = {n: {a.key for a in found if a.kind == "country"} for n, found in knowledge.aliases.entries.items()}
    # Svalbard is Norway's and has a code of its own.
    abroad = {n for n, places in knowledge.places.items() if named.get(n) and places[0].country not in named[n]}
    assert abroad == {"svalbard"}
