"""Contacts as longer news reports tell them: plans that "it" calls off, talks that follow, somebody fresh from a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.events.told import contacts_told

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

# Published on Wednesday, 12 March 2025.
TOLD = [
    # what became of a plan, told of "it"
    (
        "Marco Rubio was due to travel to Riyadh on Sunday but it was called off after a quarrel over the agenda.",
        ["cancelled in_person Marco Rubio > Saudi Arabia 2025-03-16"],
    ),
    (
        "Emmanuel Macron and Recep Tayyip Erdogan were to meet in Paris on Friday. It was postponed on Monday.",
        ["postponed in_person Emmanuel Macron > Recep Tayyip Erdoğan 2025-03-14"],
    ),
    (
        "Keir Starmer had planned to fly to Kyiv with Donald Tusk on Saturday, but the Ukrainians called it off.",
        ["cancelled in_person Keir Starmer > Ukraine 2025-03-15"],
    ),
    (
        "Emmanuel Macron and Keir Starmer will meet in Paris on Friday. A strike began on Monday. It was called off.",
        ["planned in_person Emmanuel Macron > Keir Starmer 2025-03-14"],
    ),
    (
        "Marco Rubio's trip to Ottawa was originally scheduled for January but it was postponed.",
        ["postponed in_person Marco Rubio > Canada 2025-01-01/2025-01-31"],
    ),
    # from where somebody comes, and what went before
    (
        "Fresh from talks with Friedrich Merz in Berlin, Emmanuel Macron telephoned Volodymyr Zelensky on Tuesday.",
        ["occurred in_person Emmanuel Macron > Friedrich Merz", "occurred phone Emmanuel Macron > Volodymyr Zelensky 2025-03-11"],
    ),
    (
        "Keir Starmer, fresh from talks with Emmanuel Macron in Paris on Monday, says Europe must stand together.",
        ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10"],
    ),
    (
        "Back from a meeting with Emmanuel Macron in Paris on Monday, Keir Starmer said Europe must stand together.",
        ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10"],
    ),
    (
        "After two hours of talks with Emmanuel Macron in Paris on Monday, Keir Starmer flew to Rome.",
        ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10", "occurred in_person Keir Starmer > Italy 2025-03-10/.."],
    ),
    (
        "Marco Rubio met Hakan Fidan on Monday, a day after talks with Faisal bin Farhan.",
        ["occurred in_person Marco Rubio > Faisal bin Farhan 2025-03-09", "occurred in_person Marco Rubio > Hakan Fidan 2025-03-10"],
    ),
    (
        "Keir Starmer emerged from his first meeting with Narendra Modi on Monday in good spirits.",
        ["occurred in_person Keir Starmer > Narendra Modi 2025-03-10"],
    ),
    # talks that follow
    (
        "Marco Rubio met Sergei Lavrov in Riyadh on Monday. Talks followed in Jeddah the next day.",
        ["occurred in_person Marco Rubio > Sergey Lavrov 2025-03-10", "occurred in_person Marco Rubio > Sergey Lavrov 2025-03-11"],
    ),
    (
        "Marco Rubio met Sergei Lavrov in Riyadh on Monday. Talks with Hakan Fidan followed in Jeddah on Tuesday.",
        ["occurred in_person Marco Rubio > Hakan Fidan 2025-03-11", "occurred in_person Marco Rubio > Sergey Lavrov 2025-03-10"],
    ),
    ("Marco Rubio gave a speech in Riyadh on Monday. Talks followed in Jeddah the next day.", []),
    # the first of many
    (
        "Narendra Modi became the first foreign leader to be hosted by Donald Trump since the tariffs.",
        ["occurred in_person Donald Trump > Narendra Modi"],
    ),
    (
        "Narendra Modi was the first foreign leader received by Donald Trump this year.",
        ["occurred in_person Donald Trump > Narendra Modi 2025-01-01/2025-03-12"],
    ),
    # people of two states told together
    (
        "Sudan and Chad accuse each other of raids. Negotiators from the two countries met in Doha on Monday.",
        ["occurred in_person Negotiators of Sudan > Negotiators of Chad 2025-03-10"],
    ),
    ("US and Russian experts will meet in Riyadh on Sunday.", ["planned in_person US experts > Russian experts 2025-03-16"]),
    # each at a time
    (
        "Marco Rubio met Hakan Fidan twice during the conference, and Sergei Lavrov once.",
        ["occurred in_person Marco Rubio > Hakan Fidan", "occurred in_person Marco Rubio > Sergey Lavrov"],
    ),
    (
        "Mark Rutte rang Andrzej Duda on Monday, as did Emmanuel Macron.",
        ["occurred phone Emmanuel Macron > Andrzej Duda 2025-03-10", "occurred phone Mark Rutte > Andrzej Duda 2025-03-10"],
    ),
    (
        "The chief inspectors, Hans Blix and Rafael Grossi, will stop in London on Friday for talks with Keir Starmer.",
        ["planned in_person Hans Blix, Rafael Grossi > Keir Starmer 2025-03-14"],
    ),
    # other words
    ("Keir Starmer had Emmanuel Macron over at Chequers on Monday.", ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10"]),
    ("Marco Rubio spent three hours with Sergei Lavrov on Monday.", ["occurred in_person Marco Rubio > Sergey Lavrov 2025-03-10"]),
    ("Emmanuel Macron on Monday played host to Narendra Modi.", ["occurred in_person Emmanuel Macron > Narendra Modi 2025-03-10"]),
    (
        "David Lammy conveyed his country's concern to the Chinese ambassador on Monday.",
        ["occurred unspecified David Lammy > Ambassador of China 2025-03-10"],
    ),
    (
        "Keir Starmer picked up the phone on Monday and spoke for an hour with Narendra Modi.",
        ["occurred phone Keir Starmer > Narendra Modi 2025-03-10"],
    ),
    (
        "Emmanuel Macron told Narendra Modi in Paris on Monday that tariffs were a mistake.",
        ["occurred in_person Emmanuel Macron > Narendra Modi 2025-03-10"],
    ),
    ("A planned bilateral between Marco Rubio and Sergei Lavrov was scrapped.", ["cancelled in_person Marco Rubio > Sergey Lavrov"]),
    ("Marco Rubio is on his way to Riyadh for talks with Sergei Lavrov.", ["planned in_person Marco Rubio > Sergey Lavrov"]),
    ("Marco Rubio is off to Riyadh to meet Sergei Lavrov.", ["planned in_person Marco Rubio > Sergey Lavrov"]),
    ("Narendra Modi will visit Donald Trump's ranch in May.", ["planned in_person Narendra Modi > Donald Trump 2025-05-01/2025-05-31"]),
    (
        "Keir Starmer briefed Emmanuel Macron about his call with Friedrich Merz, which took place on Monday.",
        ["occurred phone Keir Starmer > Friedrich Merz 2025-03-10"],
    ),
    (
        "Donald Trump and Keir Starmer agreed to meet before the summit with Narendra Modi.",
        ["occurred unspecified Donald Trump > Keir Starmer", "planned in_person Donald Trump > Keir Starmer"],
    ),
    (
        "Keir Starmer sat down in Brussels on Monday with the leaders of the European Union.",
        ["occurred in_person Keir Starmer > the leaders of the European Union 2025-03-10"],
    ),
    ("Donald Trump had Volodymyr Zelensky over a barrel.", []),
    ("British and French teams met in the final.", []),
    (
        "Marco Rubio will be Hakan Fidan's guest on Friday; David Lammy will be Sergei Lavrov's host on Monday.",
        ["planned in_person David Lammy > Sergey Lavrov 2025-03-17", "planned in_person Hakan Fidan > Marco Rubio 2025-03-14"],
    ),
    (
        "Marco Rubio and David Lammy had separate meetings in Riyadh, with Sergei Lavrov and Hakan Fidan respectively.",
        ["occurred in_person David Lammy > Hakan Fidan", "occurred in_person Marco Rubio > Sergey Lavrov"],
    ),
    ("In Tunis on Monday, Arab leaders opened a twice-delayed summit.", ["occurred in_person Arab leaders >  2025-03-10"]),
    ("Sergei Lavrov's talks with Hakan Fidan are off.", ["cancelled in_person Sergey Lavrov > Hakan Fidan"]),
    (
        "Keir Starmer met Emmanuel Macron on Monday. He had dined the night before with Friedrich Merz.",
        ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10", "occurred in_person Keir Starmer > Friedrich Merz 2025-03-09"],
    ),
    (
        "Barack Obama walked in on a meeting between Li Qiang, Narendra Modi, Luiz Inacio Lula da Silva and Cyril Ramaphosa.",
        ["occurred in_person Li Qiang > Cyril Ramaphosa, Luiz Inácio Lula da Silva, Narendra Modi"],
    ),
    ("Keir Starmer kept in touch by telephone with Emmanuel Macron.", ["occurred phone Keir Starmer > Emmanuel Macron"]),
    (
        "Jordan called off a summit that was to bring Donald Trump together with King Abdullah.",
        ["cancelled in_person Donald Trump > Abdullah II"],
    ),
    (
        "Cyril Ramaphosa had planned to fly to Harare with Joao Lourenco; the mission was abandoned.",
        ["cancelled in_person Cyril Ramaphosa > Zimbabwe"],
    ),
    ("Marco Rubio will meet Isaac Herzog and relatives of the hostages.", ["planned in_person Marco Rubio > Isaac Herzog"]),
    (
        "Anura Kumara Dissanayake was in Delhi earlier this month.",
        ["occurred in_person Anura Kumara Dissanayake > India 2025-03-01/2025-03-12"],
    ),
    (
        "Marco Rubio will host Sergei Lavrov in Washington on Friday. It is Lavrov's first visit to the American capital since 2022.",
        ["planned in_person Marco Rubio > Sergey Lavrov 2025-03-14"],
    ),
    (
        "Volodymyr Zelensky met Narendra Modi at a summit hosted by Emmanuel Macron.",
        ["occurred in_person Emmanuel Macron, Volodymyr Zelensky > Narendra Modi"],
    ),
    (
        "Donald Trump and Vladimir Putin spoke for an hour on Monday; so did Emmanuel Macron and Keir Starmer.",
        ["occurred unspecified Donald Trump > Vladimir Putin 2025-03-10", "occurred unspecified Emmanuel Macron > Keir Starmer 2025-03-10"],
    ),
    ("On Monday it was Keir Starmer's turn to receive Emmanuel Macron.", ["occurred in_person Keir Starmer > Emmanuel Macron 2025-03-10"]),
    (
        "Vladimir Putin had Donald Trump on the line on Monday when the first reports came in.",
        ["occurred phone Vladimir Putin > Donald Trump 2025-03-10"],
    ),
    ("Keir Starmer requested a conversation with Vladimir Putin.", ["proposed unspecified Keir Starmer > Vladimir Putin"]),
    ("Marco Rubio sat across from Wang Yi at a hotel in Riyadh on Monday.", ["occurred in_person Marco Rubio > Wang Yi 2025-03-10"]),
    ("Donald Trump and his family were met at the airport by Narendra Modi.", ["occurred in_person Narendra Modi > Donald Trump"]),
    (
        "Narendra Modi met Anthony Albanese. There was no meeting with Xi Jinping.",
        ["denied in_person Narendra Modi > Xi Jinping", "occurred in_person Narendra Modi > Anthony Albanese"],
    ),
    (
        "The special envoy, George J. Miller, met Mahmoud Abbas in Ramallah on Monday.",
        ["occurred in_person George J. Miller > Mahmoud Abbas 2025-03-10"],
    ),
    ("The school bursar, George J. Miller, met Mahmoud Abbas in Ramallah on Monday.", []),
    (
        "Donald Trump and Vladimir Putin shelved a planned sit-down at the request of Emmanuel Macron.",
        ["cancelled in_person Donald Trump > Vladimir Putin"],
    ),
    ("On Thursday Narendra Modi is due to sit down with Fumio Kishida.", ["planned in_person Narendra Modi > Fumio Kishida 2025-03-13"]),
    ("A meeting between Narendra Modi and Xi Jinping is not planned.", ["denied in_person Narendra Modi > Xi Jinping"]),
    (
        "Donald Trump and Xi Jinping met on Monday. They agreed to reopen military hotlines.",
        ["occurred in_person Donald Trump > Xi Jinping 2025-03-10"],
    ),
    ("Keir Starmer discussed the treaty in phone talks with Narendra Modi.", ["occurred phone Keir Starmer > Narendra Modi"]),
    ("Keir Starmer will brief Emmanuel Macron in Paris on Friday.", ["planned in_person Keir Starmer > Emmanuel Macron 2025-03-14"]),
]


@pytest.mark.parametrize(("text", "contacts"), TOLD)
def test_contacts_of_longer_reports(coder: Coder, text: str, contacts: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12", publisher="The Daily Herald"))
    assert contacts_told(record) == contacts
