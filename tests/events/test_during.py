"""What was agreed or thanked for in a contact has the contact's date; what an account only tells of has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Friday, 15 March 2024.
CALL = "On Tuesday, Russian President Vladimir Putin spoke by phone with Indian Prime Minister Narendra Modi. "
TEXTS = [
    (CALL + "Modi thanked Putin for the information.", "SUPPORT", "2024-03-12"),
    (CALL + "The Kremlin said Modi expressed support for the peace efforts.", "SUPPORT", "2024-03-12"),
    (CALL + "On Wednesday, Modi thanked Putin for the information.", "SUPPORT", "2024-03-13"),
    (CALL + "The Kremlin said that Ukraine had shelled Russia.", "ASSAULT", None),
    (CALL + "Modi said he had reaffirmed support for the peace efforts during the call.", "SUPPORT", "2024-03-12"),
    (CALL + "Modi said he had expressed support for the peace efforts.", "SUPPORT", None),
    (CALL + "Modi accused Pakistan of breaking the ceasefire.", "ACCUSE", None),
]


@pytest.mark.parametrize(("text", "kind", "edtf"), TEXTS)
def test_an_act_in_a_contact_has_its_date(coder: Coder, text: str, kind: str, edtf: str | None) -> None:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    act = next(e for e in record.events if e.type == kind)
    assert (act.when.edtf if act.when else None) == edtf
    assert any(e.field == "when" for e in act.evidence) == (edtf is not None)
