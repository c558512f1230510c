"""Of which state people are whose words tell of none: of the place where it is done, of the state that they deal with, or of the only
one that the sentence names."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from communique.events.finding import Party
from communique.events.located import is_from_elsewhere
from communique.events.scene import Scene
from communique.events.unidentified import places
from communique.events.visited import visited
from communique.knowledge.actors_words import OFFICIAL_SECTORS
from communique.knowledge.events import Homes
from communique.match import Match
from communique.model import Actor, Token

Sides = tuple[tuple[Party, ...], tuple[Party, ...]]
UNSAID = frozenset({"group", "armed_group", "government", "office"})
# What may be a thing, too: people or a body only where the word is one for them.
BY_ROLE = frozenset({"other", "organisation"})
BESIDE = frozenset({"compound", "amod", "nmod", "poss"})
STATES = frozenset({"state", "government", "office"})
# Those who act for a state; separatists, whose sector is the spies', do not.
OFFICIAL = OFFICIAL_SECTORS - {"SPY"}
# Whom nobody knows by name, but by an office that every state has.
RULING = frozenset({"head_of_state", "head_of_government"})
AUTHORITIES = frozenset({"state", "government", "office", "person"})


def with_states(scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...], homes: Homes) -> Sides:
    """Both sides, with a state for whoever is told without one and can be given one."""
    sides = (acting, receiving)
    for way in (_of_its_side, _at_the_place, _of_the_other, _of_the_sentence, _of_the_other):
        if not any(_unsaid(scene, p) is not None for side in sides for p in side):
            return sides
        sides = way(scene, match, sides, homes)
    return sides


def _of_its_side(scene: Scene, match: Match, sides: Sides, homes: Homes) -> Sides:
    """ "*Israeli* helicopters and *tanks*": what stands before the first of two is said of both."""
    acting, receiving = (tuple(_given(scene, (p,), _shared(scene, match, side, p))[0] for p in side) for side in sides)
    return acting, receiving


def _shared(scene: Scene, match: Match, side: tuple[Party, ...], party: Party) -> str | None:
    """The state of the one that a party is joined to, where nothing stands before it."""
    head, first = _head(scene, party), match.sentence.head(_head(scene, party))
    bare = party.mention.sentence == match.sentence.number and head.dep == "conj" and party.mention.start == head.start
    joined = (p for p in side if p.described is not None and _head(scene, p).i == first.i and p.mention.start < first.start)
    return next((_state(scene, (p,)) for p in joined), None) if bare else None


def _at_the_place(scene: Scene, match: Match, sides: Sides, homes: Homes) -> Sides:
    """ "Gunmen shot a cleric *in Karachi*": both are of there; who helps there has come from elsewhere."""
    event = match.frame.type
    if event not in homes.there and event not in homes.helped:
        return sides
    reached = (p for p in sides[1] if p.mention.reason == "place-visited") if event in homes.there else ()
    found = next((_state(scene, (p,)) for p in reached), None)
    country = found or next((country for country, _, _ in places(scene, match)), None)
    acting, receiving = sides
    return (_given(scene, acting, country) if event in homes.there else acting), _given(scene, receiving, country)


def _of_the_other(scene: Scene, match: Match, sides: Sides, homes: Homes) -> Sides:
    """Police arrest, governments yield to, students march against, rebels deal with their own state."""
    event, (acting, receiving) = match.frame.type, sides
    if event in homes.recipients:
        receiving = _given(scene, receiving, _state(scene, acting))
    if event in homes.actors:
        acting = _given(scene, acting, _state(scene, receiving))
    if event in homes.there and _is_at_home(scene, match, acting, receiving):
        receiving = _given(scene, receiving, _state(scene, acting))
    return _dealing(scene, match, acting, receiving, homes), _dealing(scene, match, receiving, acting, homes)


def _is_at_home(scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...]) -> bool:
    """Whether violence stays within a state: told without another state, and done by no soldiers, who fight abroad, but to a crowd."""
    if _named(scene, match) - {_state(scene, acting)}:
        return False
    if any(a.kind in AUTHORITIES for p in acting for a in scene.who(p)):
        return False
    soldiers = any(_sector(scene, p) == "MIL" for p in acting)
    return not soldiers or all(_head(scene, p).lemma in scene.words["in_the_street"] for p in receiving)


def _dealing(scene: Scene, match: Match, one: tuple[Party, ...], other: tuple[Party, ...], homes: Homes) -> tuple[Party, ...]:
    """Those who stand up in a state as of the state they deal with; its authorities as of those people's."""
    country = _state(scene, other)
    alone = country is not None and not _named(scene, match) - {country}
    if country is None or (match.frame.type in homes.there and not alone):
        return one
    event, held = match.frame.type, [(a.kind, _sector(scene, p)) for p in other for a in scene.who(p)]
    official = any(kind in STATES or sector in OFFICIAL for kind, sector in held)
    sectors = OFFICIAL if alone and not official else frozenset[str]()
    inside = all(kind in ("person", "organisation") or sector in homes.sectors for kind, sector in held)
    if (event not in homes.foreign and (official or inside)) or (event in homes.partisan and not official):
        sectors |= homes.sectors
    return _given(scene, one, country, lambda p: _sector(scene, p) in sectors)


