"""Whose house a publisher's name says it is."""

from __future__ import annotations

import pytest

from communique.actors.publisher import publisher_of
from communique.knowledge.actors import load_actors
from communique.reading import document_from_text

HOUSES = [
    ("Prime Minister's Office, 10 Downing Street", ("GBR", "head_of_government")),
    ("Press Service of the Kremlin", ("RUS", "head_of_state")),
    ("Casa Rosada", ("ARG", "head_of_state")),
    ("Federal Government of Germany", ("DEU", "head_of_government")),
    ("Prime Minister's Office of Israel", ("ISR", "head_of_government")),
    ("Office of the President of Ukraine", ("UKR", "head_of_state")),
    ("Ministry of Foreign Affairs, Republic of Korea", ("KOR", "foreign_minister")),
]


@pytest.mark.parametrize(("name", "house"), HOUSES)
def test_a_house_is_known_by_its_name(name: str, house: tuple[str, str]) -> None:
    entry = publisher_of(document_from_text("A text.", publisher=name).article, load_actors())
    assert entry is not None
    assert (entry.country, entry.office) == house


@pytest.mark.parametrize("name", ["White House Chronicle", "The Kremlin Letter", "The Moscow Times", "The Guardian"])
def test_a_paper_is_no_house(name: str) -> None:
    assert publisher_of(document_from_text("A text.", publisher=name).article, load_actors()) is None
