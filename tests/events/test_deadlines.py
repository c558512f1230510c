"""The day a threat sets is until when, not when it was uttered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Friday, 15 March 2024.
SENTENCES = [
    ("Washington gave Tehran an April 8 deadline to sign.", "../2024-04-08"),
    ("The White House set a deadline of April 8 for Tehran to sign.", "../2024-04-08"),
    ("Moscow replied ahead of the March 8 deadline that Washington had given it.", "../2024-03-08"),
    ("Washington gave Tehran until Monday to sign.", "../2024-03-18"),
    ("On Tuesday, Washington gave Tehran an April 8 deadline to sign.", "2024-03-12"),
    ("Washington gave Tehran an ultimatum.", None),
]


@pytest.mark.parametrize(("text", "edtf"), SENTENCES)
def test_a_deadline_leaves_open_when_it_was_set(coder: Coder, text: str, edtf: str | None) -> None:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    threat = next(e for e in record.events if e.type == "THREATEN")
    assert (threat.when.edtf if threat.when else None, threat.status) == (edtf, "occurred")
    proofs = [text[e.start : e.end] for e in threat.evidence if e.field == "when"]
    assert bool(proofs) == (edtf is not None)
