"""Pronouns that come before the name they stand for."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2025, 3, 14)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("As he welcomed Fidan to Moscow, Lavrov said the pact would hold.", {"Sergey Lavrov", "Hakan Fidan"}),
        ("After he met Fidan in Moscow, Lavrov said the pact would hold.", {"Sergey Lavrov", "Hakan Fidan"}),
        ("When she met Trump in Rome, Italian Prime Minister Giorgia Meloni raised tariffs.", {"Giorgia Meloni", "Donald Trump"}),
        ("As he welcomed Fidan, the Russian foreign minister said the pact would hold.", {"Sergey Lavrov", "Hakan Fidan"}),
        # somebody named before
        ("Macron was in Rome. As he welcomed Fidan to dinner, Lavrov waited.", {"Emmanuel Macron", "Hakan Fidan"}),
        # she is no man
        ("After he met Trump in Rome, Meloni said the pact would hold.", set()),
    ],
)
def test_whom_a_pronoun_ahead_of_the_name_means(coder: Coder, text: str, parties: set[str]) -> None:
    record = coder.code(document_from_text(text, published=DAY))
    names = {a.id: a.name for a in record.actors}
    told = [{names[a] for a in e.parties} for e in record.events if e.medium is not None]
    assert told == ([parties] if parties else [])
