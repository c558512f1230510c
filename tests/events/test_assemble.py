"""Events of the record: ids that last, ties both ways, proofs for what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

TEXT = (
    "President Andrzej Duda telephoned President Alar Karis on Tuesday to discuss the defence of Estonia over the past two days.\n"
    "Karis said the 20-minute call “was useful.”"
)


def test_ids_are_the_same_every_time_and_no_row_numbers(coder: Coder) -> None:
    one, other = (coder.code(document_from_text(TEXT, published="2024-03-15")) for _ in range(2))
    assert [e.id for e in one.events] == [e.id for e in other.events]
    assert len({e.id for e in one.events}) == len(one.events)


def test_statements_and_events_name_each_other(coder: Coder) -> None:
    record = coder.code(document_from_text(TEXT, published="2024-03-15"))
    tied = {(s.event, s.id) for s in record.statements if s.event}
    assert tied
    assert tied == {(e.id, s) for e in record.events for s in e.statements}


def test_each_told_field_has_its_proof(coder: Coder) -> None:
    record = coder.code(document_from_text(TEXT, published="2024-03-15"))
    for event in record.events:
        proved = {e.field for e in event.evidence}
        told = {"when": event.when, "where": event.where, "duration_minutes": event.duration_minutes, "topics": event.topics or None}
        assert {f for f, v in told.items() if v is not None} <= proved


def test_topics_are_no_times(coder: Coder) -> None:
    record = coder.code(document_from_text(TEXT, published="2024-03-15"))
    topics = [t for e in record.events for t in e.topics]
    assert topics
    assert not any("days" in t for t in topics)


def test_everyone_has_a_proof_on_the_own_side_and_every_status_its_words(coder: Coder) -> None:
    text = (
        "Foreign Minister Jaishankar spoke with Polish Secretary of State, Head of the National Security Bureau, Jacek Siewiera. "
        "He and Siewiera discussed Mr Tusk’s official visit to New Delhi, scheduled for the autumn of 2024."
    )
    record = coder.code(document_from_text(text, published="2024-03-15"))
    mentions = {a.id: a.mentions for a in record.actors}
    assert {e.status for e in record.events} >= {"planned", "occurred"}
    for event in record.events:
        for field, parties in (("actors", event.actors), ("recipients", event.recipients)):
            proofs = [e for e in event.evidence if e.field == field]
            assert all(any(m.start < e.end and e.start < m.end for m in mentions[p] for e in proofs) for p in parties)
        assert event.status == "occurred" or any(e.field == "status" for e in event.evidence)


def test_words_that_name_both_sides_prove_both(coder: Coder) -> None:
    text = "Prime Minister Modi wrote to Prime Minister Albanese. The two prime ministers agreed on 3 March to share forecasts."
    record = coder.code(document_from_text(text, published="2024-03-15"))
    agreed = next(e for e in record.events if e.type == "AGREE")
    proofs = {e.field: record.article.text[e.start : e.end] for e in agreed.evidence}
    assert agreed.recipients
    assert proofs["recipients"] == proofs["actors"] == "The two prime ministers"


def test_a_meeting_known_by_its_place_is_proved_by_it(coder: Coder) -> None:
    text = "President Macron held consultations with Chancellor Scholz in Meseberg on Tuesday."
    record = coder.code(document_from_text(text, published="2024-03-15"))
    (event,) = record.events
    assert event.medium == "in_person"
    assert [record.article.text[e.start : e.end] for e in event.evidence if e.field == "medium"]


def test_what_is_no_contact_has_no_proof_of_means(coder: Coder) -> None:
    text = "Prime Minister Albanese will meet several of his Cabinet colleagues on Friday. He spoke to Prime Minister Modi on Thursday."
    record = coder.code(document_from_text(text, published="2024-03-15"))
    assert all(e.medium is not None or all(p.field != "medium" for p in e.evidence) for e in record.events)


def test_what_a_meeting_was_held_for_is_its_topic_and_no_plan(coder: Coder) -> None:
    text = "The summit, aimed at negotiating a truce between Sudan and Chad, was held in Cairo on Monday between Mr Macron and Mr Sisi."
    (event,) = (e for e in coder.code(document_from_text(text, published="2023-06-07")).events if e.medium is not None)
    assert (event.status, event.topics) == ("occurred", ("truce between Sudan and Chad",))


def test_a_mention_of_a_party_has_one_proof(coder: Coder) -> None:
    text = (
        "Indian Prime Minister Narendra Modi thanked the French president, Emmanuel Macron, for his visit. Both of them praised the talks."
    )
    record = coder.code(document_from_text(text, published="2024-03-15"))
    assert record.events
    for event in record.events:
        names = [e for e in event.evidence if e.field in ("actors", "recipients")]
        assert not [(a, b) for a in names for b in names if a != b and a.field == b.field and b.start <= a.start and a.end <= b.end]
