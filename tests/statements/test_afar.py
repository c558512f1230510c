"""Clauses and acts that the parser hung on a word between them and the verb they belong to."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model import Record
from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2025, 3, 14)


def _told(record: Record) -> set[tuple[str, str]]:
    names = {a.id: a.name for a in record.actors}
    return {(names[s.speaker], s.content.text_in(record.article.text)) for s in record.statements}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Lavrov told his Turkish counterpart, Hakan Fidan, during a meeting in Ankara that Russia expected the strait to stay open.",
            "Sergey Lavrov", "that Russia expected the strait to stay open",
        ),
        ("Lavrov said after meeting Fidan that the strait was open.", "Sergey Lavrov", "that the strait was open"),
        ("Lavrov called on both armies to withdraw and expressed concern about the dam.", "Sergey Lavrov", "the dam"),
        ("Lavrov called on both armies to withdraw and expressed concern about the dam.", "Sergey Lavrov", "both armies to withdraw"),
        ("Officials in Islamabad insist, privately, that the pass will be open by May.", "Officials", "that the pass will be open by May"),
        (
            "Netanyahu made clear in a conversation with Trump overnight that the siege would go on.",
            "Benjamin Netanyahu", "that the siege would go on",
        ),
        (
            'Lavrov is, in the words of a former ambassador, "a man who reads to the end".',
            "a former ambassador", 'Lavrov is, in the words of a former ambassador, "a man who reads to the end"',
        ),
        ("The raid, the paper said, citing officials, had failed.", "officials", "The raid, the paper said, citing officials, had failed"),
        (
            "Citing three unnamed officials, the Daily Courier reported on Thursday that the raid had failed.",
            "three unnamed officials", "that the raid had failed",
        ),
        (
            "The Courier reported that Lavrov would not travel to Ankara, citing a senior Turkish official.",
            "a senior Turkish official", "that Lavrov would not travel to Ankara",
        ),
        (
            "Lavrov said the firm had left the country, citing high costs.",
            "Sergey Lavrov", "the firm had left the country, citing high costs",
        ),
        ("Lavrov left Ankara after revealing he had agreed to a truce.", "Sergey Lavrov", "he had agreed to a truce"),
        ("Lavrov thanked his “friend” Fidan for “a warm day” in Ankara.", "Sergey Lavrov", "his “friend” Fidan for “a warm day”"),
        ("Lavrov congratulated his “brother” Fidan on the victory.", "Sergey Lavrov", "his “brother” Fidan on the victory"),
        ("Lavrov called the vote “a sham” Tuesday.", "Sergey Lavrov", "the vote “a sham”"),
        ("Lavrov expressed his country's condemnation of the raid.", "Sergey Lavrov", "the raid"),
        ("Lavrov congratulated Fidan on the anniversary of the pact.", "Sergey Lavrov", "Fidan on the anniversary of the pact"),
        ("Lavrov hosted Fidan at the palace on Friday, and called the visit “historic”.", "Sergey Lavrov", "the visit “historic”"),
        ('The Turkish minister paused. "I trust the process."', "Minister of Türkiye", '"I trust the process."'),
        ("Lavrov assured Fidan of his support.", "Sergey Lavrov", "his support"),
        ("According to Lavrov, the port was open; nobody asked Fidan.", "Sergey Lavrov", "the port was open"),
        ("Rockets fall on the port - Kremlin", "Kremlin", "Rockets fall on the port"),
        ("EU to extend its mission - sources", "sources", "EU to extend its mission"),
    ],
)  # fmt: skip
def test_what_was_said_is_found(coder: Coder, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in _told(coder.code(document_from_text(text, published=DAY)))


@pytest.mark.parametrize(
    "text",
    [
        "Putin meets Xi in Beijing - The Daily Courier",
        "Putin flies to Beijing - ready for more",
        "Lavrov said so after hearing that Fidan had left.",
    ],
)
def test_nothing_is_said(coder: Coder, text: str) -> None:
    told = _told(coder.code(document_from_text(text, published=DAY)))
    assert not any("left" in c or "Beijing" in c for _, c in told), told


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Lavrov's verdict was damning: the fleet had been absent.", "Sergey Lavrov", "the fleet had been absent"),
        ("The message from Moscow was clear: no talks before June.", "Moscow", "no talks before June"),
        ('Lavrov\'s answer: "Read the treaty."', "Sergey Lavrov", '"Read the treaty."'),
        ("Lavrov was blunt: the pact was dead.", "Sergey Lavrov", "the pact was dead"),
        ('"Never," was Lavrov\'s one-word reply.', "Sergey Lavrov", '"Never,"'),
    ],
)
def test_what_stands_behind_a_colon_is_said(coder: Coder, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in _told(coder.code(document_from_text(text, published=DAY)))


@pytest.mark.parametrize(
    "text", ["The figures were clear: exports had halved.", "Lavrov had three stops: Oslo, Rome and Cairo.", "Lavrov was late: it rained."]
)
def test_a_colon_alone_says_nothing(coder: Coder, text: str) -> None:
    assert not _told(coder.code(document_from_text(text, published=DAY)))


def test_what_somebody_fails_to_say_is_not_said(coder: Coder) -> None:
    told = _told(coder.code(document_from_text("Lavrov failed to make clear that the pact was void.", published=DAY)))
    assert ("Sergey Lavrov", "that the pact was void") not in told
