from __future__ import annotations

import datetime as dt

import pytest

from communique.actors import Cast, describe, find_cast
from communique.knowledge.actors import load_actors
from communique.model import Article, Document, Mention, Parse, Zone
from communique.parse import Parser, parse

DAY = dt.date(2022, 3, 10)


def read(parser: Parser, text: str, date: dt.date | None = DAY, url: str | None = None) -> tuple[Document, Parse, Cast]:
    document = Document(Article("t", None, None, url, date, "en", "", text), (Zone("body", 0, len(text)),))
    parsed = parse(document, parser)
    return document, parsed, find_cast(document, parsed, load_actors())


def meant(cast: Cast, text: str, words: str, nth: int = 0) -> list[str]:
    """Names of the actors of the nth mention that reads exactly so."""
    found = [m for m in cast.mentions if text[m.start : m.end] == words]
    return [cast.actors[a].name for a in found[nth].actors] if len(found) > nth else []


CASES = [
    ("Turkish Foreign Minister Mevlut Cavusoglu flew home.", "Turkish Foreign Minister Mevlut Cavusoglu", ["Mevlüt Çavuşoğlu"]),
    ("Macron rang Scholz. The French president was brief.", "The French president", ["Emmanuel Macron"]),
    ("Boris Johnson called Olaf Scholz. He promised help.", "He", ["Boris Johnson"]),
    (
        "Tokayev saw Mirziyoyev and Rahmon on Monday. Talks of the three foreign ministers had failed.",
        "the three foreign ministers",
        [],
    ),
    ("The two presidents, Putin and Macron, have not met since.", "The two presidents", ["Vladimir Putin", "Emmanuel Macron"]),
    (
        "Putin rang Macron. After a word with the two presidents, Scholz and Biden met.",
        "the two presidents",
        ["Vladimir Putin", "Emmanuel Macron"],
    ),
    ("Vladimir Putin received his Iranian counterpart.", "his Iranian counterpart", ["Ebrahim Raisi"]),
    ("The Iranian president flew to Baku.", "The Iranian president", ["Ebrahim Raisi"]),
    ("The President of the Turkish Republic flew to Baku.", "The President of the Turkish Republic", ["Recep Tayyip Erdoğan"]),
    ("The President of Cuba, Miguel Díaz-Canel Bermúdez, slept.", "Miguel Díaz-Canel Bermúdez", ["Miguel Díaz-Canel Bermúdez"]),
    ("Lithuania’s President Gitanas Nauseda slept.", "Lithuania’s President Gitanas Nauseda", ["Gitanas Nausėda"]),
    ("Putin rang Macron. Biden was told. The two leaders saw Biden later.", "The two leaders", ["Vladimir Putin", "Emmanuel Macron"]),
    ("The E3 leaders met.", "The E3 leaders", ["Olaf Scholz", "Emmanuel Macron", "Boris Johnson"]),
    (
        "The G7 leaders met.",
        "The G7 leaders",
        ["Boris Johnson", "Emmanuel Macron", "Fumio Kishida", "Joe Biden", "Justin Trudeau", "Mario Draghi", "Olaf Scholz"],
    ),
    ("The leaders of the EU met.", "The leaders of the EU", []),
    ("Jimmy Lai wrote to the paper.", "Jimmy Lai", ["Jimmy Lai"]),
    ("Putin rang Macron, two diplomats said.", "two diplomats", []),
    ("Joe Biden met Mario Draghi on Friday. The two leaders agreed.", "The two leaders", ["Mario Draghi", "Joe Biden"]),
    ("The Kremlin denied it.", "Kremlin", ["Kremlin"]),
    ("Beijing rejected the report.", "Beijing", ["Beijing"]),
    ("Poland's prime minister left early.", "Poland's prime minister", ["Mateusz Morawiecki"]),
    ("Brazilian Presidential Advisor Otavio Brandao spoke first. Brandao smiled.", "Brandao", ["Otavio Brandao"]),
    ("Naftali Bennett spoke with Emmanuel Macron and his Ukrainian counterpart.", "his Ukrainian counterpart", ["Volodymyr Zelenskyy"]),
    ("The leaders of Spain and Portugal signed it.", "The leaders of Spain and Portugal", ["Pedro Sánchez", "António Costa"]),
    ("Macron told Scholz about his talks with Biden. The two leaders left.", "The two leaders", ["Emmanuel Macron", "Olaf Scholz"]),
    ("The two leaders spoke of Cuba. Mr Macron told Mr Scholz of his plans.", "The two leaders", ["Emmanuel Macron", "Olaf Scholz"]),
    ("The French and German leaders spoke.", "The French and German leaders", ["Emmanuel Macron", "Olaf Scholz"]),
    (
        "Secretary of the Mongolian National Security Council Bat Dorj came.",
        "Secretary of the Mongolian National Security Council Bat Dorj",
        ["Bat Dorj"],
    ),
    (
        "Republic of Korea (ROK) Foreign Minister Chung Eui-yong came.",
        "Republic of Korea (ROK) Foreign Minister Chung Eui-yong",
        ["Chung Eui-yong"],
    ),
    (
        "Defence Minister Prince Khalid bin Salman Al Saud came.",
        "Defence Minister Prince Khalid bin Salman Al Saud",
        ["Khalid bin Salman Al Saud"],
    ),
    ("The European Commission's chief spokesperson, Paula Berg, left.", "The European Commission's chief spokesperson", ["Paula Berg"]),
    ("The European Commission's chief left.", "The European Commission's chief", ["Ursula von der Leyen"]),
    ("Macron met Scholz. The pair dined.", "The pair", ["Emmanuel Macron", "Olaf Scholz"]),
    ("The new Ambassador of Japan, Shoju Tanabe, rested.", "Shoju Tanabe", ["Shoju Tanabe"]),
    ("Macron met Kemba Holt. She said he was late.", "he", ["Emmanuel Macron"]),
    ("Luhut Pandjaitan, Indonesia's coordinating minister, rested.", "Indonesia's coordinating minister", ["Luhut Pandjaitan"]),
    ("Blinken flew home.", "Blinken", ["Antony Blinken"]),
    (
        "Turkey and Greece traded barbs. Turkey spoke first, Greece later. Macron rang Erdogan. Scholz was away. Both sides kept calm.",
        "Both sides",
        ["Türkiye", "Greece"],
    ),
    ("The former chancellor Angela Merkel rested.", "chancellor Angela Merkel", ["Angela Merkel"]),
]


