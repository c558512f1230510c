"""Parties of contacts by what they are called: offices of all kinds before and behind the name, and whose contact it then is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Tuesday, 14 May 2024.
CALLED = [
    # an office whose body stands before the name
    ("Jake Sullivan met Executive Vice President of the European Commission Maria Berg in Oslo.", "Jake Sullivan USA > Maria Berg None"),
    (
        "Wang Yi held talks in Beijing with German Vice Chancellor and Minister for Economic Affairs and Climate Action Robert Habeck.",
        "Wang Yi CHN > Robert Habeck DEU",
    ),
    (
        "ASEAN Secretary-General Dr. Kao Kim Hourn met Minister for Foreign Affairs and Trade of Hungary H.E. Peter Szijjarto in Budapest.",
        "Kao Kim Hourn None > Péter Szijjártó HUN",
    ),
    ("Hakan Fidan spoke by phone with Israeli Chief of the General Staff Lt. Gen. Herzi Halevi.", "Hakan Fidan TUR > Herzi Halevi ISR"),
    ("Wang Yi met the special envoy of the UN Secretary-General for Libya, Erik Holm.", "Wang Yi CHN > Erik Holm None"),
    (
        "Hakan Fidan held talks at the Oslo residence with Wang Yi with the participation of Maria Berg.",
        "Hakan Fidan TUR > Wang Yi CHN",
    ),
    # office-holders of whom no state is told, abroad
    ("Acting Assistant Secretary for Labor Maria Berg will travel to Kenya on Friday.", "Maria Berg None > Kenya KEN"),
    ("Under Secretary of State for Political Affairs Maria Berg visited Tunisia on Monday.", "Maria Berg USA > Tunisia TUN"),
    ("Parliamentary Under-Secretary of State Tom Holm visited Kenya on Monday.", "Tom Holm GBR > Kenya KEN"),
    # whose state only the office behind the name tells
    (
        "Jake Sullivan spoke by phone with Omar Kaya, Spokesperson and Chief Advisor to the President of Turkey.",
        "Jake Sullivan USA > Omar Kaya TUR",
    ),
    # a region's head is of its state, and a part of a country's name is no country
    ("California Governor Erik Holm met with Chinese President Xi Jinping in Beijing.", "Erik Holm USA > Xi Jinping CHN"),
    ("Scottish First Minister Erik Holm met Irish Taoiseach Simon Harris in Edinburgh.", "Erik Holm GBR > Simon Harris IRL"),
    ("Northern Ireland's First Minister Una Holm met French President Emmanuel Macron.", "Una Holm GBR > Emmanuel Macron FRA"),
    # a list of leaders with their states
    (
        "Joe Biden spoke with President Emmanuel Macron of France, Chancellor Olaf Scholz of Germany, Prime Minister Giorgia Meloni of "
        "Italy, and Prime Minister Rishi Sunak of the United Kingdom.",
        "Joe Biden USA > Emmanuel Macron FRA, Olaf Scholz DEU, Giorgia Meloni ITA, Rishi Sunak GBR",
    ),
    # names that hold a title or another's name
    ("Taliban Foreign Minister Amir Khan Muttaqi met Narendra Modi in Kabul.", "Amir Khan Muttaqi AFG > Narendra Modi IND"),
    ("Kassym-Jomart Tokayev received Jean-Pierre Holm, Under-Secretary-General of the United Nations.",
     "Kassym-Jomart Tokayev KAZ > Jean-Pierre Holm None"),
    ("Ebrahim Raisi and Prince Mohammed shook hands in Riyadh.", "Ebrahim Raisi IRN > Mohammed bin Salman SAU"),
    ("Lula's meeting with Gustavo Petro lasted an hour.", "Luiz Inácio Lula da Silva BRA > Gustavo Petro COL"),
]  # fmt: skip

OFFICIAL = [
    (
        "United Nations",
        "The Secretary-General spoke by telephone with President Al Sisi of Egypt.",
        "António Guterres None > Abdel Fattah Sisi EGY",
    ),
    (
        "Ministry of Foreign Affairs of Japan",
        "Mr. OKA Kiyoto, State Minister for Foreign Affairs, received a courtesy call from Mr. Jorge Malca, Vice Minister of Peru. "
        "The two confirmed that they would cooperate.",
        "OKA Kiyoto JPN > Jorge Malca PER",
    ),
    ("U.S. Department of State", "In New Delhi, Deputy Secretary Verma met Foreign Secretary Erik Holm.", "Verma USA > Erik Holm None"),
]


def _told(coder: Coder, text: str, publisher: str | None = None) -> list[str]:
    record = coder.code(document_from_text(text, published="2024-05-14", publisher=publisher))
    called = {a.id: f"{a.name} {a.country}" for a in record.actors}
    contacts = [e for e in record.events if e.medium is not None]
    return [f"{', '.join(called[a] for a in e.actors)} > {', '.join(called[a] for a in e.recipients)}" for e in contacts]


@pytest.mark.parametrize(("text", "parties"), CALLED)
def test_whoever_is_called_so_is_the_party(coder: Coder, text: str, parties: str) -> None:
    assert _told(coder, text) == [parties]


@pytest.mark.parametrize(("publisher", "text", "parties"), OFFICIAL)
def test_on_an_officials_page_too(coder: Coder, publisher: str, text: str, parties: str) -> None:
    assert _told(coder, text, publisher) == [parties]


@pytest.mark.parametrize("who", ["Mayor Anna Berg", "Tom Holm"])
def test_a_mayor_and_a_tourist_abroad_are_no_contact(coder: Coder, who: str) -> None:
    record = coder.code(document_from_text(f"{who} travelled to Germany on Monday.", published="2024-05-14"))
    assert [e for e in record.events if e.medium is not None] == []


def test_no_summit_ahead_makes_a_call_a_meeting(coder: Coder) -> None:
    text = "Xi Jinping spoke with Olaf Scholz. They coordinated positions ahead of the Peace Summit in Switzerland."
    record = coder.code(document_from_text(text, published="2024-05-14"))
    assert [e.medium for e in record.events if e.medium] == ["phone"]


@pytest.mark.parametrize("published", [None, "1985-03-01", "2024-05-14"])
@pytest.mark.parametrize("publisher", ["United Nations", "NATO", "European Commission"])
def test_a_bodys_page_is_of_no_state(coder: Coder, publisher: str, published: str | None) -> None:
    text = "The Secretary-General met Prime Minister Netanyahu of Israel. The two countries agreed. The Government thanked both sides."
    record = coder.code(document_from_text(text, published=published, publisher=publisher))
    assert {a.country for a in record.actors} <= {None, "ISR"}
