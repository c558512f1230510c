"""Who "I" and "we" are within quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder


def _contacts(coder: Coder, text: str) -> list[tuple[set[str], str]]:
    record = coder.code(document_from_text(text, published="2025-08-20"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    return [({names[p] for p in e.parties}, e.status) for e in record.events if e.medium is not None]


def test_i_is_who_is_quoted(coder: Coder) -> None:
    text = "“I met Chancellor Merz in Paris on Monday,” President Macron said."
    assert _contacts(coder, text) == [({"Macron", "Merz"}, "occurred")]


def test_we_is_who_is_quoted(coder: Coder) -> None:
    text = "“We met President Zelensky in Kyiv yesterday,” German Chancellor Friedrich Merz told reporters in Berlin."
    assert _contacts(coder, text) == [({"Merz", "Zelensky"}, "occurred")]


def test_i_of_an_unnamed_source_is_nobody(coder: Coder) -> None:
    text = "“I met Chancellor Merz in Paris on Monday,” a person in the room said."
    assert all("Macron" not in parties for parties, _ in _contacts(coder, text))


def test_i_outside_quotation_marks_is_nobody(coder: Coder) -> None:
    text = "I met Chancellor Merz in Paris on Monday. President Macron said “good morning” to the crowd."
    assert all("Macron" not in parties for parties, _ in _contacts(coder, text))
