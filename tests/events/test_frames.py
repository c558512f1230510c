"""Every frame's examples, run once through the real coder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.events.check import check_events
from communique.knowledge.events import load_events

if TYPE_CHECKING:
    from communique.pipeline import Coder


def test_every_example_of_every_frame_does_what_its_entry_says(coder: Coder) -> None:
    failures = [f"{f.file} {f.entry}: {f.message}" for f in check_events(load_events(), coder.code_many)]
    assert failures == [], "\n".join(failures)


def test_each_type_of_the_ontology_has_a_frame() -> None:
    from communique.knowledge.events import QUAD

    assert {f.type for f in load_events().frames} == set(QUAD)
