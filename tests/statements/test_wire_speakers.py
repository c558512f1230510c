"""Statements as wires tell them: who speaks, towards whom, and of which contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Record
    from communique.pipeline import Coder

# Published on Wednesday, 12 March 2025.
SPOKEN = [
    # a surname that is also a state's name
    (
        "Luis Montenegro, the Portuguese prime minister, met Pedro Sanchez. Montenegro's spokeswoman said the talks went well.",
        ["Montenegro's spokeswoman (PRT)"],
    ),
    ("Montenegro's spokeswoman said it had signed the treaty.", ["Spokeswoman of Montenegro (MNE)"]),
    # a house that several states have
    ("King Abdullah II of Jordan met Emmanuel Macron. The Royal Court said the talks went well.", ["Royal Court of Jordan (JOR)"]),
    ("Prince Mohammed bin Salman met Emmanuel Macron. The Royal Court said the talks went well.", ["Riyadh (SAU)"]),
    # who does one thing to do another
    (
        "Burundi's president, Evariste Ndayishimiye, telephoned Felix Tshisekedi to congratulate him.",
        ["Évariste Ndayishimiye (BDI) congratulation Félix Tshisekedi"],
    ),
    # who is asked by reporters asks for nothing
    ("When asked about Donald Trump, Brazil's president, Lula da Silva, said he was no friend.", ["Luiz Inácio Lula da Silva (BRA)"]),
    ("Brazil's president, Lula da Silva, said when asked about Donald Trump that he was no friend.", ["Luiz Inácio Lula da Silva (BRA)"]),
    ("Brazil's president, Lula da Silva, was asked about Donald Trump.", []),
    # people of whom more is said are not those named before
    ("The Dutch people voted. The minister met voters, people familiar with the matter said.", ["people (None)"]),
    # the head of a body, whose name the parser gives to the body
    ("The leader of Spain's opposition, Alberto Nunez Feijoo, said it was a scandal.", ["Alberto Nunez Feijoo (ESP)"]),
]


@pytest.mark.parametrize(("text", "spoken"), SPOKEN)
def test_speakers_of_a_wire(coder: Coder, text: str, spoken: list[str]) -> None:
    assert _shown(coder.code(document_from_text(text, published="2025-03-12"))) == spoken


TIED = [
    # of a contact to come, what is said is tied to it, not to the one before
    (
        "Ilham Aliyev met Nikol Pashinyan in 2023. Aliyev's aide said Aliyev would telephone Pashinyan before the end of the month.",
        ["planned"],
    ),
    ("Emmanuel Macron met Keir Starmer in Paris. Starmer said they had agreed to meet again in May.", ["occurred"]),
    ("Emmanuel Macron met Keir Starmer in Paris. Starmer said he was due to meet Pedro Sanchez on Friday.", ["planned"]),
]


@pytest.mark.parametrize(("text", "status"), TIED)
def test_what_is_said_is_tied_to_the_contact_it_tells_of(coder: Coder, text: str, status: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    known = {e.id: e.status for e in record.events}
    assert [known[s.event] for s in record.statements if s.event is not None][-1:] == status


def _shown(record: Record) -> list[str]:
    """ "Abdullah II (JOR) thanks Emmanuel Macron": speaker with state, what the statement does, and towards whom."""
    actors = {a.id: a for a in record.actors}
    found: list[str] = []
    for s in record.statements:
        target = actors[s.stance.target].name if s.stance is not None and s.stance.target in actors else None
        kind = s.stance.kind if s.stance is not None else None
        speaker = f"{actors[s.speaker].name} ({actors[s.speaker].country})"
        found.append(" ".join(part for part in (speaker, kind, target) if part))
    return found
