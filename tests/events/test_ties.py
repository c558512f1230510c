"""Which contact a statement tells of: background told as past, words said then, before, and of an earlier contact."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model import Record
from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2026, 5, 6)

# Text, words of a statement, surnames of the parties of the contact that it tells of (nobody: of none).
TIES = [
    ("“I told him he was wrong,” Anita Anand said of her conversation with Hungary's Peter Szijjarto a day earlier.\n\n"
     "Anand said she and Szijjarto had spoken for half an hour. He had complained about “lectures”.", "lectures", ("Anand", "Szijj")),
    ("Emmanuel Macron and Friedrich Merz met in Berlin on Tuesday.\n\nThe leaders last met in Paris in October. At that time, Macron had "
     "said the ties were “like an old coat.”", "like an old coat", ("Macron", "Merz")),
    ("Emmanuel Macron held talks with Friedrich Merz in Berlin on Tuesday.\n\n“The markets are one market,” Merz said.\n\nHe warned that "
     "smugglers should not rejoice.", "smugglers should not rejoice", ("Macron", "Merz")),
    ("Vladimir Putin had a telephone conversation with President of Kazakhstan Kassym-Jomart Tokayev.\n\nKassym-Jomart Tokayev spoke about "
     "the results of his recent meeting with President of Uzbekistan Shavkat Mirziyoyev in Samarkand.", "the results of his recent meeting",
     ("Putin", "Tokayev")),
    ("Claudia Sheinbaum called Peru's former president “a prisoner”.\n\nPeru's foreign minister, Hugo de Zela, telephoned his Mexican "
     "counterpart, Juan Ramon de la Fuente, late on Monday.", "a prisoner", ()),
    ("“There is a limit,” Peru's foreign minister, Hugo de Zela, told reporters in Lima of Mexico.\n\nDe Zela telephoned his Mexican "
     "counterpart, Juan Ramon de la Fuente, late on Monday.", "There is a limit", ()),
    ("Donald Trump said he had told Xi Jinping to stop harassing boats during a phone call.\n\n“He will look at it,” Trump told reporters.",
     "He will look at it", ("Trump", "Xi")),
    # where words told before were said
    ("“Trade must flow,” Sergey Lavrov said. He was speaking after talks with Hakan Fidan in Ankara.", "Trade must flow",
     ("Lavrov", "Fidan")),
    ("Sergey Lavrov called for an end to the blockade.\n\nLavrov made the remarks when he met Hakan Fidan in Ankara.",
     "end to the blockade", ("Lavrov", "Fidan")),
    ("“Trade must flow,” Sergey Lavrov said. The comments came hours after he spoke by phone with Hakan Fidan.", "Trade must flow",
     ("Lavrov", "Fidan")),
    ("“Trade must flow,” Sergey Lavrov said. Hakan Fidan met Emmanuel Macron in Paris.", "Trade must flow", ()),
    # of what others plan; by sources who know of it; of a pointer that tells of what was held, not of a plan
    ("After a call with Vladimir Putin on Monday, Donald Trump declared that Iran and Oman would start negotiations.",
     "start negotiations", ("Trump", "Putin")),
    ("Yvette Cooper held talks with Radoslaw Sikorski in London on Friday.\n\nSikorski thanked Britain.\n\n“Fine,” Cooper said.\n\n"
     "Rain fell. It was cold. Nobody spoke. A dog barked.\n\nThe dam was raised too, according to two diplomats briefed on the talks.",
     "The dam", ("Cooper", "Sikorski")),
    ("After a call with Vladimir Putin, Donald Trump declared that Iran and Oman would start negotiations.\n\nThe tone of the conversation "
     "was excellent, Trump wrote.", "The tone", ("Trump", "Putin")),
    ("Volodymyr Zelenskiy, whom Donald Trump rang on Monday, insisted on nothing less.", "nothing less", ("Zelensk", "Trump")),
    # said in a call of whom the sentence before says to whom; hours with somebody; a video address is no video call
    ("Tayyip Erdogan told his Ukrainian counterpart Volodymyr Zelenskiy on Tuesday that Ankara was ready.\n\nIn a phone call, Erdogan said "
     "trade must flow.", "trade must flow", ("Erdo", "Zelensk")),
    ("Prime Minister Shigeru Ishiba told Lee Jae-myung that he hoped to come.\n\nLee replied that he did too, his spokeswoman said.",
     "he did too", ("Ishiba", "Lee")),
    ("After an hour with Vladimir Putin, Donald Trump said a deal was near.", "a deal was near", ("Trump", "Putin")),
    ("Donald Trump spoke with Vladimir Putin on Monday. Dmitry Peskov said that Putin had invited the US president to Moscow.",
     "had invited", ("Trump", "Putin")),
    ("Emerging from lunch with Donald Trump on Friday, Viktor Orban announced that a pipeline was safe.", "pipeline", ("Orb", "Trump")),
    ("Wang Yi offered congratulations to Marco Rubio in their first telephone conversation on Friday.", "Rubio", ("Wang", "Rubio")),
    # said in it, or beside the other party
    ("In a conversation with Donald Trump overnight, Benjamin Netanyahu said the siege would go on.", "siege", ("Netanyahu", "Trump")),
    ("At a joint news conference with Emmanuel Macron, Sergey Lavrov said trade must flow.", "trade must flow", ("Lavrov", "Macron")),
    ("Asked about his call with Donald Trump, Emmanuel Macron said it was good.", "it was good", ("Macron", "Trump")),
    ("Lavrov called his talks with Fidan in Ankara “useful”.", "useful", ("Lavrov", "Fidan")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "parties"), TIES)
def test_the_contact_a_statement_tells_of(coder: Coder, text: str, words: str, parties: tuple[str, ...]) -> None:
    record: Record = coder.code(document_from_text(text, published=DAY))
    names = {a.id: a.name for a in record.actors}
    tied = [s.event for s in record.statements if words in s.content.text_in(record.article.text)]
    assert tied, [s.content.text_in(record.article.text) for s in record.statements]
    told = [" ".join(names[a] for a in (*e.actors, *e.recipients)) for e in record.events if e.id == tied[0]]
    assert all(p in told[0] for p in parties) if parties else not told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Asked whether the call between Mr. Lavrov and Mr. Rubio on Monday had changed anything, Mr. Peskov said it had not.", "occurred"),
        ("Asked if the matter figured in the telephone conversation between Mr. Lavrov and Mr. Rubio, Mr. Peskov said no.", "occurred"),
        ("Asked whether the call between Mr. Lavrov and Mr. Rubio would take place, Mr. Peskov said no.", "hypothetical"),
    ],
)
def test_what_is_asked_of_a_known_contact_does_not_put_it_in_doubt(coder: Coder, text: str, status: str) -> None:
    record = coder.code(document_from_text(text, published=DAY))
    found = {e.status for e in record.events if e.medium is not None}
    assert found == {status}


def test_an_address_on_video_makes_no_video_call(coder: Coder) -> None:
    text = "Emmanuel Macron and Friedrich Merz spoke by phone on Monday. Mr Macron, in his video address, called the conversation useful."
    record = coder.code(document_from_text(text, published=DAY))
    assert [e.medium for e in record.events if e.medium is not None] == ["phone"]


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("Emmanuel Macron told Xi Jinping on Monday that trade was unfair.", ["unspecified"]),
        ("Emmanuel Macron told Xi Jinping in a phone call on Monday that Tuesday's vote was unfair.", ["phone"]),
        ("Emmanuel Macron rang Xi Jinping on Monday. Macron told Xi that trade was unfair.", ["phone"]),
        ("Emmanuel Macron told reporters that trade was unfair.", []),
        ("Emmanuel Macron told Xi Jinping to stop.", []),
    ],
)
def test_who_is_told_something_has_had_a_contact_by_whatever_means_the_text_names(coder: Coder, text: str, media: list[str]) -> None:
    record = coder.code(document_from_text(text, published=DAY))
    assert [e.medium for e in record.events if e.medium is not None] == media
