"""*It* and *they* act for whoever acted before; for a thing, for a person or for the weather they act for nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

TOLD = [
    ("Kenya recalled its ambassador. It also expelled two Sudanese diplomats.", "SANCTION", ["Kenya"], ["two Sudanese diplomats"]),
    ("Kenya recalled its ambassador. Sudan accused it of meddling.", "ACCUSE", ["Sudan"], ["Kenya"]),
    ("North Korea fired a missile. South Korea condemned the launch and urged it to stop.", "REQUEST", ["South Korea"], ["North Korea"]),
    (
        "The RSF left Khartoum. It killed 20 Sudanese soldiers, the army said.",
        "ASSAULT",
        ["Rapid Support Forces"],
        ["20 Sudanese soldiers"],
    ),
    ("Protesters gathered in Nairobi. They demanded that William Ruto resign.", "REQUEST", ["Protesters"], ["William Ruto"]),
    ("Kenya paid. William Ruto said it was late. It accused Sudan of theft.", "ACCUSE", ["Kenya"], ["Sudan"]),
    ("Ethiopia and Eritrea signed a deal. They agreed to reopen their border.", "AGREE", ["Ethiopia"], ["Eritrea"]),
]


def told(coder: Coder, text: str, kind: str) -> list[tuple[list[str], list[str]]]:
    record = coder.code(document_from_text(text, published="2025-03-04"))
    names = {a.id: a.name for a in record.actors}
    return [([names[a] for a in e.actors], [names[r] for r in e.recipients]) for e in record.events if e.type == kind]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), TOLD)
def test_it_and_they_act_for_who_acted(coder: Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert (actors, recipients) in told(coder, text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "The law was passed. It accused Sudan of theft.",
        "William Ruto spoke. It accused Sudan of theft.",
        "Kenya and Uganda paid. It accused Sudan of theft.",
        "It accused Sudan of theft.",
    ],
)
def test_it_acts_for_no_thing_or_person(coder: Coder, text: str) -> None:
    assert told(coder, text, "ACCUSE") == []


def test_it_says_what_a_body_said(coder: Coder) -> None:
    text = "The White House praised Qatar. It said the talks went well."
    record = coder.code(document_from_text(text, published="2025-03-04"))
    names = {a.id: a.name for a in record.actors}
    assert [names[s.speaker] for s in record.statements] == ["White House", "White House"]
