"""Who speaks where another word stands between: agencies that quote, states spoken for, voices taken up, versions given."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model import Record
from communique.pipeline import Coder
from communique.reading import document_from_text

DAY = dt.date(2025, 10, 15)

# Text, speaker, via, content.
TOLD = [
    ("The two sides agreed on a truce, the Interfax agency quoted the ministry as saying.",
     "the ministry", ("the Interfax agency",), "The two sides agreed on a truce"),
    ("A Turkish source said that Hakan Fidan had reiterated Turkey's readiness to host the round.",
     "Hakan Fidan", ("A Turkish source",), "to host the round"),
    ("Anita Anand met Toshimitsu Motegi in Ottawa. The Japanese minister shared her assessment.",
     "Toshimitsu Motegi", (), "her assessment"),
    ("“Did you ask the bank first?” a reporter wanted to know.", "a reporter", (), "“Did you ask the bank first?”"),
    ("“And then?” the moderator put in.", "the moderator", (), "“And then?”"),
    ("The crowd chanted “Never again!”", "The crowd", (), "“Never again!”"),
    ("Emmanuel Macron openly admires Friedrich Merz as a “born skipper”.", "Emmanuel Macron", (), "Friedrich Merz as a “born skipper”"),
    ("He had asked the council, Emmanuel Macron told a briefing in Lyon, not to take any step “in haste”.",
     "Emmanuel Macron", (), "He had asked the council, Emmanuel Macron told a briefing in Lyon, not to take any step “in haste”"),
    ("Vladimir Putin's version, given to reporters in Sochi, was drier: the exchange had been “frank”.",
     "Vladimir Putin", (), "the exchange had been “frank”"),
    ("Kremlin spokesman Dmitry Peskov told reporters the call was short. Emmanuel Macron rested. The spokesman said no date was set.",
     "Dmitry Peskov", (), "no date was set"),
    ("“Yes,” a senior diplomat said on Monday. The diplomat added that talks had begun.", "a senior diplomat", (), "that talks had begun"),
    ("A spokesperson for the ministry issued the following statement:\n\n“The raids are unacceptable. They must end.”",
     "A spokesperson", (), "“The raids are unacceptable. They must end.”"),
    ("Asked about it, Donald Trump said no: Vladimir Putin did not have to come first.\n\n“They would like to hear me,” he said.",
     "Donald Trump", (), "“They would like to hear me,”"),
    ("Marco Rubio left. Indian officials, speaking privately, played down his role. The pact, they insisted, was struck late.",
     "Indian officials", (), "The pact, they insisted, was struck late"),
    ("Then Tokyo: Prime Minister Shigeru Ishiba told Lee Jae-myung that he hoped to meet.", "Shigeru Ishiba", (), "that he hoped to meet"),
    ("Wang Yi urged Chad to “be fair”, according to a statement the Chinese foreign ministry put out late on Friday.",
     "Wang Yi", ("the Chinese foreign ministry",), "Chad to “be fair”"),
    ("Mr Erdogan said Chad was ready, according to a readout of the conversation by the Turkish presidency.",
     "Recep Tayyip Erdoğan", ("the Turkish presidency",), "Chad was ready"),
    ("The EU's top diplomat said that it was over.", "Kaja Kallas", (), "that it was over"),
    ("What Tayyip Erdogan told Vladimir Putin was that the straits would stay open.",
     "Recep Tayyip Erdoğan", (), "that the straits would stay open"),
    ("Mr Rubio listened, according to the clerk, took notes, and made no vow.",
     "the clerk", (), "Mr Rubio listened, according to the clerk, took notes, and made no vow"),
    ("He had received a call that morning, Emmanuel Macron told the radio, from Friedrich Merz.",
     "Emmanuel Macron", (), "He had received a call that morning, Emmanuel Macron told the radio, from Friedrich Merz"),
    ("The prince, the Saudi agency said, affirmed his support for all efforts; Volodymyr Zelensky spoke of a “deep talk”.",
     "Volodymyr Zelensky", (), "a “deep talk”"),
    ("Shigeru Ishiba explained Japan's position on the matter.", "Shigeru Ishiba", (), "Japan's position on the matter"),
    ("The spokeswoman, Tammy Bruce, gave a shorter version: the secretary had listened.",
     "Tammy Bruce", (), "the secretary had listened"),
    ("The Kremlin put the length of the conversation at an hour.", "Kremlin", (), "the length of the conversation at an hour"),
]  # fmt: skip


def _told(record: Record) -> set[tuple[str, tuple[str, ...], str]]:
    names = {a.id: a.name for a in record.actors}
    text = record.article.text
    return {(names[s.speaker], tuple(names[v] for v in s.via), text[s.content.start : s.content.end]) for s in record.statements}


@pytest.mark.parametrize(("text", "speaker", "via", "content"), TOLD)
def test_who_says_it(coder: Coder, text: str, speaker: str, via: tuple[str, ...], content: str) -> None:
    told = _told(coder.code(document_from_text(text, published=DAY)))
    assert (speaker, via, content) in told, told


def test_an_agency_that_quotes_somebody_says_nothing_itself(coder: Coder) -> None:
    told = _told(coder.code(document_from_text("“We shall see,” TASS cited Sergei Lavrov as saying on Monday.", published=DAY)))
    assert {speaker for speaker, _, _ in told} == {"Sergey Lavrov"}
