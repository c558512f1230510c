"""What stays within a state: officials' acts abroad touch other states, and people without a state are of the one they deal with."""

from __future__ import annotations

from collections.abc import Iterable

from communique.events.bodies import with_bodies
from communique.events.finding import Party
from communique.events.scene import Scene
from communique.events.unsaid import with_states
from communique.knowledge.events import Homes
from communique.match import Match

OFFICIAL = frozenset({"state", "government", "office", "person"})


def of_states(
    scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...], homes: Homes
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides as the bodies that they act for, each with its state; who meets stays who he is."""
    if match.frame.medium is not None:
        return with_states(scene, match, acting, receiving, homes)
    return at_home(scene, match, with_bodies(scene, acting), with_bodies(scene, receiving), homes)


def at_home(
    scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...], homes: Homes
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides, without the own state of officials who act abroad, and each with a state where the text lets one be told."""
    event = match.frame.type
    if all(a.kind in OFFICIAL for p in acting for a in scene.who(p)):
        own = _state(scene, acting)
        receiving = tuple(p for p in receiving if not (_is_own_state(scene, p, own) and (event in homes.abroad or _acts(scene, p))))
    return with_states(scene, match, acting, receiving, homes)


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
