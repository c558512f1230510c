"""Acts at home and between people of no state: who acts, and on whom."""

from __future__ import annotations

import pytest

from communique.model import Document
from communique.pipeline import Coder
from communique.reading import document_from_text


def told(coder: Coder, text: str) -> set[tuple[str, str, str]]:
    document: Document = document_from_text(text)
    record = coder.code(document)
    names = {a.id: a.name for a in record.actors}
    return {(e.type, names[a], names[r]) for e in record.events for a in e.actors for r in e.recipients}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Canada threatened Mali with sanctions.", ("THREATEN", "Canada", "Mali")),
        ("Chile refused to let Bolivia use the port.", ("REJECT", "Chile", "Bolivia")),
        ("Laos pulled its last three thousand soldiers out of Thailand.", ("RETREAT", "Laos", "Thailand")),
        ("Laos brought 4,000 of its soldiers home from Thailand.", ("RETREAT", "Laos", "Thailand")),
        ("Senators voted down the president's nominee.", ("REJECT", "Senators", "the president")),
        ("Dozens of nuns were abducted and sold by bandits.", ("ASSAULT", "bandits", "nuns")),
        ("The trade union federation urged employers to raise wages.", ("REQUEST", "The trade union federation", "employers")),
        ("Sudan walked out of peace talks with Egypt.", ("SANCTION", "Sudan", "Egypt")),
        ("The unions endorsed opposition candidate Rosa Quispe.", ("SUPPORT", "The unions", "Rosa Quispe")),
    ],
)
def test_who_does_what_to_whom(coder: Coder, text: str, event: tuple[str, str, str]) -> None:
    assert event in told(coder, text)


def test_clashes_between_people_of_no_state_have_their_sides(coder: Coder) -> None:
    (event,) = told(coder, "Clashes between herders and farmers left 30 people dead.")
    assert event == ("ASSAULT", "herders", "farmers")


def test_a_ship_pays_no_visit(coder: Coder) -> None:
    record = coder.code(document_from_text("A plane carrying medicine from Qatar arrived in Lebanon on Friday."))
    assert [e.medium for e in record.events if e.medium is not None] == []


def test_where_a_state_is_named_again_proves_it(coder: Coder) -> None:
    text = "Jordan will send engineers to Chad, a Jordanian official said."
    record = coder.code(document_from_text(text))
    proofs = {text[p.start : p.end] for e in record.events for p in e.evidence if p.field == "actors"}
    assert {"Jordan", "Jordanian"} <= proofs
