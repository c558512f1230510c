"""One happening told twice is one event; two happenings told alike stay two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Event, Record
    from communique.pipeline import Coder


def coded(coder: Coder, text: str, published: str = "2024-03-15") -> Record:
    return coder.code(document_from_text(text, published=published))


def contacts(record: Record) -> list[Event]:
    return [e for e in record.events if e.medium is not None]


def names(record: Record, event: Event) -> set[str]:
    return {a.name.split()[-1] for a in record.actors if a.id in event.parties}


def test_calls_told_at_once_are_calls_of_two(coder: Coder) -> None:
    record = coded(coder, "President Andrzej Duda telephoned President Alar Karis and President Gitanas Nausėda on Tuesday.")
    assert [len(e.parties) for e in contacts(record)] == [2, 2]
    assert {n for e in contacts(record) for n in names(record, e)} == {"Duda", "Karis", "Nausėda"}


def test_a_meeting_of_three_is_one(coder: Coder) -> None:
    record = coded(coder, "President Andrzej Duda met President Alar Karis and President Gitanas Nausėda in Vilnius on Tuesday.")
    assert [len(e.parties) for e in contacts(record)] == [3]


def test_dates_narrow_to_what_both_tellings_allow(coder: Coder) -> None:
    text = (
        "President Andrzej Duda spoke of his meeting with President Alar Karis last week.\n"
        "That meeting, held last Friday in the city of Vilnius, ended without a text."
    )
    found = contacts(coded(coder, text))
    assert len(found) == 1
    assert found[0].when is not None
    assert (found[0].when.earliest, found[0].when.latest) == (dt.date(2024, 3, 8), dt.date(2024, 3, 8))
    assert found[0].where is not None
    assert found[0].where.name == "Vilnius"


def test_a_plan_that_was_kept_has_occurred(coder: Coder) -> None:
    text = (
        "President Andrzej Duda met President Alar Karis in Vilnius on Tuesday.\n"
        "President Duda had agreed to meet President Karis in Vilnius after the floods."
    )
    found = contacts(coded(coder, text))
    assert [e.status for e in found] == ["occurred"]


def test_a_plan_to_meet_again_stays_a_plan(coder: Coder) -> None:
    text = (
        "President Andrzej Duda met President Alar Karis in Vilnius on Tuesday.\nPresident Duda will meet President Karis again in Vilnius."
    )
    assert sorted(e.status for e in contacts(coded(coder, text))) == ["occurred", "planned"]


def test_states_stand_for_their_leaders_in_a_summit(coder: Coder) -> None:
    text = (
        "President Andrzej Duda held a summit with President Alar Karis in Vilnius on Tuesday.\n"
        "The Poland-Estonia summit ended without a text."
    )
    record = coded(coder, text)
    assert [names(record, e) for e in contacts(record)] == [{"Duda", "Karis"}]


def test_evidence_lies_in_the_tellings(coder: Coder) -> None:
    text = (
        "President Andrzej Duda telephoned President Alar Karis on Tuesday.\n"
        "President Duda also met Prime Minister Petr Fiala in Prague on Wednesday."
    )
    record = coded(coder, text)
    first, second = text.split("\n")
    for event in contacts(record):
        words = first if event.medium == "phone" else second
        told = {record.article.text[e.start : e.end] for e in event.evidence}
        assert told
        assert all(t in words for t in told), told


def test_those_called_by_a_third_have_had_no_contact_of_their_own(coder: Coder) -> None:
    text = (
        "On Tuesday, President Andrzej Duda followed up with calls to President Alar Karis and President Gitanas Nausėda, "
        "both of whom expressed support for the plan."
    )
    record = coded(coder, text)
    assert all("Duda" in names(record, e) for e in contacts(record))
    assert len(contacts(record)) == 2


def test_lengths_told_of_the_contact_again_are_its_lengths(coder: Coder) -> None:
    for again in ("The call lasted 45 minutes.", "The conversation lasted 45 minutes.", "Aides praised the call, which lasted 45 minutes."):
        (call,) = contacts(coded(coder, f"President Duda spoke by phone with President Nausėda on Friday. {again}"))
        assert call.duration_minutes == 45, again


def test_words_for_another_summit_take_no_later_contact(coder: Coder) -> None:
    text = (
        "President Duda spoke by phone with President Nausėda and discussed the July summit.\n\nSnow fell.\n\nTrains stood still.\n\n"
        "Buses were late.\n\nNobody complained.\n\nIn New Delhi, Prime Minister Narendra Modi received President Prabowo Subianto."
    )
    record = coded(coder, text)
    modi = next(e for e in contacts(record) if "Modi" in names(record, e))
    assert modi.when is None and all(x.field != "trigger" or text[x.start : x.end] == "received" for x in modi.evidence)


def test_rounds_of_talks_are_talks(coder: Coder) -> None:
    record = coded(coder, "Iranian Foreign Minister Abbas Araghchi and U.S. envoy Steve Witkoff held a third round of talks in Muscat.")
    assert {n for e in contacts(record) for n in names(record, e)} == {"Araghchi", "Witkoff"}


def test_ministers_who_sign_after_the_talks_held_them_not(coder: Coder) -> None:
    text = (
        "President Andrzej Duda held talks with President Alar Karis in Tallinn on Tuesday.\n"
        "Following the talks, Polish Foreign Minister Radosław Sikorski and Estonian Foreign Minister Margus Tsahkna signed a treaty."
    )
    record = coded(coder, text)
    assert {"Duda", "Karis"} in [names(record, e) for e in contacts(record)]
    assert all(e.medium != "in_person" or names(record, e) == {"Duda", "Karis"} for e in contacts(record))


def test_a_tour_is_one_visit_without_one_place(coder: Coder) -> None:
    text = (
        "President Andrzej Duda will travel to Estonia and Latvia on March 20-22.\n"
        "During his visit to Latvia on March 22, President Duda will open a school."
    )
    tour = next(e for e in contacts(coded(coder, text)) if len(e.parties) == 3)
    assert tour.where is None
    assert tour.when is not None and tour.when.edtf == "2024-03-20/2024-03-22"
    assert len(contacts(coded(coder, text))) == 1


def test_who_stays_somewhere_for_a_day_visits_it(coder: Coder) -> None:
    record = coded(coder, "President Andrzej Duda is in Estonia on Tuesday. President Alar Karis is in good health.")
    assert [names(record, e) for e in contacts(record)] == [{"Duda", "Estonia"}]


def test_both_of_whom_speak_each_for_himself(coder: Coder) -> None:
    text = "President Duda made calls to President Alar Karis and President Gitanas Nausėda, both of whom expressed support for the plan."
    record = coded(coder, text)
    said = {a.name.split()[-1] for s in record.statements for a in record.actors if a.id == s.speaker}
    assert {"Karis", "Nausėda"} <= said and "Duda" not in said
    assert sorted(len(names(record, e)) for e in contacts(record)) == [2, 2]


def test_a_meeting_with_somebody_at_a_stop_of_a_tour_is_one_of_its_own(coder: Coder) -> None:
    text = "President Andrzej Duda will travel to Estonia and Latvia on March 20-22.\nIn Riga he is to meet President Edgars Rinkēvičs."
    met = next(e for e in contacts(coded(coder, text)) if len(e.parties) == 2)
    assert met.status == "planned"
    assert met.where is not None and met.where.name == "Riga"


def test_separate_talks_are_two(coder: Coder) -> None:
    text = "President Duda held separate talks with Estonian President Alar Karis and Latvian President Edgars Rinkēvičs."
    assert sorted(len(e.parties) for e in contacts(coded(coder, text))) == [2, 2]


def test_met_separately_before_they_appeared_together(coder: Coder) -> None:
    text = (
        "President Duda had met Estonian President Alar Karis and Latvian President Edgars Rinkēvičs separately before the three appeared "
        "at a press conference."
    )
    assert sorted(len(e.parties) for e in contacts(coded(coder, text))) == [2, 2]
