"""Which contact a statement gives an account of, and which contact dealt with which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Event, Record
    from communique.pipeline import Coder

TWO_CALLS = (
    "President Andrzej Duda held phone calls with President Alar Karis and President Gitanas Nausėda on Tuesday "
    "to share details of his meeting with President Macron in Paris last week.\n"
    "Karis said Duda “expressed relief” after the Macron meeting.\n"
    "Nausėda said Duda “asked for patience.”"
)


def coded(coder: Coder, text: str) -> Record:
    return coder.code(document_from_text(text, published="2024-03-15"))


def surnames(record: Record, event: Event) -> set[str]:
    return {a.name.split()[-1] for a in record.actors if a.id in event.parties}


def test_accounts_go_to_the_contact_of_those_who_tell_them(coder: Coder) -> None:
    record = coded(coder, TWO_CALLS)
    by_id = {e.id: e for e in record.events}
    speakers = {a.id: a.name.split()[-1] for a in record.actors}
    tied = {(speakers[s.speaker], *(speakers[v] for v in s.via)): surnames(record, by_id[s.event]) for s in record.statements if s.event}
    assert tied[("Karis",)] == {"Duda", "Karis"}
    assert tied[("Duda", "Karis")] == {"Duda", "Karis"}
    assert tied[("Nausėda",)] == {"Duda", "Nausėda"}


def test_nobody_gives_an_account_of_a_contact_he_had_no_part_in(coder: Coder) -> None:
    record = coded(coder, "President Duda met President Karis in Tartu. Chinese President Xi Jinping said trade “must grow.”")
    contact = next(e for e in record.events if e.medium is not None)
    assert record.statements
    assert all(s.event != contact.id for s in record.statements)


def test_calls_are_about_the_meeting_they_told_of(coder: Coder) -> None:
    record = coded(coder, TWO_CALLS)
    meeting = next(e for e in record.events if e.medium == "in_person")
    calls = [e for e in record.events if e.medium == "phone"]
    assert len(calls) == 2
    assert all(e.about == (meeting.id,) for e in calls)
    assert meeting.about == ()


def test_ahead_of_a_meeting_is_by_its_day(coder: Coder) -> None:
    text = (
        "Polish President Andrzej Duda met French President Emmanuel Macron in Paris on Tuesday.\n"
        "Estonian President Alar Karis telephoned President Nausėda ahead of the Paris meeting."
    )
    record = coded(coder, text)
    call = next(e for e in record.events if e.medium == "phone")
    assert call.when is not None
    assert call.when.edtf == "../2024-03-12"
    assert call.about == ()
    assert any(e.field == "when" for e in call.evidence)


def test_a_call_paid_after_talks_is_not_what_they_were_about(coder: Coder) -> None:
    text = (
        "Chinese Foreign Minister Wang Yi held talks with his Tanzanian counterpart Mahmoud Thabit Kombo in Dodoma on Monday "
        "and later paid a courtesy call on President Samia Suluhu Hassan."
    )
    record = coder.code(document_from_text(text, published="2026-01-20"))
    contacts = [e for e in record.events if e.medium == "in_person"]
    assert len(contacts) == 2
    assert not any(e.about or e.topics for e in contacts)
