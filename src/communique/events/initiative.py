"""Who asked for a contact: who placed the call, from whom it came, at whose initiative or request it was held."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.events.finding import Finding, Party
from communique.events.happening import Happening
from communique.events.parties import resolve
from communique.events.scene import Scene
from communique.match import prepositions, syntax
from communique.model import Evidence, Sentence, Token

# Frames whose subject places the call.
PLACING = frozenset({"contact/phone-verb", "contact/call-verb"})


class Initiator(msgspec.Struct, frozen=True):
    """The party that asked for a contact, and the words that say so."""

    actor: str
    evidence: Evidence


def initiator(happening: Happening, scene: Scene) -> Initiator | None:
    """The first party that the tellings of a contact name as the one who asked for it; ``None`` where none does."""
    if happening.medium is None:
        return None
    named = (p for f in happening.findings for p in _named(f, scene))
    return next((found for p in named if (found := _among(p, happening, scene)) is not None), None)


def _named(finding: Finding, scene: Scene) -> Iterator[Party]:
    match = finding.match
    if match.frame.rule in PLACING:
        yield from finding.actors[:1]
        return
    tokens = (*_senders(match.sentence, match.trigger, scene), *_askers(match.sentence, match.trigger, scene))
    for token in tokens:
        if token.text.lower() == "latter":
            yield from finding.recipients[:1]
        yield from resolve(scene, match.sentence, token, described=True, owned=True)


def _senders(sentence: Sentence, noun: Token, scene: Scene) -> tuple[Token, ...]:
    """ "received a call *from X*"."""
    carrier = None if syntax.is_verb(noun) else syntax.carrier_verb(sentence, noun)
    if carrier is None or carrier.lemma not in scene.words["receiving"] or noun.dep != "dobj":
        return ()
    return prepositions.prepositional(sentence, carrier, "from")


def _askers(sentence: Sentence, trigger: Token, scene: Scene) -> Iterator[Token]:
    """ "at *X's* request", "on the initiative of *X*"; "*X* initiated the call", "the call was initiated by *X*"."""
    for token in sentence.tokens:
        if token.pos == "NOUN" and token.lemma in scene.words["initiatives"] and token.dep == "pobj":
            yield from sentence.children(token, "poss")
            yield from prepositions.prepositional(sentence, token, "of")
        elif syntax.is_verb(token) and token.lemma in scene.words["initiating"] and trigger in syntax.objects(sentence, token):
            yield from syntax.subject(sentence, token)


def _among(party: Party, happening: Happening, scene: Scene) -> Initiator | None:
    """The party of the contact that is meant: itself, or the only one of its country ("the Turkish side")."""
    evidence = Evidence("initiator", party.mention.start, party.mention.end)
    for actor in scene.who(party):
        if actor.id in happening.parties:
            return Initiator(actor.id, evidence)
        same = [p for p in happening.parties if actor.country is not None and scene.cast.actors[p].country == actor.country]
        if len(same) == 1:
            return Initiator(same[0], evidence)
    return None
