"""Sources set into what they tell, and who goes on speaking."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model import Record
from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2014, 7, 18)


def _told(record: Record) -> set[tuple[str, tuple[str, ...], str]]:
    names = {a.id: a.name for a in record.actors}
    text = record.article.text
    return {(names[s.speaker], tuple(names[v] for v in s.via), text[s.content.start : s.content.end]) for s in record.statements}


@pytest.mark.parametrize(
    ("text", "speaker", "via", "content"),
    [
        ("Berg, aides said, told Angela Merkel that the plan was dead.", "Berg", "aides", "that the plan was dead"),
        ("Angela Merkel told the envoy, aides said, that the plan was dead.", "Angela Merkel", "aides", "that the plan was dead"),
        (
            "Angela Merkel told the envoy, according to a Danish official, that the plan was dead.",
            "Angela Merkel", "a Danish official", "that the plan was dead",
        ),
        (
            "Angela Merkel, an aide who sat in the room said, told Petro Poroshenko that he could wait.",
            "Angela Merkel", "an aide", "that he could wait",
        ),
        ("The Kremlin said after the call that Mr Putin had agreed to wait.", "Kremlin", None, "that Mr Putin had agreed to wait"),
        ("Vladimir Putin, asked if he was pleased, said: “Very.”", "Vladimir Putin", None, "“Very.”"),
        ("A law published in Tokyo on Tuesday, according to a paper published in Oslo, is void.", "a paper", None, None),
    ],
)  # fmt: skip
def test_who_tells_and_through_whom(coder: Coder, text: str, speaker: str, via: str | None, content: str | None) -> None:
    told = _told(coder.code(document_from_text(text, published=DAY)))
    wanted = (via,) if via else ()
    assert any(s == speaker and v == wanted and content in (None, c) for s, v, c in told), told


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "Vladimir Putin met Barack Obama. “Berg’s game is to weaken Mr Obama,” he said.",
            "“Berg’s game is to weaken Mr Obama,”",
            "Vladimir Putin",
        ),
        ("Yuri Holm, an aide, complained that Barack Obama had said no. “It is late,” he said.", "“It is late,”", "Yuri Holm"),
        ("Vladimir Putin met Barack Obama on Friday. “We shall see,” the Russian said.", "“We shall see,”", "Vladimir Putin"),
    ],
)
def test_who_goes_on_speaking(coder: Coder, text: str, quote: str, speaker: str) -> None:
    told = _told(coder.code(document_from_text(text, published=DAY)))
    assert any(c == quote and speaker in s for s, _, c in told), told


def test_the_reporters_remark_is_not_what_was_said(coder: Coder) -> None:
    text = "Angela Merkel said she would stay, a step Vladimir Putin called “rash”."
    told = _told(coder.code(document_from_text(text, published=DAY)))
    assert ("Angela Merkel", (), "she would stay") in told
    assert not any(v for _, v, _ in told)


def test_a_statement_goes_on_with_the_contact_of_the_one_before(coder: Coder) -> None:
    text = (
        "Angela Merkel met Vladimir Putin on Monday. Earlier she had spoken by phone with Barack Obama.\n"
        "Putin told Merkel that the plan was dead, the Kremlin said.\n"
        "A German official said there was no shouting."
    )
    record = coder.code(document_from_text(text, published=DAY))
    putin = next(a.id for a in record.actors if a.name == "Vladimir Putin")
    met = {e.id for e in record.events if e.medium and putin in (*e.actors, *e.recipients)}
    last = record.statements[-1]
    assert last.event in met


def test_who_speaks_to_his_own_people_gives_no_account(coder: Coder) -> None:
    text = (
        "Sergei Lavrov spoke to Mevlut Cavusoglu by telephone on Monday.\n"
        "“We will defend our borders,” Ahmet Davutoglu told deputies in Ankara."
    )
    record = coder.code(document_from_text(text, published=dt.date(2015, 11, 25)))
    assert [s.event for s in record.statements if s.quotes] == [None]


def test_words_hung_from_each_other_are_left_as_parsed(coder: Coder) -> None:
    """Two repairs made a circle of this, in which reading never ended."""
    text = 'Carney, asked whether he had raised the killing, said the two had discussed "the importance of tackling repression".'
    record = coder.code(document_from_text(text, published="2020-06-01"))
    assert any("the importance of tackling repression" in content for _, _, content in _told(record))
