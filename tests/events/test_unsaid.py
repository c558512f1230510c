"""Of which state those are whose words tell of none, and who did what nobody is named for."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder
from communique.reading import document_from_text


def triples(coder: Coder, text: str) -> set[tuple[str | None, str | None, str]]:
    """Source, target (ISO-3) and type of all events."""
    record = coder.code(document_from_text(text))
    states = {a.id: a.country for a in record.actors}
    return {(states[a], states[r], e.type) for e in record.events for a in e.actors for r in e.recipients}


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Gunmen shot dead a Shiite cleric in Karachi.", ("PAK", "PAK", "ASSAULT")),
        ("Norwegian doctors treated wounded Kurds near Sulaymaniyah.", ("NOR", "IRQ", "AID")),
        ("Hutu rebels broke a truce with the Burundian government.", ("BDI", "BDI", "ASSAULT")),
        ("Striking miners accepted an offer by the Bolivian government.", ("BOL", "BOL", "AGREE")),
        ("The Malian army deployed tanks against Tuareg rebels.", ("MLI", "MLI", "MOBILIZE")),
        ("The Ugandan police raided the offices of the main opposition party.", ("UGA", "UGA", "COERCE")),
        ("Students demanded that President Suharto of Indonesia resign.", ("IDN", "IDN", "REQUEST")),
        ("Bishops in Chad threw their weight behind opposition leader Idris Moussa.", ("TCD", "TCD", "SUPPORT")),
        ("Strikers at a Polish shipyard ignored an ultimatum from the government.", ("POL", "POL", "REJECT")),
        ("Israeli helicopters and tanks shelled a Palestinian camp.", ("ISR", "PSE", "ASSAULT")),
    ],
)
def test_people_without_a_state_are_given_the_one_told_beside_them(coder: Coder, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kidnappers said they would behead a British engineer.",  # his state is not theirs
        "Human rights groups urged Bahrain to free a doctor.",  # of many states
        "Security forces in Guinea beat Liberian refugees, whom authorities blame for a border war.",  # two states
    ],
)
def test_no_state_is_given_where_it_may_be_another(coder: Coder, text: str) -> None:
    record = coder.code(document_from_text(text))
    unnamed = {a.name.lower() for a in record.actors if a.country is None and a.id.startswith("name:")}
    assert unnamed & {"kidnappers", "human rights groups", "authorities"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Three Iraqi civilians were killed in a bombing in Baghdad.", "Baghdad"),
        ("A roadside bomb near Samarra killed a Danish soldier.", "Samarra"),
        ("An Austrian tourist was stabbed to death in Istanbul.", "Istanbul"),
    ],
)
def test_violence_by_nobody_named_is_somebodys_of_the_place(coder: Coder, text: str, place: str) -> None:
    record = coder.code(document_from_text(text))
    (event,) = record.events
    (actor,) = (a for a in record.actors if a.id == event.actors[0])
    assert (event.type, actor.kind, actor.name.split(",")[0]) == ("ASSAULT", "other", "unidentified")
    assert place in {text[p.start : p.end] for p in event.evidence if p.field == "actors"}


@pytest.mark.parametrize(
    "text", ["Three miners were killed in a blast in Chile.", "A fire killed two tourists in Manila.", "A tourist was killed in Kabul."]
)
def test_what_may_be_a_mishap_is_nobodys_violence(coder: Coder, text: str) -> None:
    assert coder.code(document_from_text(text)).events == ()


def test_those_of_a_descent_are_of_where_they_live(coder: Coder) -> None:
    assert ("MKD", "MKD", "COERCE") in triples(coder, "Police in Macedonia arrested two ethnic Albanian rebels.")
    assert ("ALB", "MKD", "COERCE") in triples(coder, "Albanian police arrested two Macedonian rebels.")


def test_where_it_was_done_proves_of_which_state_a_crowd_is(coder: Coder) -> None:
    text = "Hundreds of people blocked streets in Lagos to protest against the government."
    record = coder.code(document_from_text(text))
    assert "Lagos" in {text[p.start : p.end] for e in record.events for p in e.evidence if p.field == "actors"}


def test_sanctions_that_are_not_renewed_are_given_up(coder: Coder) -> None:
    assert ("USA", "SDN", "CONCEDE") in triples(coder, "The United States failed to renew its sanctions against Sudan.")


def test_whoever_is_said_to_have_done_it_is_looked_into(coder: Coder) -> None:
    assert ("KEN", "UGA", "ACCUSE") in triples(coder, "Kenya opened an inquiry into allegations that Ugandan soldiers beat refugees.")
