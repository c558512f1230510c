"""Named slots on parses written by hand."""

from __future__ import annotations

import pytest
from match.byhand import ACTIVE, CONTROLLED, PASSIVE, PURPOSE

from communique.knowledge.events import SLOTS
from communique.match import slots
from communique.model import Sentence

FILLED = [
    (ACTIVE, 1, "subject", ["Rebels"]),
    (ACTIVE, 1, "object", ["Juba"]),
    (PASSIVE, 2, "surface", ["Juba"]),
    (PASSIVE, 2, "by", ["rebels", "soldiers"]),
    (CONTROLLED, 1, "inside.object", ["ban"]),
    (CONTROLLED, 1, "object", []),
    (CONTROLLED, 5, "subject", ["Chad"]),
    (PURPOSE, 1, "inside.object", ["reform"]),
    (PURPOSE, 1, "anywhere", ["to", "demand", "reform"]),
]


@pytest.mark.parametrize(("parsed", "trigger", "slot", "held"), FILLED)
def test_a_slot_holds_what_stands_in_its_function(parsed: Sentence, trigger: int, slot: str, held: list[str]) -> None:
    assert [t.text for t in slots.fill(parsed, parsed.tokens[trigger], slot)] == held


def test_the_first_slot_that_holds_something_comes_first() -> None:
    filled = list(slots.fill_first(CONTROLLED, CONTROLLED.tokens[1], ("object", "inside.object", "subject")))
    assert [name for name, _ in filled] == ["inside.object", "subject"]


def test_every_slot_a_frame_may_name_is_a_function_or_a_preposition() -> None:
    assert set(slots.FUNCTIONS) | slots.PREPOSITIONS == SLOTS
