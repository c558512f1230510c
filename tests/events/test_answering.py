"""Acts addressed to whoever did what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

Told = tuple[str, str, str]


def told(coder: Coder, text: str) -> set[Told]:
    """Type, name of the actor and of the recipient of each event of a text."""
    record = coder.code(document_from_text(text, published="2026-02-04"))
    names = {a.id: a.name for a in record.actors}
    return {(e.type, names[a], names[r]) for e in record.events for a in e.actors for r in e.recipients}


@pytest.mark.parametrize(
    ("before", "answer", "wanted"),
    [
        ("Canada accused India of interference.", "India rejected the allegations.", ("REJECT", "India", "Canada")),
        ("Iran launched missiles at two Israeli bases.", "Israel condemned the attack.", ("ACCUSE", "Israel", "Iran")),
        ("Poland expelled three Belarusian diplomats.", "Belarus recalled its envoy in protest.", ("SANCTION", "Belarus", "Poland")),
        ("China offered Cambodia aid.", "Cambodia accepted the offer.", ("AGREE", "Cambodia", "China")),
    ],
)
def test_an_answer_is_addressed_to_who_is_answered(coder: Coder, before: str, answer: str, wanted: Told) -> None:
    assert wanted in told(coder, f"{before} {answer}")
    assert wanted not in told(coder, answer)


@pytest.mark.parametrize(
    "text",
    [
        # Nothing of the kind was told.
        "Canada praised India. India rejected the allegations.",
        # One does not answer oneself, nor what stands far back.
        "India accused Canada of interference. India rejected the allegations.",
        "Canada accused India of fraud. It rained. It rained. It rained. It rained. It rained. India rejected the allegations.",
        # What is struck must be the side that strikes back.
        "Poland expelled three Belarusian diplomats. Peru recalled its envoy in protest.",
    ],
)
def test_who_is_not_answered_is_no_recipient(coder: Coder, text: str) -> None:
    assert not [t for t in told(coder, text) if t[0] in ("REJECT", "SANCTION") and t[1] in ("India", "Peru")]


def test_the_earlier_words_prove_the_recipient(coder: Coder) -> None:
    text = "Canada accused India of interference. India rejected the allegations."
    record = coder.code(document_from_text(text))
    event = next(e for e in record.events if e.type == "REJECT")
    assert "Canada" in {text[e.start : e.end] for e in event.evidence if e.field == "recipients"}
