"""Who asked for a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

TOLD = [
    ("President Erdogan phoned President Putin on Thursday.", "Erdoğan"),
    ("President Erdogan received a phone call from President Putin on Thursday.", "Putin"),
    ("President Erdogan spoke by phone with President Putin at the request of the Russian side.", "Putin"),
    ("President Erdogan spoke by phone with President Putin. The call was held on the initiative of the Turkish side.", "Erdoğan"),
    ("President Erdogan spoke by phone with President Putin. The call was initiated by Moscow, aides said.", "Putin"),
    ("President Erdogan spoke by phone with President Putin. Ankara had initiated the call.", "Erdoğan"),
    ("President Erdogan spoke by phone with President Putin.", None),
    ("President Erdogan spoke by phone with President Putin at the request of Kazakhstan.", None),
    ("President Erdogan spoke by phone with President Putin and praised the peace initiative of Russia.", None),
]


@pytest.mark.parametrize(("text", "asked"), TOLD)
def test_who_asked_for_the_contact(coder: Coder, text: str, asked: str | None) -> None:
    record = coder.code(document_from_text(text, published="2025-07-24"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    (call,) = [e for e in record.events if e.medium == "phone"]
    assert (names[call.initiator] if call.initiator else None) == asked
    assert any(x.field == "initiator" for x in call.evidence) == (asked is not None)
