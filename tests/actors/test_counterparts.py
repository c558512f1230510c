"""Offices told by another's, and whose "his" is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

CALLS = [
    ("Macron spoke by phone with his Colombian and Brazilian counterparts.", {"Gustavo Petro", "Luiz Inácio Lula da Silva"}),
    ("Macron spoke by phone with his counterparts from Colombia and Brazil.", {"Gustavo Petro", "Luiz Inácio Lula da Silva"}),
    ("Macron spoke by phone with his Colombian counterpart.", {"Gustavo Petro"}),
]


@pytest.mark.parametrize(("text", "called"), CALLS)
def test_counterparts_hold_the_same_office(coder: Coder, text: str, called: set[str]) -> None:
    record = coder.code(document_from_text(text, published="2024-01-11"))
    names = {a.id: a.name for a in record.actors}
    assert {names[r] for e in record.events for r in e.recipients} == called


def test_a_name_beside_the_subject_speaks_through_his_office(coder: Coder) -> None:
    text = "New Zealand's foreign minister, Winston Peters, praised Sitiveni Rabuka, his office said."
    record = coder.code(document_from_text(text, published="2025-11-14"))
    names = {a.id: a.name for a in record.actors}
    assert "Winston Peters's office" in [names[s.speaker] for s in record.statements]


def test_whom_one_thanks_for_his_help_has_helped(coder: Coder) -> None:
    text = "Vladimir Putin thanked Narendra Modi for his support. He will visit Moscow on Friday."
    record = coder.code(document_from_text(text, published="2025-11-14"))
    modi = next(a for a in record.actors if a.name == "Narendra Modi")
    assert [text[m.start : m.end] for m in modi.mentions] == ["Narendra Modi", "his"]
