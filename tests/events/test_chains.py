"""Who says it through whom, and of which contact: short texts of our own in the manner of wires, broadsheets and ministries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Record, Statement
    from communique.pipeline import Coder

# Text, words of the statement, a word of its speaker's name, a word of each link's name.
CHAINS = [
    ("The Kremlin said South African President Cyril Ramaphosa had told Vladimir Putin by phone that Pretoria was ready to host talks.",
     "Pretoria was ready", "Ramaphosa", ["Kremlin"]),
    ("NAIROBI (Wire) - According to a foreign ministry statement, Kenyan President William Ruto thanked Narendra Modi for "
     "India's support.",
     "India's support", "Ruto", ["ministry"]),
    ("Scholz's spokesman Steffen Hebestreit quoted him as saying that Germany would “stand firm” with Volodymyr Zelenskyy.",
     "stand firm", "Scholz", ["Hebestreit"]),
    ("Kyodo, citing a senior official, reported that Prime Minister Shigeru Ishiba had assured Anthony Albanese that the summit "
     "would go ahead.",
     "the summit would go ahead", "Ishiba", ["senior official", "Kyodo"]),
    ("Yonhap said, citing the presidential office, that Yoon Suk Yeol had congratulated Keir Starmer on his victory.",
     "victory", "Yoon", ["office", "Yonhap"]),
    ("The White House said in a statement that Joe Biden had “reiterated his support” for the plan in a call with King Abdullah "
     "II on Tuesday.",
     "reiterated his support", "Biden", ["White House"]),
    ("A spokesperson for Antonio Guterres said the Secretary-General had told Abdel Fattah al-Burhan in a call that convoys "
     "must be let through.",
     "convoys must be let through", "Guterres", ["spokesperson"]),
    ("The Ministry of Foreign Affairs of Uzbekistan spoke of the visit of Wang Yi. Wang conveyed Xi Jinping's greetings, the "
     "ministry said.",
     "greetings", "Wang", ["Uzbekistan"]),
    ("The Guardian reported that a Downing Street source had said Keir Starmer “made clear” to Donald Trump that Ukraine must "
     "be at the table.",
     "Ukraine must be at the table", "Starmer", ["source", "Guardian"]),
    ("Ramaphosa called Zelenskyy last week, his spokesman Vincent Magwenya said, adding that the president “remains committed "
     "to mediation”.",
     "remains committed", "Ramaphosa", ["Magwenya"]),
    ("“Our peoples will always stand together,” Kassym-Jomart Tokayev was quoted as saying by his press service.",
     "will always stand", "Tokayev", ["service"]),
    ("Antonio Guterres's deputy spokesman Farhan Haq said the secretary-general was “hopeful”.", "hopeful", "Guterres", ["Haq"]),
    ("Jordan's royal court spoke of the visit of Dutch Prime Minister Mark Rutte. Rutte praised Jordan's role, the court's "
     "statement added.",
     "Jordan's role", "Rutte", ["court"]),
]  # fmt: skip

# Text, words of the statement, a word of the speaker's name, surnames of the contact it tells of (nobody: of none).
ACCOUNTS = [
    ("Indian Prime Minister Narendra Modi spoke to Vladimir Putin on Tuesday. Pakistani Prime Minister Shehbaz Sharif arrived "
     "in Baku for talks "
     "with Ilham Aliyev. Pakistan's Foreign Office spokesperson Shafqat Ali Khan said the visit would deepen trade.",
     "the visit would deepen trade", "Khan", {"Sharif", "Aliyev"}),
    ("British Prime Minister Keir Starmer met Polish Prime Minister Donald Tusk in Warsaw on Monday. Hours later, French "
     "President Emmanuel "
     "Macron received Giorgia Meloni in Paris. An Elysee official said the talks were “frank”.", "frank", "Elysee", {"Macron", "Meloni"}),
    ("Philippine President Ferdinand Marcos Jr. met Vietnamese Prime Minister Pham Minh Chinh in Hanoi. Asked about the meeting, Chinese "
     "foreign ministry spokeswoman Mao Ning said Beijing opposed “small cliques”.", "small cliques", "Mao", set()),
    ("Hungary's Viktor Orban met Volodymyr Zelenskyy in Kyiv on Tuesday. Kremlin spokesman Dmitry Peskov said Moscow expected "
     "nothing of it.",
     "Moscow expected nothing", "Peskov", set()),
    ("Serbian President Aleksandar Vucic met Xi Jinping in Belgrade in May. On Thursday Kosovo's prime minister, Albin Kurti, "
     "met Olaf Scholz in "
     "Berlin. “We stand by Kosovo,” Scholz's spokesman said.", "We stand by Kosovo", "", {"Kurti", "Scholz"}),
]  # fmt: skip


def statement(record: Record, words: str, speaker: str) -> Statement:
    """The shortest statement with these words by that speaker."""
    names = {a.id: a.name for a in record.actors}
    found = [s for s in record.statements if words in s.content.text_in(record.article.text) and speaker in names[s.speaker]]
    assert found, [(names[s.speaker], s.content.text_in(record.article.text)) for s in record.statements]
    return min(found, key=lambda s: s.content.end - s.content.start)


@pytest.mark.parametrize(("text", "words", "speaker", "links"), CHAINS)
def test_chains_of_sources(coder: Coder, text: str, words: str, speaker: str, links: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    names = {a.id: a.name for a in record.actors}
    via = [names[v] for v in statement(record, words, speaker).via]
    assert len(via) == len(links), via
    assert all(link in name for link, name in zip(links, via, strict=True)), via


@pytest.mark.parametrize(("text", "words", "speaker", "parties"), ACCOUNTS)
def test_statements_are_accounts_of_the_contact_of_their_side(coder: Coder, text: str, words: str, speaker: str, parties: set[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    names = {a.id: a.name for a in record.actors}
    tied = statement(record, words, speaker).event
    told = next((e for e in record.events if e.id == tied), None)
    assert {names[a].split()[-1] for a in (told.parties if told else ())} == parties
