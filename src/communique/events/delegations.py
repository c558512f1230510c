"""Delegations and other groups that meet: whose they are, who leads them, whom they hold, and who only comes along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.events.finding import Party
from communique.events.parties import resolve
from communique.events.scene import Scene
from communique.knowledge.actors_words import OFFICIAL_SECTORS
from communique.knowledge.lists import word_lists
from communique.match import syntax
from communique.model import Sentence


def is_delegation(scene: Scene, sentence: Sentence, party: Party) -> bool:
    """Whether a party is people whom somebody sent: "a *delegation* of the European Parliament"."""
    head = sentence.tokens[party.mention.head] if party.mention.sentence == sentence.number else None
    return party.described is not None and head is not None and head.lemma in scene.words["delegations"]


def is_retinue(sentence: Sentence, party: Party) -> bool:
    """ "received Mr Lavrov and *his accompanying delegation*", "Mr Bo and *his family* were met": they have no contact of their own."""
    if party.described is None or party.mention.sentence != sentence.number:
        return False
    head = sentence.tokens[party.mention.head]
    brought = head.lemma in word_lists()["retinues"] and sentence.child(head, "poss") is not None
    return brought or any(a.text.lower() == "accompanying" for a in sentence.children(head, "amod"))


def comes_along(scene: Scene, sentence: Sentence, party: Party, others: Sequence[Party]) -> bool:
    """Whether a party only comes along with the persons met: "received Mr Bo and *First Lady Li*", "and *relatives of captives*"."""
    people = [a for p in others if p != party for a in scene.who(p) if a.kind == "person" and a.country is not None]
    if not people or party.mention.sentence != sentence.number:
        return False
    who = scene.who(party)
    official = scene.publisher is not None and scene.publisher.domain  # its page names whom it received
    if not official and any(a.office in scene.words["companion_offices"] for a in who):
        return True
    role = scene.actors.roles.get(sentence.tokens[party.mention.head].lemma)
    private = role is not None and role.sector not in OFFICIAL_SECTORS and role.sector != "MIL"
    return party.described is not None and private and all(a.kind == "group" and a.country is None for a in who)


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
