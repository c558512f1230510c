"""One verb, several stops: each is a contact with its own day and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Tuesday, 4 March 2025.
TOLD = [
    ("Macron spoke with Trump on Sunday and with Zelensky on Monday.", ["Trump 2025-03-02 -", "Zelensky 2025-03-03 -"]),
    ("Macron met Modi on Sunday and Starmer on Monday.", ["Modi 2025-03-02 -", "Starmer 2025-03-03 -"]),
    (
        "Macron had talks with Trump in Washington on Sunday and with Zelensky in Kyiv on Monday.",
        ["Trump 2025-03-02 Washington", "Zelensky 2025-03-03 Kyiv"],
    ),
    (
        "Macron phoned Trump on Sunday, Zelensky on Monday and Starmer on Tuesday.",
        ["Starmer 2025-03-04 -", "Trump 2025-03-02 -", "Zelensky 2025-03-03 -"],
    ),
    ("Macron spoke by telephone with Trump and with Zelensky on Monday.", ["Trump 2025-03-03 -", "Zelensky 2025-03-03 -"]),
    # no stops: one meeting of three, and a clause of its own
    ("Macron met Trump and Zelensky in Rome on Sunday.", ["Trump Zelensky 2025-03-02 Rome"]),
    ("Macron met Trump on Sunday, and Zelensky said on Monday that it was good.", ["Trump 2025-03-02 -"]),
]


@pytest.mark.parametrize(("text", "contacts"), TOLD)
def test_each_stop_has_its_day_and_place(coder: Coder, text: str, contacts: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-04"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    found = [
        " ".join(
            (*sorted(names[r] for r in e.recipients), e.when.edtf if e.when and e.when.edtf else "-", e.where.name if e.where else "-")
        )
        for e in record.events
        if e.type == "CONSULT"
    ]
    assert sorted(found) == contacts
