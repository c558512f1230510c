"""Which meetings are diplomacy: those between parties of different states or with an international body.

A president who meets a governor of his own country consults, but contacts nobody in the sense of the record.
"""

from __future__ import annotations

import msgspec

from communique.events.finding import Finding
from communique.events.parties import Scene
from communique.model import Actor

BODIES = frozenset({"organisation", "armed_group"})


def as_contact(finding: Finding, scene: Scene) -> Finding:
    """The finding, without a medium if its parties are all of one country. What points back is judged where it is tied."""
    if finding.medium is None or finding.anaphoric:
        return finding
    sides = {side(a) for p in (*finding.actors, *finding.recipients) for a in scene.who(p)} - {None}
    return finding if len(sides) > 1 else msgspec.structs.replace(finding, medium=None)


def side(actor: Actor) -> str | None:
    """The country an actor stands for; an international body, its officers and an armed group stand for themselves."""
    if actor.country is not None:
        return actor.country
    stands_alone = actor.kind in BODIES or (actor.kind == "person" and actor.office is not None)
    return actor.id if stands_alone else None
