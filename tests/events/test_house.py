"""Readouts of unknown source, known by their manner; news is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder


def _contacts(coder: Coder, text: str, published: str) -> list[tuple[set[str], str | None, str]]:
    record = coder.code(document_from_text(text, published=published))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    return [({names[p] for p in e.parties}, e.medium, e.status) for e in record.events if e.medium is not None]


HOUSES = [
    ("Mr Macron thanked the Kenyan President for the warm welcome at the talks.", "2022-06-01", {"Macron", "Kenyatta"}),
    (
        "They discussed trade. The President thanked the Kenyan President. French-Kenyan ties are good.",
        "2022-06-01",
        {"Macron", "Kenyatta"},
    ),
    ("The two Presidents discussed French-Kenyan trade and the drought.", "2022-06-01", {"Macron", "Kenyatta"}),
    (
        "Mr Macron spoke of coffee, the Kenyan President of the drought. French-Kenyan trade was discussed.",
        "2022-06-01",
        {"Macron", "Kenyatta"},
    ),
    ("The message says, in part: “I send you my best wishes.” French-Kenyan ties are good.", "2022-06-01", {"Macron", "Kenyatta"}),
    ("I am pleased to announce that I will visit Kenya in July. Norway and Kenya are close.", "2022-06-01", {"Støre", "Kenya"}),
]


@pytest.mark.parametrize(("text", "published", "parties"), HOUSES)
def test_a_readout_leaves_out_whom_its_reader_knows(coder: Coder, text: str, published: str, parties: set[str]) -> None:
    assert any(told == parties for told, _, _ in _contacts(coder, text, published))


NEWS = [
    "French President Emmanuel Macron thanked Kenyan President Uhuru Kenyatta for his help.",
    "PARIS, June 1 (Wire) - Mr Macron thanked the Kenyan president, an aide said.",
    "I met Macron once, in a bar in Lyon. France and Kenya were on television.",
    "Mr Macron thanked the Kenyan president, according to the Daily Nation.",
]


@pytest.mark.parametrize("text", NEWS)
def test_news_tells_of_no_contact_by_its_manner(coder: Coder, text: str) -> None:
    assert _contacts(coder, text, "2022-06-01") == []


def test_an_old_summit_is_no_readout_of_today(coder: Coder) -> None:
    text = "Mr Macron praised the working group set up at the June 2016 summit. French-Kenyan ties are good."
    assert all(medium != "in_person" for _, medium, _ in _contacts(coder, text, "2022-06-01"))


def test_who_writes_i_and_is_nobody_known_is_none_of_those_named(coder: Coder) -> None:
    text = (
        "I spoke this morning with Prime Minister Takaichi of Japan.\n"
        "I also thanked the Prime Minister for Japan's support. I will travel to Jakarta next week for talks with President Prabowo."
    )
    assert ({"Takaichi", "Subianto"}, "unspecified", "occurred") not in _contacts(coder, text, "2026-02-10")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("I spoke with Prime Minister Kishida about trade.", ({"writer", "Kishida"}, "unspecified", "occurred")),
        ("Today I had a good call with President Erdoğan.", ({"writer", "Erdoğan"}, "phone", "occurred")),
        ("Just got off the phone with President Erdoğan. I told him of the drought.", ({"writer", "Erdoğan"}, "phone", "occurred")),
    ],
)
def test_whoever_writes_of_a_contact_with_an_office_holder_is_a_party(coder: Coder, text: str, contact: tuple[set[str], str, str]) -> None:
    assert _contacts(coder, text, "2022-06-01") == [contact]


def test_a_publisher_called_by_its_office_is_the_one_who_writes(coder: Coder) -> None:
    text = "This afternoon I spoke with my friend, President Uhuru Kenyatta of Kenya, about the drought."
    record = coder.code(document_from_text(text, published="2022-06-01", publisher="Office of the Prime Minister of Norway"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    assert [{names[p] for p in e.parties} for e in record.events if e.medium is not None] == [{"Støre", "Kenyatta"}]


def test_of_one_who_calls_nothing_is_asked_by_it(coder: Coder) -> None:
    record = coder.code(document_from_text("President Biden called President Kenyatta on Monday.", published="2022-06-01"))
    assert [e.type for e in record.events] == ["CONSULT"]


def test_the_prime_minister_of_a_readout_without_a_source_is_of_the_state_that_acts_in_it(coder: Coder) -> None:
    text = (
        "The Prime Minister spoke to the President of Kenya, Uhuru Kenyatta, this morning. He said Norway stood ready to help. The leaders "
        "discussed Sudan. They looked forward to meeting in November."
    )
    assert _contacts(coder, text, "2022-06-01")[0][0] == {"Støre", "Kenyatta"}
    record = coder.code(document_from_text(text, published="2022-06-01"))
    plan = next(e for e in record.events if e.status == "planned")
    assert plan.when is not None and plan.when.edtf == "2022-11-01/2022-11-30"


def test_who_of_the_house_sat_in_does_not_tell_with_whom(coder: Coder) -> None:
    text = (
        "The President held a session with members of the Council. They exchanged opinions on southeastern Ukraine. Issues of growth were "
        "discussed. The meeting was attended by State Duma Speaker Vyacheslav Volodin."
    )
    url = "http://en.kremlin.ru/events/president/news/1"
    record = coder.code(document_from_text(text, published="2019-11-25", url=url))
    assert [e for e in record.events if e.medium is not None] == []
