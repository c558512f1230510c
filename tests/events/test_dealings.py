"""What a contact was about, where its parties say so in the same sentence or in one that goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Event, Record
    from communique.pipeline import Coder

DEALT_WITH = [
    ("Vladimir Putin briefed Narendra Modi by phone on Monday on his talks with Donald Trump in Alaska.", "Modi", "Trump"),
    ("Emmanuel Macron spoke with Volodymyr Zelenskyy on Sunday. The French president briefed Zelenskyy on his call with Donald Trump.",
     "Zelenskyy", "Trump"),
    ("Xi Jinping spoke by phone with Luiz Inacio Lula da Silva. The two leaders discussed the outcome of Lula's meeting with "
     "Vladimir Putin "
     "in Moscow in May.", "Jinping", "Putin"),
    ("Keir Starmer called Mark Carney on Thursday to discuss Monday's meeting between Trump and Zelenskyy at the White House.",
     "Carney", "Trump"),
    ("Recep Tayyip Erdogan spoke with Vladimir Putin on Tuesday. Putin shared details of his summit with Donald Trump in Alaska.",
     "Erdoğan", "Trump"),
    ("Turkish Foreign Minister Hakan Fidan telephoned Sergei Lavrov on Sunday. Fidan also briefed UN envoy Kofi Annan by phone about the "
     "conversation with Lavrov.", "Annan", "Lavrov"),
    ("Andrzej Duda met Joe Biden at the White House on Tuesday. On his return Duda spoke by phone with Gitanas Nauseda and shared his "
     "impressions of the meeting with Biden.", "Nausėda", "Biden"),
    ("Abiy Ahmed received Hassan Sheikh Mohamud in Addis Ababa on Sunday. Afterwards Abiy called William Ruto and briefed him "
     "on the talks.",
     "Ruto", "Mohamud"),
]  # fmt: skip

TOLD_BESIDE = [
    "William Ruto met Yoweri Museveni in Entebbe on Monday after a call with Felix Tshisekedi.",
    "Anthony Albanese met Prabowo Subianto in Jakarta on Monday. Before leaving he had spoken with Christopher Luxon by phone.",
    "Chinese Foreign Minister Wang Yi met Josep Borrell in Brussels on Monday and flew to Paris, where he met Stephane Sejourne "
    "on Tuesday.",
    "Ukhnaagiin Khurelsukh received Wang Yi in Ulaanbaatar. Khurelsukh recalled his meeting with Xi Jinping in Tianjin last "
    "year with warmth.",
]


def contacts(record: Record) -> list[tuple[Event, set[str]]]:
    names = {a.id: a.name.split()[-1] for a in record.actors}
    return [(e, {names[p] for p in e.parties}) for e in record.events if e.medium is not None]


@pytest.mark.parametrize(("text", "party", "other"), DEALT_WITH)
def test_the_contact_dealt_with_is_found(coder: Coder, text: str, party: str, other: str) -> None:
    told = contacts(coder.code(document_from_text(text, published="2025-08-18")))
    one = next(e for e, names in told if party in names and other not in names)
    meant = next(e for e, names in told if other in names)
    assert one.about == (meant.id,)
    assert any(p.field == "about" for p in one.evidence)
    assert meant.about == ()


@pytest.mark.parametrize("text", TOLD_BESIDE)
def test_what_is_only_told_beside_is_not_dealt_with(coder: Coder, text: str) -> None:
    told = contacts(coder.code(document_from_text(text, published="2025-08-18")))
    assert len(told) > 1
    assert all(e.about == () for e, _ in told)
