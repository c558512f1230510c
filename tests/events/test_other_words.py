"""Contacts told in less usual words: stops, visits paid, guests, gatherings, letters answered, the one sent, "he" before his name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.events.told import contacts_told

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Wednesday, 12 March 2025.
TOLD = [
    # a day before the name at the second stop; who is sent; "he" before his name; how talks were held
    (
        "Rubio spoke on Monday with Sergei Lavrov and on Tuesday with Andrii Sybiha.",
        ["occurred phone Marco Rubio > Andrii Sybiha 2025-03-11", "occurred phone Marco Rubio > Sergey Lavrov 2025-03-10"],
    ),
    ("Trump sent Steve Witkoff to Moscow, where he met Sergei Lavrov.", ["occurred in_person Steve Witkoff > Sergey Lavrov"]),
    ("Speaking after he met King Salman in Jeddah, Rubio said a deal was near.", ["occurred in_person Marco Rubio > Salman bin Abdulaziz"]),
    ("Zelensky's talks with Xi, held by phone, went on for an hour.", ["occurred phone Volodymyr Zelensky > Xi Jinping"]),
    # visits and gatherings in other words
    ("Mitsotakis paid Erdogan a visit in Ankara on Monday.", ["occurred in_person Kyriakos Mitsotakis > Recep Tayyip Erdoğan 2025-03-10"]),
    ("Vucic was Macron's guest at the Elysee on Monday.", ["occurred in_person Emmanuel Macron > Aleksandar Vučić 2025-03-10"]),
    (
        "Lukashenko accompanied Putin on a trip to Valaam on Monday.",
        ["occurred in_person Alexander Lukashenko > Vladimir Putin 2025-03-10"],
    ),
    ("Xi hosted a summit attended by Vladimir Putin and Narendra Modi.", ["occurred in_person Xi Jinping > Narendra Modi, Vladimir Putin"]),
    ("The meeting was the first between Xi and Ishiba in a year.", ["occurred in_person Xi Jinping > Shigeru Ishiba"]),
    ("Orban replied to Zelensky's letter on Monday.", ["occurred letter Viktor Orbán > Volodymyr Zelensky 2025-03-10"]),
    ("Xi received a courtesy call from Emmanuel Macron on Monday.", ["occurred in_person Xi Jinping > Emmanuel Macron 2025-03-10"]),
    (
        "Albanese and Luxon, meeting in Queenstown, pledged to cut red tape.",
        ["occurred in_person Anthony Albanese > Christopher Luxon"],
    ),
    (
        "Trump and Netanyahu spoke on Saturday night and again on Monday.",
        [
            "occurred unspecified Donald Trump > Benjamin Netanyahu 2025-03-08",
            "occurred unspecified Donald Trump > Benjamin Netanyahu 2025-03-10",
        ],
    ),
    (
        "Macron was supposed to meet Rubio in Washington, but the meeting was cancelled.",
        ["cancelled in_person Emmanuel Macron > Marco Rubio"],
    ),
    # names that the parser gives to a day, to what two own, to a call between commas
    (
        "On Monday Guterres had sent letters to Putin and Zelensky.",
        [
            "occurred letter António Guterres > Vladimir Putin 2025-03-10",
            "occurred letter António Guterres > Volodymyr Zelensky 2025-03-10",
        ],
    ),
    ("It was Meloni and Trump's first meeting.", ["occurred in_person Giorgia Meloni > Donald Trump"]),
    (
        "The Iranian foreign minister, Abbas Araghchi, in a phone call with Kaja Kallas, warned of a firm response.",
        ["occurred phone Abbas Araghchi > Kaja Kallas"],
    ),
    ("Lavrov is due in Beijing next month.", ["planned in_person Sergey Lavrov > China 2025-04-01/2025-04-30"]),
]


@pytest.mark.parametrize(("text", "contacts"), TOLD)
def test_the_contacts_are_told(coder: Coder, text: str, contacts: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    assert contacts_told(record) == contacts


def test_whoever_is_elected_is_known_by_the_surname(coder: Coder) -> None:
    record = coder.code(document_from_text("Biden congratulated Lula in a call on Monday.", published="2022-11-16"))
    assert [a.name for a in record.actors] == ["Joe Biden", "Luiz Inácio Lula da Silva"]
