"""Delegations and other groups that meet: whose they are, who leads them, whom they hold, and who only comes along."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.finding import Party
from communique.events.parties import resolve
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Sentence


def is_delegation(scene: Scene, sentence: Sentence, party: Party) -> bool:
    """Whether a party is people whom somebody sent: "a *delegation* of the European Parliament"."""
    head = sentence.tokens[party.mention.head] if party.mention.sentence == sentence.number else None
    return party.described is not None and head is not None and head.lemma in scene.words["delegations"]


def is_retinue(sentence: Sentence, party: Party) -> bool:
    """ "received Mr Lavrov and *his accompanying delegation*": they have no contact of their own."""
    if party.described is None or party.mention.sentence != sentence.number:
        return False
    return any(a.text.lower() == "accompanying" for a in sentence.children(sentence.tokens[party.mention.head], "amod"))


def led_by(scene: Scene, sentence: Sentence, party: Party) -> Party | None:
    """Who leads those that meet: "a Russian delegation *led by Mr Lavrov*"."""
    if party.described is None or party.mention.sentence != sentence.number:
        return None
    clauses = (c for c in sentence.children(sentence.tokens[party.mention.head], "acl") if c.lemma in scene.words["leading"])
    agents = (o for c in clauses for a in sentence.children(c, "agent", "prep") if a.text == "by" for o in sentence.children(a, "pobj"))
    found = (p for o in agents for p in resolve(scene, sentence, o, described=False, owned=False))
    return next((p for p in found if all(a.kind in ("person", "office") and a.country is not None for a in scene.who(p))), None)


def included(scene: Scene, sentence: Sentence, party: Party) -> Iterator[Party]:
    """Whom a group is told to hold: "met Chinese officials, *including Premier Li*"."""
    if party.described is None or party.mention.sentence != sentence.number:
        return
    phrases = (p for p in sentence.children(sentence.tokens[party.mention.head], "prep") if p.text.lower() == "including")
    for token in (t for p in phrases for o in sentence.children(p, "pobj") for t in syntax.coordination(sentence, o)):
        yield from (q for q in resolve(scene, sentence, token, described=False, owned=False) if q.mention.kind == "name")
