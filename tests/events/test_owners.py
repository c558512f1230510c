"""Whose doing a harm is: never the victim's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

HARMS = [
    ("Spain condemned the sentencing of a Spanish lawyer in Caracas.", ["Venezuela"]),
    ("Spain condemned the killing of two aid workers by Israeli forces in Gaza.", ["Israeli forces"]),
    ("Spain condemned the arrest of Kenyan students by Uganda.", ["Uganda"]),
    ("Spain condemned Uganda's proposal.", ["Uganda"]),
]


@pytest.mark.parametrize(("text", "blamed"), HARMS)
def test_who_suffers_a_harm_is_not_blamed_for_it(coder: Coder, text: str, blamed: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2024-01-11"))
    names = {a.id: a.name for a in record.actors}
    assert [[names[r] for r in e.recipients] for e in record.events if e.type == "ACCUSE"] == [blamed]
