"""The same contacts told of people named in every way: what a sentence says must not hang on how long a name is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.pipeline import Coder
from communique.reading import document_from_text

PUBLISHED = "2019-06-20"
# Forms are tried by turns; of each telling so many.
TRIED = 9
LEAST_RIGHT = 0.98


class Leader(msgspec.Struct, frozen=True):
    """Somebody in office on the day, and what he or she may be called."""

    country: str
    state: str
    people: str
    office: str
    name: str
    formal: str


LEADERS = (
    Leader("RUS", "Russia", "Russian", "President", "Vladimir Putin", "the Russian Federation"),
    Leader("FRA", "France", "French", "President", "Emmanuel Macron", "the French Republic"),
    Leader("JPN", "Japan", "Japanese", "Prime Minister", "Shinzo Abe", "Japan"),
    Leader("KOR", "South Korea", "South Korean", "President", "Moon Jae-in", "the Republic of Korea"),
    Leader("EGY", "Egypt", "Egyptian", "President", "Abdel Fattah el-Sisi", "the Arab Republic of Egypt"),
    Leader("ETH", "Ethiopia", "Ethiopian", "Prime Minister", "Abiy Ahmed", "the Federal Democratic Republic of Ethiopia"),
    Leader("CHN", "China", "Chinese", "Foreign Minister", "Wang Yi", "the People's Republic of China"),
    Leader("VNM", "Vietnam", "Vietnamese", "Prime Minister", "Nguyen Xuan Phuc", "Vietnam"),
    Leader("KAZ", "Kazakhstan", "Kazakh", "President", "Kassym-Jomart Tokayev", "the Republic of Kazakhstan"),
    Leader("SRB", "Serbia", "Serbian", "President", "Aleksandar Vucic", "the Republic of Serbia"),
    Leader("RWA", "Rwanda", "Rwandan", "President", "Paul Kagame", "the Republic of Rwanda"),
)
FORMS = (
    "{people} {office} {name}",
    "{office} {name}",
    "{name}",
    "{office} of {state} {name}",
    "the {office} of {state}, {name},",
    "{state}'s {office} {name}",
    "{name}, the {people} {small},",
    "the {people} {small}, {name},",
    "{office} of {formal} {name}",
    "the {people} {small}",
)
DAYS = ("on Tuesday", "late on Tuesday", "Tuesday", "earlier on Tuesday")
OCCURRED = "2019-06-18"
PLANNED = "2019-06-21"
# What is told → medium, status, day.
TELLINGS = {
    "{a} spoke by phone with {b} {day}.": ("phone", "occurred", OCCURRED),
    "{a} and {b} spoke by phone {day}, officials said.": ("phone", "occurred", OCCURRED),
    "{a} telephoned {b} {day} and urged restraint.": ("phone", "occurred", OCCURRED),
    "{a} called {b} {day} to discuss the ceasefire.": ("phone", "occurred", OCCURRED),
    "In a phone call with {b} {day}, {a} discussed trade.": ("phone", "occurred", OCCURRED),
    "{a} told {b} in a phone call {day} that sanctions would stay.": ("phone", "occurred", OCCURRED),
    "{a} urged {b} to show restraint during a phone call {day}.": ("phone", "occurred", OCCURRED),
    "{a} received a phone call from {b} {day}.": ("phone", "occurred", OCCURRED),
    "{a}, who spoke by phone with {b} {day}, called for calm.": ("phone", "occurred", OCCURRED),
    "{a} spoke with {b} by video link {day}.": ("video", "occurred", OCCURRED),
    "{a} and {b} held a video conference {day}.": ("video", "occurred", OCCURRED),
    "{a} met {b} in Geneva {day}.": ("in_person", "occurred", OCCURRED),
    "{a} and {b} met in Geneva {day}.": ("in_person", "occurred", OCCURRED),
    "{a} met {b} for talks in Geneva {day}.": ("in_person", "occurred", OCCURRED),
    "{a} came face to face with {b} in Geneva {day}.": ("in_person", "occurred", OCCURRED),
    "A meeting between {a} and {b} was held in Geneva {day}.": ("in_person", "occurred", OCCURRED),
    "At a meeting with {b} in Geneva {day}, {a} called for dialogue.": ("in_person", "occurred", OCCURRED),
    "After meeting {b} in Geneva {day}, {a} said progress had been made.": ("in_person", "occurred", OCCURRED),
    "{a} received {b} {day}.": ("in_person", "occurred", OCCURRED),
    "{b} was received by {a} {day}.": ("in_person", "occurred", OCCURRED),
    "{a} sent {b} a letter {day}.": ("letter", "occurred", OCCURRED),
    "{a} sent a telegram of condolences to {b} {day}.": ("letter", "occurred", OCCURRED),
    "In a message to {b} {day}, {a} expressed his condolences.": ("letter", "occurred", OCCURRED),
    "{a} wrote to {b} {day} to ask for help.": ("letter", "occurred", OCCURRED),
    "{a} will meet {b} in Geneva on Friday.": ("in_person", "planned", PLANNED),
    "{a} and {b} are expected to meet in Geneva on Friday.": ("in_person", "planned", PLANNED),
    "A meeting between {a} and {b} is planned for Friday.": ("in_person", "planned", PLANNED),
}


def _called(leader: Leader, form: str) -> str:
    return form.format(**msgspec.structs.asdict(leader), small=leader.office.lower())


def _sentences(telling: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The telling of so many pairs, each named in another way, and the two states."""
    turn = sorted(TELLINGS).index(telling)
    for i in range(TRIED):
        caller, guest = FORMS[(i + turn) % len(FORMS)], FORMS[(i + 3 * turn) % len(FORMS)]
        a, b = LEADERS[(i + turn) % len(LEADERS)], LEADERS[(2 * i + turn + 4) % len(LEADERS)]
        a = a if a is not b else LEADERS[(i + turn + 1) % len(LEADERS)]
        said = telling.format(a=_called(a, caller), b=_called(b, guest), day=DAYS[(i + turn) % len(DAYS)])
        said = said.replace(",,", ",").replace(",.", ".")
        yield said[0].upper() + said[1:], frozenset({a.country, b.country})


def _told(coder: Coder, text: str) -> list[tuple[str, str, str | None, frozenset[str]]]:
    record = coder.code(document_from_text(text, published=PUBLISHED, publisher="The Daily Herald"))
    countries = {a.id: a.country or a.id for a in record.actors}
    return [
        (e.medium, e.status, e.when.edtf if e.when is not None else None, frozenset(countries[p] for p in (*e.actors, *e.recipients)))
        for e in record.events
        if e.medium is not None
    ]


def test_contacts_of_people_named_in_every_way(coder: Coder) -> None:
    wrong: list[str] = []
    for telling, (medium, status, day) in TELLINGS.items():
        for text, states in _sentences(telling):
            told = _told(coder, text)
            if told != [(medium, status, day, states)]:
                wrong.append(f"{text} {told}")
    assert len(wrong) <= (1 - LEAST_RIGHT) * TRIED * len(TELLINGS), "\n".join(wrong)
