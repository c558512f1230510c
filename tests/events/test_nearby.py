"""Who takes part where a frame's slots alone do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder

TOLD = [
    # a quantity gives the people it counts
    ("Thousands of Nigerians demonstrated against Ghana.", "PROTEST", {"NGA"}, {"GHA"}),
    # "it" is whoever reports
    ("Latvia said it had expelled two Belarusian diplomats.", "SANCTION", {"LVA"}, {"BLR"}),
    # a place stands for its state
    ("Eritrea lifted a curfew in Ethiopia.", "CONCEDE", {"ERI"}, {"ETH"}),
    ("Sanctions on Niger were lifted by Denmark on Monday.", "CONCEDE", {"DNK"}, {"NER"}),
    ("Aid to Niger was cut by Denmark.", "SANCTION", {"DNK"}, {"NER"}),
    # two adjectives are two parties
    ("Peruvian and Chilean troops clashed.", "ASSAULT", {"PER"}, {"CHL"}),
    # people of an unknown name, by where they are
    ("Protesters in Nairobi demonstrated against Uganda.", "PROTEST", {"KEN"}, {"UGA"}),
    # what two states do without a third they do with each other
    ("Peru and Chile exchanged information on smugglers.", "COOPERATE", {"PER"}, {"CHL"}),
    # unnamed people arrested are of the state that arrests them
    ("Turkish police arrested ten protesters.", "COERCE", {"TUR"}, {"TUR"}),
    # a crowd that only counts is whom it counts
    ("Tens of thousands of Kenyan students demonstrated against Uganda.", "PROTEST", {"KEN"}, {"UGA"}),
    # a thing's owner may stand further down
    ("Kenya seized the assets of a Ugandan banker.", "COERCE", {"KEN"}, {"UGA"}),
    # a minister who announces what his state does acts with it
    ("Poland's defence minister said that Warsaw would send food to Iraq.", "AGREE", {"POL"}, {"IRQ"}),
    # who gives way to nobody named does so where he is
    ("Truck drivers in Chile called off a two-day stoppage.", "CONCEDE", {"CHL"}, {"CHL"}),
    # who is the latest to do something has done it
    ("Romania became the latest country to recognise Croatia.", "SUPPORT", {"ROU"}, {"HRV"}),
    # units from two states are two parties
    ("Naval units from Pakistan and Oman carried out a joint exercise.", "COOPERATE", {"PAK"}, {"OMN"}),
    # an order to release is a release
    ("A Peruvian court ordered the release of a Chilean reporter.", "RETREAT", {"PER"}, {"CHL"}),
    # a ban on doing something is on those it is done to
    ("Peru lifted a ban on importing Chilean beef.", "CONCEDE", {"PER"}, {"CHL"}),
    # who only reports takes no part
    ("Latvia closed its border with Belarus, according to Poland.", "COERCE", {"LVA"}, {"BLR"}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), TOLD)
def test_parties_are_found_beyond_the_slots(coder: Coder, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    record = coder.code(document_from_text(text))
    countries = {a.id: a.country for a in record.actors}
    sides = [({countries[a] for a in e.actors}, {countries[a] for a in e.recipients}) for e in record.events if e.type == kind]
    assert sides == [(actors, recipients)]


def test_a_pronoun_is_proved_by_the_name_it_stands_for_too(coder: Coder) -> None:
    text = "President Duda praised Lithuania. He condemned Belarus."
    record = coder.code(document_from_text(text, published="2024-03-01"))
    blamed = next(e for e in record.events if e.type == "ACCUSE")
    proofs = [text[e.start : e.end] for e in blamed.evidence if e.field == "actors"]
    assert "He" in proofs
    assert any("Duda" in p for p in proofs)


def test_people_of_a_body_act_for_it(coder: Coder) -> None:
    record = coder.code(document_from_text("Red Cross officials suspended their aid to Sudan."))
    names = {a.id: a.name for a in record.actors}
    (event,) = [e for e in record.events if e.type == "SANCTION"]
    assert [names[a] for a in event.actors] == ["International Committee of the Red Cross"]


def test_other_mentions_in_the_sentence_prove_a_party_too(coder: Coder) -> None:
    text = "Iraq said it would free two Kuwaitis whom Iraq had jailed."
    record = coder.code(document_from_text(text))
    proofs = {(e.start, text[e.start : e.end]) for v in record.events for e in v.evidence if e.field == "actors"}
    assert {word for _, word in proofs} >= {"Iraq"}
    assert len({start for start, word in proofs if word == "Iraq"}) == 2


def test_what_is_dropped_is_no_event_of_its_own(coder: Coder) -> None:
    record = coder.code(document_from_text("Washington dropped its threat against Tehran."))
    assert [e.type for e in record.events] == ["RETREAT"]


def test_whoever_is_called_on_to_talk_is_the_one_who_shall(coder: Coder) -> None:
    text = "Poland and Estonia condemned the launch and called on Pyongyang to return to dialogue."
    assert not [e for e in coder.code(document_from_text(text)).events if e.medium is not None]


def test_who_is_only_talked_of_takes_no_part(coder: Coder) -> None:
    text = "President Duda met President Karis. They discussed preparations for a meeting with Prime Minister Kristersson."
    record = coder.code(document_from_text(text, published="2024-03-15"))
    names = {a.id: a.name.split()[-1] for a in record.actors}
    assert [{names[p] for p in e.parties} for e in record.events if e.medium is not None] == [{"Duda", "Karis"}]


def test_nobody_frees_his_own_for_himself(coder: Coder) -> None:
    record = coder.code(document_from_text("Russia freed the former head of a Moscow theatre.", published="2025-10-09"))
    assert [e for e in record.events if set(e.recipients) & set(e.actors)] == []
