"""What is done again and again is no happening; what was done on a day that is told is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

HABITS = [
    "Emmanuel Macron speaks regularly with Vladimir Putin.",
    "The presidents of France and Russia often talk by phone.",
    "Narendra Modi meets Xi Jinping every year on the sidelines of the summit.",
    "Emmanuel Macron and Vladimir Putin used to meet in Paris.",
    "Sergei Lavrov and Marco Rubio spoke by telephone almost daily during the crisis.",
    "The leaders of Norway and Sweden hold regular talks.",
    "Pedro Sanchez always meets the king of Morocco when he visits Rabat.",
    "“I call President Zelensky whenever I can,” Emmanuel Macron said.",
    "“We talk to Moscow, to Berlin and to Ankara,” Andriy Yermak said.",
]
HAPPENINGS = [
    ("Emmanuel Macron, who often visits Rabat, met Vladimir Putin.", "Emmanuel Macron > Vladimir Putin"),
    ("“I speak to President Zelensky today,” Emmanuel Macron said.", "Emmanuel Macron > Volodymyr Zelensky"),
    ("Marco Rubio has spoken with Sergei Lavrov several times since January.", "Marco Rubio > Sergey Lavrov"),
    ("Vladimir Putin and Xi Jinping held their annual meeting in Beijing.", "Vladimir Putin > Xi Jinping"),
    ("Vladimir Putin and Xi Jinping held regular talks in Beijing on Monday.", "Vladimir Putin > Xi Jinping"),
    ("Xi meets Putin in Moscow", "Xi Jinping > Vladimir Putin"),
]


def _contacts(coder: Coder, text: str) -> list[str]:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    names = {a.id: a.name for a in record.actors}
    sides = [[", ".join(names[a] for a in side) for side in (e.actors, e.recipients)] for e in record.events if e.medium is not None]
    return [" > ".join(s) for s in sides]


@pytest.mark.parametrize("text", HABITS)
def test_a_habit_is_no_contact(coder: Coder, text: str) -> None:
    assert _contacts(coder, text) == []


@pytest.mark.parametrize(("text", "contact"), HAPPENINGS)
def test_what_happened_is_one(coder: Coder, text: str, contact: str) -> None:
    assert _contacts(coder, text) == [contact]
