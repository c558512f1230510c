"""Contacts as wires tell them: who, with whom, whether, when and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Event
    from communique.pipeline import Coder

# Published on Wednesday, 12 March 2025.
TOLD = [
    # who it was with: the same verb's other phrases, a passive's subject, adjectives of several states, the ministers of two leaders
    ("Rubio spoke to Wang Yi by phone ahead of talks with President Mulino of Panama.", ["Rubio > Mulino planned", "Rubio > Yi"]),
    ("Rubio arrived on Tuesday ahead of a meeting with President José Raúl Mulino of Panama.", ["Rubio > Mulino planned"]),
    ("Turkish and Greek officials met in Athens on Tuesday.", ["officials > officials 2025-03-11 Athens"]),
    ("Armenian and Azerbaijani envoys met in Athens on Monday.", ["Armenia > Azerbaijan 2025-03-10 Athens"]),
    ("Modi and Macron said their foreign ministers will meet in Paris on Friday.", ["Jaishankar > Barrot planned 2025-03-14 Paris"]),
    ("Bogdanov met President Ahmed al-Sharaa. Sergei Lavrov met him and Mazloum Abdi in Damascus.", ["Lavrov > Abdi al-Sharaa Damascus"]),
    ("Netanyahu and Orban telephoned Trump on Monday.", ["Netanyahu Orbán > Trump 2025-03-10"]),
    ("Hakan Fidan received a delegation from Hamas in Istanbul.", ["Fidan > Hamas"]),
    ("Vietnam's Communist Party chief, To Lam, met Kim Jong Un.", ["Lâm > Un"]),
    ("Fidan's deputy, Orhan Yilmaz, met Ararat Mirzoyan in Yerevan.", ["Yilmaz > Mirzoyan Yerevan"]),
    ("Xi Jinping told Vladimir Putin during talks in Beijing on Tuesday that ties were good.", ["Jinping > Putin 2025-03-11 Beijing"]),
    ("Kaja Kallas flew home. She will see Aleksandar Vučić on Friday.", ["Kallas > Vučić planned 2025-03-14"]),
    ("Jean-Noel Barrot left Chad. He met President Mahamat Deby.", ["Barrot > Déby"]),
    # two contacts, not one
    (
        "Orban met Netanyahu in Budapest. The two later dined with the Czech president, Petr Pavel.",
        ["Netanyahu Orbán > Pavel", "Orbán > Netanyahu Budapest"],
    ),
    (
        "Laftit, Morocco's minister, met Yi. Wang Yi spoke with the commissioner, Kaja Kallas, and, a day later, with Marco Rubio.",
        ["Yi > Kallas", "Yi > Rubio"],
    ),
    (
        "Tokayev met Amir Khan Muttaqi. Muttaqi thanked Tokayev. Muttaqi left. Uzbekistan's president, Shavkat Mirziyoyev, telephoned "
        "Tokayev on Monday to congratulate him; the two also discussed Afghanistan, a spokesman wrote on Telegram.",
        ["Mirziyoyev > Tokayev 2025-03-10", "Tokayev > Muttaqi"],
    ),
    (
        "Muttaqi held separate talks with Foreign Minister Murat Nurtleu and with Trade Minister Arman Shakkaliyev.",
        ["Muttaqi > Nurtleu", "Muttaqi > Shakkaliyev"],
    ),
    ("France's ambassador to the United States, Ana Berg, met Marco Rubio.", ["Berg > Rubio"]),
    ("Serbian Finance Minister Sinisa Mali met Olaf Scholz in Berlin.", ["Mali > Scholz Berlin"]),
    (
        "The spokeswoman, Maria Zakharova, denied it, a claim that Vucic repeated after he spoke to President Putin by phone on Sunday.",
        ["Vučić > Putin 2025-03-09"],
    ),
    ("Macron rang the Prime Minister of the Faroe Islands, Aksel á Berg, to congratulate him on the deal.", ["Macron > Berg"]),
    # what only names is no call
    ("Lula was angry after Ibrahim Traore called Trump's movement dangerous.", []),
    # when: so many days before what is told above it; said on a day is not held on that day
    ("Putin spoke with Modi on Monday, two days after Trump met Zelensky.", ["Putin > Modi 2025-03-10", "Trump > Zelensky 2025-03-08"]),
    ("Macron said on Tuesday he would meet Scholz in Paris.", ["Macron > Scholz planned Paris"]),
    ("Macron said that on Friday he would meet Scholz.", ["Macron > Scholz planned 2025-03-14"]),
    ("Ukraine's foreign minister, Andrii Sybiha, called Sikorski on Tuesday evening to offer help.", ["Sybiha > Sikorski 2025-03-11"]),
    (
        "Putin and Trump met in Alaska on Monday. Lukashenko told of his own phone conversation with Trump ahead of the Alaska summit.",
        ["Lukashenko > Trump ../2025-03-10", "Putin > Trump 2025-03-10 Alaska"],
    ),
    # where: capitals told by their state, occasions that "were" somewhere
    ("Macron met Starmer in the British capital on Tuesday.", ["Macron > Starmer 2025-03-11 London"]),
    ("The last time Vladimir Putin and Xi Jinping met was in Beijing in May 2024.", ["Putin > Jinping 2024-05-01/2024-05-31 Beijing"]),
    ("Rubio will visit the capital of Panama for talks with President Mulino.", ["Rubio > Mulino planned Panama City"]),
    ("Modi will leave for Namibia on Friday.", ["Modi > Namibia planned 2025-03-14 Namibia"]),
    ("Rubio met Nayib Bukele in El Salvador on Monday.", ["Rubio > Bukele 2025-03-10 El Salvador"]),
    ("Macron spoke with Starmer about undersea cables.", ["Macron > Starmer"]),
    (
        "Four days before Donald Trump is due to meet Vladimir Putin in Riyadh, the Kremlin said the agenda was ready.",
        ["Trump > Putin planned Riyadh"],
    ),
    ("The leader of Turkey's main opposition party, Ozgur Ozel, met Friedrich Merz in Berlin.", ["Ozel > Merz Berlin"]),
    ("A Russian delegation led by Sergei Lavrov held talks with Hakan Fidan in Ankara.", ["Lavrov > Fidan Ankara"]),
    ("Hakan Fidan met a Russian delegation headed by Foreign Minister Sergei Lavrov.", ["Fidan > Lavrov"]),
    # one contact, told in two ways
    (
        "Erdogan brought together Aliyev and Pashinyan in Istanbul. They shook hands and the three talked over dinner.",
        ["Aliyev Pashinyan > Erdoğan Istanbul"],
    ),
    ("Putin met Trump in Riyadh. They shook hands, and the two talked in the limousine for ten minutes.", ["Putin > Trump Riyadh"]),
    # what became of it
    ("A call between Putin and Trump that had been agreed for Monday fell through.", ["Putin > Trump cancelled"]),
]


@pytest.mark.parametrize(("text", "contacts"), TOLD)
def test_contacts_of_a_wire(coder: Coder, text: str, contacts: list[str]) -> None:
    record = coder.code(document_from_text(text, published="2025-03-12"))
    names = {a.id: (a.country or a.name) if a.kind == "office" else a.name for a in record.actors}
    found = [_shown(e, names) for e in record.events if e.medium is not None]
    assert sorted(_named_by_state(f) for f in found) == contacts


def _named_by_state(shown: str) -> str:
    return shown.replace("ARM", "Armenia").replace("AZE", "Azerbaijan")


def _shown(event: Event, names: dict[str, str]) -> str:
    """ "Modi > Macron planned 2025-03-14 Paris": last words of the names, a status other than occurred, the date, the place."""
    sides = (" ".join(sorted(names[a].split()[-1] for a in side)) for side in (event.actors, event.recipients))
    status = event.status if event.status != "occurred" else None
    when = event.when.edtf if event.when is not None else None
    where = event.where.name if event.where is not None else None
    return " ".join((" > ".join(sides), *(part for part in (status, when, where) if part)))
