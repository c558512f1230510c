"""Names nobody knows, as what a verb acts on; tenses and stances of verbs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder


def _events(coder: Coder, text: str) -> list[tuple[str, str, list[str]]]:
    record = coder.code(document_from_text(text, published="2024-05-15"))
    told = record.article.text
    return [(e.type, e.status, [told[p.start : p.end] for p in e.evidence if p.field == "recipients"]) for e in record.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uganda barred Bobi Wine from leaving the country.", ("COERCE", "occurred", ["Bobi Wine"])),
        ("Egypt hanged a British spy on Monday.", ("ASSAULT", "occurred", ["a British spy"])),
        ("Serbia does not recognise Kosovo.", ("REJECT", "occurred", ["Kosovo"])),
        ("Zimbabwean nurses walked off the job on Monday.", ("PROTEST", "occurred", [])),
    ],
)
def test_who_is_acted_upon_and_how(coder: Coder, text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in _events(coder, text)


def test_a_verb_with_a_tense_of_its_own_shares_no_will(coder: Coder) -> None:
    found = _events(coder, "Lithuania will close a crossing with Belarus and has expelled three Belarusian diplomats.")
    assert ("SANCTION", "occurred") in [(kind, status) for kind, status, _ in found]
