"""Whether a meeting took place: what the words above and beside it say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

SENTENCES = [
    ("President Duda met President Nausėda in Vilnius on Monday.", "occurred"),
    ("President Duda managed to meet President Nausėda in Vilnius.", "occurred"),
    ("President Duda will meet President Nausėda in Vilnius.", "planned"),
    ("President Duda is to meet President Nausėda in Vilnius.", "planned"),
    ("President Duda is scheduled to meet President Nausėda in Vilnius.", "planned"),
    ("President Duda plans to meet President Nausėda in Vilnius.", "planned"),
    ("President Duda said he would meet President Nausėda in Vilnius.", "planned"),
    ("President Duda offered to meet President Nausėda in Vilnius.", "proposed"),
    ("President Duda proposed a meeting with President Nausėda.", "proposed"),
    ("President Duda called off a meeting with President Nausėda.", "cancelled"),
    ("President Duda cancelled a meeting with President Nausėda.", "cancelled"),
    ("President Duda postponed a meeting with President Nausėda.", "postponed"),
    ("Duda to meet Nausėda in Vilnius", "planned"),
    ("Duda, Nausėda to hold talks", "planned"),
    ("President Duda had been due to meet President Nausėda, but the meeting was scrapped.", "cancelled"),
    ("President Duda put off a trip to Vilnius.", "postponed"),
    ("President Duda skipped a dinner with President Nausėda.", "denied"),
    ("President Duda did not meet President Nausėda in Vilnius.", "denied"),
    ("President Duda never met President Nausėda.", "denied"),
    ("President Duda refused to meet President Nausėda.", "denied"),
    ("President Duda denied that he met President Nausėda.", "denied"),
    ("The claim that President Duda had met President Nausėda was false.", "denied"),
    ("The rumours that President Duda had met President Nausėda went on.", "hypothetical"),
    ("President Duda denied holding talks with President Nausėda.", "denied"),
    ("President Duda denied meeting President Nausėda in Vilnius.", "denied"),
    ("President Duda might meet President Nausėda in Vilnius.", "hypothetical"),
    ("President Duda would have met President Nausėda in Vilnius.", "hypothetical"),
    ("President Duda would not comment and met President Nausėda in Vilnius.", "occurred"),
    ("President Duda did not meet or greet President Nausėda.", "denied"),
    ("President Duda and President Nausėda agreed during their meeting in Vilnius to build a road.", "occurred"),
    ("President Duda, in a meeting with President Nausėda, warned against delay.", "occurred"),
    ("President Duda denied that he had cancelled a meeting with President Nausėda.", "planned"),
    ("President Duda will address parliament after talks with President Nausėda.", "planned"),
    ("President Duda and President Nausėda agreed to set up a fund after talks in Vilnius.", "occurred"),
]


@pytest.mark.parametrize(("text", "status"), SENTENCES)
def test_a_meeting_has_the_status_its_sentence_gives_it(coder: Coder, text: str, status: str) -> None:
    document = document_from_text(text)
    contacts = [e for e in coder.code(document).events if e.medium is not None]
    assert [e.status for e in contacts] == [status]


ENDS = [
    "Russia sent an envoy to Syria to end the war in Idlib.",
    "Trump gave Putin a deadline to end the war against Ukraine.",
    "Iran and Iraq discussed terms for ending the attacks on Basra.",
]


@pytest.mark.parametrize("text", ENDS)
def test_what_is_only_wanted_has_not_come_about(coder: Coder, text: str) -> None:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    assert not {"RETREAT", "ASSAULT", "AGREE"} & {e.type for e in record.events}
