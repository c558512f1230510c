"""The same happening, said the other way round."""

from __future__ import annotations

import pytest

from communique.events.check import _document
from communique.model import Record
from communique.pipeline import Coder


def coded(coder: Coder, text: str) -> Record:
    return coder.code(_document(text, official=False))


def told(record: Record) -> list[tuple[str, list[str | None], list[str | None]]]:
    countries = {a.id: a.country for a in record.actors}
    return [(e.type, [countries[a] for a in e.actors], [countries[a] for a in e.recipients]) for e in record.events]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Somali students were dispersed with batons by Kenyan police.", "COERCE", "KEN", "SOM"),
        ("Common ground was found by Chad with Niger.", "AGREE", "TCD", "NER"),
        ("A hospital in Ghana was rebuilt by China.", "AID", "CHN", "GHA"),
        ("Food was ferried to Kenya by Norway.", "AID", "NOR", "KEN"),
        ("Britain was castigated for its colonial past by Zimbabwe.", "ACCUSE", "ZWE", "GBR"),
        ("The torture by Eritrean troops of Ethiopian farmers was news.", "ASSAULT", "ERI", "ETH"),
        ("The rollback of tariffs on Norway was announced by Denmark.", "CONCEDE", "DNK", "NOR"),
        ("A farmer from Mali was gunned down by Nigerien soldiers.", "ASSAULT", "NER", "MLI"),
    ],
)
def test_what_a_passive_and_a_noun_tell_is_found(coder: Coder, text: str, kind: str, actor: str, recipient: str) -> None:
    assert any(t == kind and actor in a and recipient in r for t, a, r in told(coded(coder, text)))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Armenia stopped shelling Azerbaijan.", "ASSAULT"),
        ("The Laotian rebels gave up their war against Nepal.", "ASSAULT"),
        ("Teachers in Togo called off their strike against the government of Togo.", "PROTEST"),
        ("French and Egyptian warships launched ten days of war games in the Red Sea.", "ASSAULT"),
        ("Thousands of Sudanese fled to Chad.", "RETREAT"),
        ("The mayor asked for patience over curbs, which Beijing announced last week.", "REQUEST"),
        ("The mayor asked for patience over “the curbs on metals,” which Beijing announced last week.", "REQUEST"),
        ("Kenya deployed 10,000 soldiers to guard polling stations.", "AID"),
    ],
)
def test_what_only_looks_like_another_act_is_none(coder: Coder, text: str, other: str) -> None:
    assert other not in {e.type for e in coded(coder, text).events}


def test_a_mission_ordered_to_close_is_no_coercion(coder: Coder) -> None:
    record = coded(coder, "Poland ordered Russia to close its consulate in Gdansk.")
    assert ("SANCTION", ["POL"], ["RUS"]) in told(record)
    assert "COERCE" not in {e.type for e in record.events}
