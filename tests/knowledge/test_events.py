"""Frames compile strictly: what is wrong in a file is said with its name and entry."""

from __future__ import annotations

from typing import Any

import pytest

from communique.errors import KnowledgeError
from communique.knowledge import events
from communique.knowledge.events import load_events

GOOD: dict[str, Any] = {
    "id": "test/shell",
    "type": "ASSAULT",
    "verbs": {"shell": "Rebels shelled Juba. | Rebels > Juba"},
    "actor": ["subject"],
    "recipient": ["object", "inside.object", "on"],
    "not": ["Rebels praised Juba."],
}
LISTS = {"light": frozenset({"hold", "make"})}


def compiled(**changes: Any) -> events.Frame:
    entry = {k: v for k, v in {**GOOD, **changes}.items() if v is not None}
    return events._frame("events/test.yaml", entry, LISTS)


def test_an_entry_becomes_a_frame_with_its_examples() -> None:
    frame = compiled()
    assert (frame.rule, frame.part, frame.actor) == ("test/shell", "verb", ("subject",))
    assert frame.words["shell"] == events.Example("Rebels shelled Juba.", "Rebels", "Juba")
    assert frame.refuted == ("Rebels praised Juba.",)


def test_a_named_list_stands_for_its_words() -> None:
    assert compiled(under=["@light", "give"]).under == {"hold", "make", "give"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"recipeint": ["object"]}, "unknown key recipeint"),
        ({"actor": ["subjekt"]}, "unknown slot subjekt"),
        ({"under": ["@heavy"]}, "no list @heavy"),
        ({"without": [True]}, "True is no word"),
        ({"recipient": [False]}, "has a slot that is no word"),
        ({"not": None}, "must not match"),
        ({"verbs": {}}, "exactly one of"),
        ({"nouns": {"shelling": "The shelling of Juba went on."}}, "exactly one of"),
        ({"verbs": {"shell": " "}}, "shell: needs an example sentence"),
        ({"status": "perhaps"}, "Invalid enum value"),
    ],
)
def test_a_fault_is_named_with_file_and_entry(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        compiled(**changes)
    message = str(raised.value)
    assert said in message
    assert "events/test.yaml" in message
    assert "test/shell" in message


def test_a_frame_that_asks_for_more_is_stricter() -> None:
    assert compiled(object=["town"], following=["at"]).strictness > compiled(object=["town"]).strictness > compiled().strictness


def test_the_frames_of_a_word_stand_strictest_first() -> None:
    for frames in load_events().by_word.values():
        asked = [(f.last, -f.strictness) for f in frames]
        assert asked == sorted(asked)


def test_each_frame_of_the_library_has_an_actor_and_a_unique_name() -> None:
    frames = load_events().frames
    assert all(f.actor or f.echo for f in frames)  # an echo may tell of a contact in the passive
    assert len({f.rule for f in frames}) == len(frames)