@pytest.mark.parametrize(("text", "words", "names"), CASES)
def test_who_is_meant(parser: Parser, text: str, words: str, names: list[str]) -> None:
    _, _, cast = read(parser, text)
    assert sorted(meant(cast, text, words)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met in Moscow.", "Moscow"),
        ("Troops fought in Syria and Iraq.", "Iraq"),
        ("It may rain.", "may"),
        ("He flew to Beijing.", "Beijing"),
    ],
)
def test_no_actor(parser: Parser, text: str, words: str) -> None:
    _, _, cast = read(parser, text)
    assert meant(cast, text, words) == []


def test_without_a_date_an_office_stays_an_office(parser: Parser) -> None:
    text = "The Indian prime minister spoke."
    _, _, cast = read(parser, text, date=None)
    (actor,) = cast.actors.values()
    assert (actor.kind, actor.country) == ("office", "IND")


def test_the_publisher_says_i(parser: Parser) -> None:
    text = "I welcomed the President of Hungary. I thanked him."
    _, _, cast = read(parser, text, url="https://pmtranscripts.pmc.gov.au/release/transcript-1")
    assert meant(cast, text, "I") == ["Scott Morrison"]


def test_mentions_do_not_overlap_and_heads_lie_inside(parser: Parser) -> None:
    text = (
        "Tajikistan's President Emomali Rakhmon and Kyrgyzstan's President Sadyr Japarov, both of whom spoke, met U.S. President Joe Biden."
    )
    _, parsed, cast = read(parser, text)
    ends = 0
    for m in cast.mentions:
        token = parsed.sentences[m.sentence].tokens[m.head]
        assert ends <= m.start <= token.start < token.end <= m.end
        assert all(a in cast.actors for a in m.actors)
        ends = m.end
    assert meant(cast, text, "both of whom") == ["Emomali Rakhmon", "Sadyr Japarov"]


