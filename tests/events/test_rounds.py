"""Ways of telling contacts that news written with the code unread has used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder


def told(coder: Coder, text: str) -> list[tuple[frozenset[str], str | None, str]]:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    return [(frozenset(names[p] for p in e.parties), e.medium, e.status) for e in record.events if e.medium is not None]


@pytest.mark.parametrize(
    ("text", "parties", "medium", "status"),
    [
        ("President Duda will pay a state visit to Mongolia in May.", {"Duda", "Mongolia"}, "in_person", "planned"),
        ("President Duda spoke by telephone with President Nausėda on Monday.", {"Duda", "Nausėda"}, "phone", "occurred"),
        ("Neither President Duda nor Prime Minister Fiala has met President Nausėda.", {"Duda", "Fiala", "Nausėda"}, "in_person", "denied"),
        (
            "Polish President Andrzej Duda talked with Volodymyr Zelensky and with Emmanuel Macron on Monday.",
            {"Duda", "Macron"},
            "phone",
            "occurred",
        ),
        (
            "A call between President Duda and President Nausėda was agreed but did not take place.",
            {"Duda", "Nausėda"},
            "phone",
            "cancelled",
        ),
        ("A call between President Duda and President Nausėda was moved to Monday.", {"Duda", "Nausėda"}, "phone", "postponed"),
        (
            "The leader told of the talks held in Riga by President Duda with President Nausėda.",
            {"Duda", "Nausėda"},
            "in_person",
            "occurred",
        ),
        (
            "President Duda received Ambassador Li Jie of China. She handed him a letter from President Xi.",
            {"Jinping", "Duda"},
            "letter",
            "occurred",
        ),
        ("Chancellor Scholz offered to bring President Duda and President Nausėda together.", {"Duda", "Nausėda"}, "in_person", "proposed"),
        ("Foreign Minister Sikorski invited Foreign Minister Landsbergis in a letter.", {"Sikorski", "Landsbergis"}, "letter", "occurred"),
    ],
)
def test_a_contact_is_told_in_many_ways(coder: Coder, text: str, parties: set[str], medium: str, status: str) -> None:
    names = told(coder, text)
    assert any(parties == found for found, _, _ in names if len(found) == len(parties)), names
    assert (medium, status) in [(m, s) for found, m, s in names if found == parties]


@pytest.mark.parametrize(
    "text",
    [
        "Last year 900,000 Russians visited Azerbaijan.",
        "President Duda and President Nausėda sat in the same hall.",
        "President Duda called on President Nausėda to resign.",
    ],
)
def test_what_is_no_contact(coder: Coder, text: str) -> None:
    assert told(coder, text) == []


def test_good_wishes_passed_on_are_no_contact_with_whom_they_are_for(coder: Coder) -> None:
    text = "President Duda telephoned Chancellor Scholz on Monday. He conveyed his congratulations to President Steinmeier."
    assert [parties for parties, *_ in told(coder, text)] == [{"Duda", "Scholz"}]


def test_on_a_states_own_page_the_security_council_is_its_own(coder: Coder) -> None:
    text = "Vladimir Putin met with permanent members of the Security Council."
    record = coder.code(document_from_text(text, published="2024-03-15", url="http://en.kremlin.ru/"))
    assert all(e.medium is None for e in record.events)
    assert "Security Council of Russia" in {a.name for a in record.actors}
