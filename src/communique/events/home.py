"""Of which state unnamed people are, where only the other side of the act tells it: police arrest, governments yield to, students
march against their own unless the text says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.knowledge.events import Homes
from communique.model import Actor

OFFICIAL = frozenset({"state", "government", "office", "person"})
UNSAID = frozenset({"group", "armed_group", "government", "office"})


def at_home(
    scene: Scene, event: str, acting: tuple[Party, ...], receiving: tuple[Party, ...], homes: Homes
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides, with the state of one where the other is of none and the act is one that stays within a state."""
    if all(a.kind in OFFICIAL for p in acting for a in scene.who(p)):
        own = _state(scene, acting)
        receiving = tuple(p for p in receiving if not (_is_own_state(scene, p, own) and (event in homes.abroad or _acts(scene, p))))
    if event in homes.recipients and (country := _state(scene, acting)) is not None:
        return acting, tuple(_of(scene, p, country) for p in receiving)
    if event in homes.actors and (country := _state(scene, receiving)) is not None:
        return tuple(_of(scene, p, country) for p in acting), receiving
    return acting, receiving


def _is_own_state(scene: Scene, party: Party, country: str | None) -> bool:
    """The state itself, or the capital that stands for it ("invited him to *Tokyo*")."""
    own = (a.kind == "state" or (a.kind == "government" and a.id.startswith("org:")) for a in scene.who(party))
    return country is not None and all(own) and all(a.country == country for a in scene.who(party))


def _acts(scene: Scene, party: Party) -> bool:
    """Whether a party stands as a subject: who "warned that Kabul reserved the right to answer" warned somebody else."""
    return scene.parse.sentences[party.mention.sentence].tokens[party.mention.head].dep == "nsubj"


def _state(scene: Scene, parties: Iterable[Party]) -> str | None:
    """The one state that all of a side are of."""
    countries = {a.country for p in parties for a in scene.who(p)}
    return countries.pop() if len(countries) == 1 else None


def _of(scene: Scene, party: Party, country: str) -> Party:
    actor = party.described
    if actor is None or not _is_unsaid(actor):
        return party
    return Party(party.mention, party.actors, msgspec.structs.replace(actor, country=country))


def _is_unsaid(actor: Actor) -> bool:
    return actor.country is None and actor.kind in UNSAID and actor.id.startswith("name:")