def described(parser: Parser, text: str, noun: str) -> tuple[str, Mention, str | None, str]:
    document, parsed, cast = read(parser, text)
    sentence, token = next((s, t) for s in parsed.sentences for t in s.tokens if t.text == noun)
    mention, actor = describe(cast, document, parsed, sentence.number, token.i, load_actors())
    return text[mention.start : mention.end], mention, actor.country, actor.kind


@pytest.mark.parametrize(
    ("text", "noun", "words", "country", "kind"),
    [
        ("Israeli troops who had waited withdrew.", "troops", "Israeli troops", "ISR", "group"),
        ("The rebels attacked.", "rebels", "The rebels", None, "armed_group"),
        ("A senior official in the room said so.", "official", "A senior official", None, "other"),
        ("Police in Bangladesh made arrests.", "Police", "Police", "BGD", "group"),
        ("The government of Peru resigned.", "government", "The government of Peru", "PER", "government"),
        ("She met several European leaders in Washington.", "leaders", "several European leaders", None, "group"),
        ("Western diplomats in Kabul said so.", "diplomats", "Western diplomats", None, "group"),
        ("Diplomats in Kabul said so.", "Diplomats", "Diplomats", "AFG", "group"),
    ],
)
def test_describe(parser: Parser, text: str, noun: str, words: str, country: str | None, kind: str) -> None:
    span, mention, code, found = described(parser, text, noun)
    assert (span, code, found) == (words, country, kind)
    assert mention.kind == "nominal"


OFFICES = [
    ("2024-12-01", "The US president-elect", "Donald Trump"),
    ("2024-05-01", "The UN chief", "António Guterres"),
    ("2024-05-01", "The IMF chief", "Kristalina Georgieva"),
    ("2024-05-01", "The European Commission president", "Ursula von der Leyen"),
    ("2024-05-01", "The NATO secretary general", "Jens Stoltenberg"),
    ("2024-05-01", "Crown Prince Mohammed", "Mohammed bin Salman"),
    ("2013-05-01", "The Emir of Qatar", "Hamad bin Khalifa Al Thani"),
    ("2013-08-01", "The Qatari emir", "Tamim bin Hamad Al Thani"),
    ("2024-03-01", "The Taoiseach", "Leo Varadkar"),
    ("2024-03-01", "The Italian premier", "Giorgia Meloni"),
    ("2024-01-15", "Pakistan's caretaker prime minister", "Anwaar-ul-Haq Kakar"),
    ("2025-09-01", "The chancellor of Germany", "Friedrich Merz"),
    ("1992-05-01", "The Czechoslovak president", "Václav Havel"),
    ("1999-05-01", "The Yugoslav president", "Slobodan Milošević"),
    ("1991-05-01", "The Soviet president", "Mikhail Gorbachev"),
    ("1995-10-19", "President Ketumile Masire", "Quett Masire"),
    ("2024-05-01", "Hungarian Prime Minister Orbán Viktor", "Viktor Orbán"),
    ("2023-05-01", "Japanese Prime Minister Kishida Fumio", "Fumio Kishida"),
    ("2024-05-01", "Russia's top diplomat", "Sergey Lavrov"),
]


@pytest.mark.parametrize(("date", "words", "name"), OFFICES)
def test_an_office_is_whoever_held_it_that_day(parser: Parser, date: str, words: str, name: str) -> None:
    text = f"{words} spoke to reporters."
    _, _, cast = read(parser, text, dt.date.fromisoformat(date))
    assert meant(cast, text, words) == [name]
