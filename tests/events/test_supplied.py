"""Contacts whose sentence names one side: the other stands before it, or with the contact told last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

Told = list[tuple[frozenset[str], str | None, str, str | None]]


def contacts(coder: Coder, text: str, url: str | None = None) -> Told:
    record = coder.code(document_from_text(text, published="2024-03-15", url=url))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    found = [e for e in record.events if e.medium is not None]
    return [(frozenset(names[p] for p in e.parties), e.medium, e.status, e.when.edtf if e.when else None) for e in found]


def one(
    first: str, second: str, medium: str, status: str = "occurred", day: str | None = None
) -> tuple[frozenset[str], str, str, str | None]:
    return frozenset({first, second}), medium, status, day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "President Duda left for Vilnius. A meeting with President Nausėda is planned for Tuesday.",
            one("Duda", "Nausėda", "in_person", "planned", "2024-03-19"),
        ),
        (
            "President Duda met President Nausėda. The planned trilateral with Latvia's president was scrapped.",
            one("Duda", "Rinkēvičs", "in_person", "cancelled"),
        ),
        (
            "President Duda telephoned President Nausėda on Monday. Chancellor Scholz made a similar call.",
            one("Scholz", "Nausėda", "phone"),
        ),
        (
            "President Duda will call President Nausėda. The two last spoke in May.",
            one("Duda", "Nausėda", "unspecified", day="2023-05-01/2023-05-31"),
        ),
        (
            "Officials spoke of the talks that President Duda held with President Nausėda in Vilnius.",
            one("Duda", "Nausėda", "in_person"),
        ),
        (
            "President Duda told President Nausėda in a call on Monday that he would come.",
            one("Duda", "Nausėda", "phone", day="2024-03-11"),
        ),
        ("Duda called Scholz on Monday.", one("Duda", "Scholz", "phone", day="2024-03-11")),
        (
            "President Duda met President Nausėda on Monday. Two days after the meeting Chancellor Scholz called President Duda.",
            one("Duda", "Scholz", "phone", day="2024-03-13"),
        ),
        (
            "President Duda met President Nausėda on Monday. President Duda saw President Rinkēvičs in person the day before the meeting.",
            one("Duda", "Rinkēvičs", "in_person", day="2024-03-10"),
        ),
    ],
)
def test_who_is_left_out_is_found(coder: Coder, text: str, told: tuple[frozenset[str], str, str, str | None]) -> None:
    assert told in contacts(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "President Duda met President Karis. They discussed preparations for a meeting with Prime Minister Kristersson.",
        "President Duda met President Karis in Tallinn. Prime Minister Fiala and Commissioner Sinkevičius also attended the meeting.",
        "President Duda spoke with President Karis a day before the summit.",
    ],
)
def test_who_is_talked_of_or_sits_in_makes_no_contact_of_its_own(coder: Coder, text: str) -> None:
    assert [parties for parties, *_ in contacts(coder, text)] == [{"Duda", "Karis"}]


def test_an_announced_journey_is_no_meeting_with_whoever_leads_the_state(coder: Coder) -> None:
    text = (
        "Under Secretary Ann Lee will travel to France on May 2 to attend the meeting of the working group. The meeting will cover trade."
    )
    assert all("Macron" not in parties for parties, *_ in contacts(coder, text, url="https://www.state.gov/"))


def test_the_two_of_an_aides_readout_are_those_it_opens_with(coder: Coder) -> None:
    text = (
        "National Security Advisor Jake Sullivan met with Norwegian Foreign Minister Espen Barth Eide. Mr. Sullivan noted President "
        "Biden's visit. The two condemned the attack. They discussed the Lukashenka regime."
    )
    told = [parties for parties, medium, *_ in contacts(coder, text, url="https://www.whitehouse.gov/") if medium is not None]
    assert {"Sullivan", "Eide"} in told
    assert not any("Lukashenka" in parties or {"Sullivan", "Biden"} <= parties for parties in told)