def _of_the_sentence(scene: Scene, match: Match, sides: Sides, homes: Homes) -> Sides:
    """ "Ethnic Albanian rebels agreed to disarm under a plan by the government of *Macedonia*"."""
    if match.frame.type in homes.foreign:
        return sides
    countries = _named(scene, match) | {a.country for side in sides for p in side for a in scene.who(p)} - {None}
    written = {r.key for t in match.sentence.tokens if t.pos == "PROPN" for r in scene.actors.readings(t.text) if r.kind == "country"}
    country = countries.pop() if len(countries) == 1 and countries <= written else None
    acting, receiving = (_given(scene, side, country, lambda p: _sector(scene, p) in homes.sectors) for side in sides)
    return acting, receiving


def _named(scene: Scene, match: Match) -> set[str | None]:
    """The states of whoever and whatever place the sentence names."""
    tokens = match.sentence.tokens
    named = scene.cast.between(tokens[0].start, tokens[-1].end)
    known = {scene.cast.actors[a].country for m in named if m.kind != "pronoun" for a in m.actors}
    at = (visited(scene, match.sentence, t) for t in tokens if t.pos == "PROPN" and t.dep == "pobj")
    told = {p.described.country for p in at if p is not None and p.described is not None}
    words = (r for t in tokens if t.text[:1].isupper() for r in scene.actors.readings(t.text))
    return (known | told | {r.key for r in words if r.kind == "country"}) - {None}


def _state(scene: Scene, parties: Iterable[Party]) -> str | None:
    """The one state that all of a side are of."""
    countries = {a.country for p in parties for a in scene.who(p)}
    return countries.pop() if len(countries) == 1 else None


def _given(
    scene: Scene, parties: tuple[Party, ...], country: str | None, fits: Callable[[Party], bool] = lambda _: True
) -> tuple[Party, ...]:
    if country is None:
        return parties
    return tuple(_of(scene, p, country) if fits(p) else p for p in parties)


def _of(scene: Scene, party: Party, country: str) -> Party:
    actor = _unsaid(scene, party)
    if actor is None:
        return party
    return Party(party.mention, party.actors, msgspec.structs.replace(actor, country=country))


def _unsaid(scene: Scene, party: Party) -> Actor | None:
    """The actor of a party of whom no state is told, if it may be given one."""
    actor, *others = scene.who(party)
    if others or actor.country is not None or not actor.id.startswith("name:"):
        return None
    if actor.kind == "person":
        return actor if actor.office in RULING or _is_told_by_role(scene, party) else None
    if is_from_elsewhere(scene, actor):
        return None
    people = actor.kind in UNSAID or (actor.kind in BY_ROLE and (_sector(scene, party) is not None or _head(scene, party).tag == "NNPS"))
    return actor if people else None


def _is_told_by_role(scene: Scene, party: Party) -> bool:
    """Whether a name stands behind what its owner does: "*opposition leader* Hassan Idris"."""
    head = _head(scene, party)
    sentence = scene.parse.sentences[party.mention.sentence]
    return any(t.text.islower() and t.lemma in scene.actors.roles for t in sentence.children(head, "compound", "nmod", "amod"))


def _head(scene: Scene, party: Party) -> Token:
    return scene.parse.sentences[party.mention.sentence].tokens[party.mention.head]


def _sector(scene: Scene, party: Party) -> str | None:
    head = _head(scene, party)
    role = scene.actors.roles.get(head.lemma) or scene.actors.roles.get(head.text.lower())
    if role is None or (role.kind == "other" and role.sector == "GOV"):  # "a *rebel* leader", "*opposition* leader Hassan Idris"
        sentence = scene.parse.sentences[party.mention.sentence]
        before = [t for t in sentence.subtree(head) if t.i < head.i and t.dep in BESIDE and t.pos != "PROPN"]
        beside = (scene.actors.roles.get(t.lemma) for t in before)
        role = next((r for r in beside if r is not None and r.sector not in ("", "CVL", "GOV")), role)
    return role.sector if role is not None else None
