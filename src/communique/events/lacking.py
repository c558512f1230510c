"""Tellings of a contact that leave out a side, or all: "a meeting with him is planned", "talks followed in Paris the next day"."""

from __future__ import annotations

from typing import Literal

from communique.events.finding import Finding, Party
from communique.events.parties import resolve
from communique.events.scene import Scene
from communique.match import Match, syntax

Side = Literal["host", "guest", "hearer"]


def followed(scene: Scene, match: Match) -> bool:
    """ "*Talks followed* in Paris the next day": one more contact of those who had the last one."""
    verb = match.sentence.head(match.trigger)
    follows = match.trigger.dep == "nsubj" and verb.lemma in scene.words["following_on"] and match.sentence.child(verb, "dobj") is None
    mutual_one = match.frame.medium is not None and match.frame.part == "noun" and match.frame.reciprocal and not match.frame.echo
    return follows and mutual_one and not match.frame.places


def lacking(scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...]) -> Side | None:
    """Which side a contact's noun leaves out, where it names the other in full."""
    mutual_one = match.frame.reciprocal and not match.frame.places and not match.frame.echo
    if match.frame.part == "noun" and match.frame.needs_recipient and not match.frame.recipient and acting:
        return "hearer"
    if match.frame.part != "noun" or not (mutual_one or match.frame.medium == "letter"):
        return None
    if match.frame.medium == "letter":
        return "host" if receiving and not acting and match.trigger.dep == "nsubjpass" else None
    if receiving and not acting:
        verb = match.sentence.head(match.trigger)
        there_is = match.trigger.dep == "attr" and verb.lemma == "be" and match.sentence.child(verb, "expl") is not None
        return "host" if there_is or match.trigger.dep in ("nsubj", "nsubjpass") else None
    alike = any(c.lemma in scene.words["alike"] for c in match.sentence.children(match.trigger, "amod"))
    return "guest" if acting and not receiving and alike else None


def brought(scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...]) -> Finding | None:
    """A letter of which only the sender and the bearer are named: "*she* handed over a letter *from Mr Aidarbekov*"."""
    verb = match.carrier
    if (
        match.frame.medium != "letter"
        or match.frame.part != "noun"
        or receiving
        or verb is None
        or verb.lemma not in scene.words["bringing"]
    ):
        return None
    senders = {a for p in acting for a in p.actors}
    bearers = (p for t in syntax.subject(match.sentence, verb) for p in resolve(scene, match.sentence, t, described=False, owned=False))
    bearer = next((p for p in bearers if not senders & set(p.actors)), None)
    if bearer is None or not senders:
        return None
    return Finding(match=match, actors=acting, recipients=(), medium="letter", anaphoric=True, lacks="addressee", host=bearer)
