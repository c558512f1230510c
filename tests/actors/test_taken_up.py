"""Bodies without a name: the same state's body is one actor, however the state is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

SAME = [
    ("Sudan's army attacked the RSF. The army blamed the RSF.", "name:sdn-army"),
    ("Police in Khartoum beat Kenyan students. The police accused Kenyan officials of spying.", "name:sdn-police"),
    ("The Kenyan government banned Ugandan tea. Kenya's government accused Ugandan officials of fraud.", "name:ken-government"),
    ("Kenya protested. Its government banned Ugandan tea. Its government accused Uganda of fraud.", "name:ken-government"),
    (
        "Kenyan President William Ruto spoke. His government banned Ugandan tea. The government accused Uganda of fraud.",
        "name:ken-government",
    ),
]


@pytest.mark.parametrize(("text", "actor"), SAME)
def test_a_states_body_is_one_actor(coder: Coder, text: str, actor: str) -> None:
    record = coder.code(document_from_text(text, published="2025-03-04"))
    acting = [e.actors for e in record.events if e.type in ("ASSAULT", "COERCE", "ACCUSE", "SANCTION")]
    assert acting == [(actor,), (actor,)]


def test_an_office_of_somebody_is_called_by_his_name(coder: Coder) -> None:
    text = "Kenyan President William Ruto met Donald Trump. His office said the talks went well."
    record = coder.code(document_from_text(text, published="2025-03-04"))
    names = {a.id: a.name for a in record.actors}
    assert [names[s.speaker] for s in record.statements] == ["William Ruto's office"]


def test_whom_a_state_recalls_is_not_acted_on(coder: Coder) -> None:
    record = coder.code(document_from_text("Peru recalled its envoy in protest.", published="2025-03-04"))
    assert [e.recipients for e in record.events if e.type == "SANCTION"] in ([], [()])
