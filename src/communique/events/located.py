"""Where people are from, told by the place in or behind their words: "demonstrators in Baghdad", "villagers who fled fighting in Chad"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.events.visited import visited
from communique.model import Actor, Sentence, Token

AT = frozenset({"in", "at", "of", "from", "throughout", "across"})
# Somebody or a body that may be told by where he lives, where the word is one for them ("a newspaper based in Beirut").
LIVING = frozenset({"other", "organisation"})


def located(scene: Scene, sentence: Sentence, party: Party) -> Party:
    """The party with the state of the place that stands in or behind its words ("demonstrators in Baghdad", "Darfur rebels")."""
    actor, *others = scene.who(party)
    if others or actor.country is not None or party.mention.sentence != sentence.number or party.mention.kind != "nominal":
        return party
    if is_from_elsewhere(scene, actor):  # "*foreign* observers in Aceh"
        return party
    head = sentence.tokens[party.mention.head]
    if actor.kind not in ("group", "armed_group") and not (actor.kind in LIVING and head.lemma in scene.actors.roles):
        return party
    beside = (*sentence.children(head, "compound", "nmod"), *behind_head(sentence, head), *right_behind(sentence, head))
    country = next((c for t in beside if (c := state_at(scene, sentence, t)) is not None), None)
    if country is None:
        return party
    return Party(party.mention, party.actors, msgspec.structs.replace(actor, country=country))


def behind_head(sentence: Sentence, head: Token) -> Iterator[Token]:
    """The places behind a noun: "rebels *in Chad*", "guerrillas operating *in Macedonia*"."""
    clauses = sentence.children(head, "acl", "relcl")  # "villagers *who fled fighting in Chad*"
    fled = tuple(o for c in clauses for o in sentence.children(c, "dobj"))
    yield from (t for t in fled if t.pos == "PROPN")
    for above in (head, *clauses, *fled):
        held = tuple(o for p in sentence.children(above, "prep") if p.text.lower() in AT for o in sentence.children(p, "pobj"))
        yield from held
        for noun in (o for o in held if o.pos == "NOUN"):  # "strikers at a *Polish* shipyard", "doctors at a clinic in *Harare*"
            yield from (o for p in sentence.children(noun, "prep") if p.text.lower() in AT for o in sentence.children(p, "pobj"))
            yield from sentence.children(noun, "amod", "compound", "poss")


def right_behind(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """The place right behind a noun, wherever the parser hangs it: "killed villagers *in Chad*"."""
    preposition = sentence.tokens[head.i + 1] if head.i + 1 < len(sentence.tokens) else None
    return sentence.children(preposition, "pobj") if preposition is not None and preposition.text.lower() in AT else ()


def state_at(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """The state (ISO-3) that a word names, or that the place lies in which it names."""
    mention = scene.mention(sentence, token)
    if mention is not None and all(scene.cast.actors[a].kind == "state" for a in mention.actors):
        return scene.cast.actors[mention.actors[0]].country
    place = visited(scene, sentence, token)
    return place.described.country if place is not None and place.described is not None else None


def is_from_elsewhere(scene: Scene, actor: Actor) -> bool:
    """Whether its words say that it is of several states or a region: "*West African* leaders", "*foreign* troops"."""
    words = f" {actor.name.lower()} "
    return any(f" {word}" in words for word in (*scene.actors.words.regions, *scene.actors.words.elsewhere, *scene.words["worldwide"]))
