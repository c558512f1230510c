from __future__ import annotations

import datetime as dt

import pytest

from communique.actors import holder, leader_of, lookup, place_at
from communique.knowledge.actors import load_actors


@pytest.mark.parametrize(
    ("country", "date", "name"),
    [
        ("USA", "2010-06-01", "Barack Obama"),
        ("IND", "2020-01-01", "Narendra Modi"),
        ("DEU", "2015-01-01", "Angela Merkel"),
        ("TUR", "2010-01-01", "Recep Tayyip Erdoğan"),
        ("TUR", "2020-01-01", "Recep Tayyip Erdoğan"),
        ("FRA", "2018-01-01", "Emmanuel Macron"),
    ],
)
def test_leader_is_the_dominant_office(country: str, date: str, name: str) -> None:
    person = leader_of(load_actors(), country, dt.date.fromisoformat(date))
    assert person is not None
    assert person.name == name


def test_nobody_held_an_office_long_ago() -> None:
    assert holder(load_actors(), "USA", "foreign_minister", dt.date(1850, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "date", "name", "country"),
    [
        ("Prime Minister Modi", "2021-05-05", "Narendra Modi", "IND"),
        ("President Emomali Rakhmon", "2015-05-05", "Emomali Rahmon", "TJK"),
        ("President Emmanuel Macron", "2022-05-05", "Emmanuel Macron", "FRA"),
        ("President Bush", "2005-05-05", "George W. Bush", "USA"),
    ],
)
def test_title_and_name_on_a_day(text: str, date: str, name: str, country: str) -> None:
    person, code = lookup(load_actors(), text, dt.date.fromisoformat(date))
    assert person is not None
    assert (person.name, code) == (name, country)


def test_an_unknown_name_is_nobody() -> None:
    assert lookup(load_actors(), "President Zebulon Quux", dt.date(2015, 1, 1)) == (None, None)


def test_place() -> None:
    place = place_at(load_actors(), "the city of Anchorage")
    assert place is not None
    assert (place.name, place.country) == ("Anchorage", "USA")
    assert place.lat is not None
    assert 61 < place.lat < 62
    assert place_at(load_actors(), "the negotiating table") is None
