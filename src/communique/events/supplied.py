"""Who was there besides the ones a sentence names: "He flew to Riga. A meeting *with Mr Rinkēvičs* is planned", "made *a similar call*"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from communique.events.finding import Finding, Party
from communique.events.international import side
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Evidence, Mention, Sentence, Token

# How many sentences before a meeting its host may be the one who acts.
BACK = 2
NOT_MADE = frozenset({"planned", "cancelled", "postponed"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_HEARERS = frozenset({"dobj", "dative", "nsubj"})
_PEOPLE = frozenset({"person", "office"})


def hosted(finding: Finding, scene: Scene) -> Finding | None:
    """The finding with whoever acts before it as its host, where it names guests alone; ``None`` where it has to have one and has none.

    What may point back ("*the* meeting with him") keeps its host for when it points at nothing.
    """
    if finding.lacks == "visitor":
        return _travelled(finding, scene)
    if finding.lacks == "hearer":
        return _heard(finding, scene)
    if finding.lacks != "host":
        return finding
    host = _host(finding, scene)
    if host is None:
        return finding if finding.anaphoric else None
    return msgspec.structs.replace(finding, host=host) if finding.anaphoric else settled(msgspec.structs.replace(finding, host=host))


def _travelled(finding: Finding, scene: Scene) -> Finding | None:
    """A journey that has not been made, of whoever acts before it: "He flies to Rome. *A planned stop in Amman* was scrapped"."""
    if finding.status not in NOT_MADE:
        return None
    visited = {side(a, scene) for p in finding.recipients for a in scene.who(p)}
    visitor = _acting_apart(finding, visited, scene)
    return settled(msgspec.structs.replace(finding, host=visitor)) if visitor is not None else None


def _heard(finding: Finding, scene: Scene) -> Finding | None:
    """ "Mr Bo *told Mr Xi* that trade was fair. *In a phone call*, Mr Bo said …": with whoever he spoke to before."""
    here = finding.match.sentence
    speakers = finding.ids
    sides = {side(a, scene) for p in finding.actors for a in scene.who(p)}
    for number in range(here.number - 1, max(here.number - 1 - BACK, -1), -1):
        for mention in _addressed(scene.parse.sentences[number], speakers, scene):
            if side(scene.cast.actors[mention.actors[0]], scene) not in sides:
                hearer = Party(mention, mention.actors)
                proof = Evidence("recipients", mention.start, mention.end)
                return msgspec.structs.replace(finding, recipients=(hearer,), lacks=None, evidence=(*finding.evidence, proof))
    return None


def _addressed(sentence: Sentence, speakers: Collection[str], scene: Scene) -> Iterator[Mention]:
    """The persons whom one of some people tells, asks or thanks in a sentence."""
    for token in sentence.tokens:
        verb = sentence.head(token)
        if token.dep not in _HEARERS or verb.lemma not in scene.words["telling"]:
            continue
        told_by = {a for t in syntax.subject(sentence, verb) if (m := scene.mention(sentence, t)) is not None for a in m.actors}
        mention = scene.mention(sentence, token)
        one = mention is not None and len(mention.actors) == 1 and bool(told_by & set(speakers))
        if one and mention is not None and scene.cast.actors[mention.actors[0]].kind in _PEOPLE:
            yield mention


def settled(finding: Finding) -> Finding:
    """The finding as a telling of its own, between its host and its guests."""
    if finding.host is None:
        return finding
    proof = Evidence("actors", finding.host.mention.start, finding.host.mention.end)
    guests = tuple(Evidence("recipients", e.start, e.end) if e.field == "actors" else e for e in finding.evidence)
    return msgspec.structs.replace(
        finding,
        actors=(finding.host,),
        recipients=finding.actors or finding.recipients,
        evidence=(proof, *guests),
        anaphoric=False,
        lacks=None,
        host=None,
    )


def _host(finding: Finding, scene: Scene) -> Party | None:
    guests = [a for p in finding.actors or finding.recipients for a in scene.who(p)]
    if not guests or any(a.kind not in _PEOPLE for a in guests):
        return None
    return _acting_apart(finding, {side(a, scene) for a in guests}, scene)


def _acting_apart(finding: Finding, sides: Collection[str | None], scene: Scene) -> Party | None:
    """Who acts before a telling and is of none of its sides."""
    for mention in _acting_before(finding, scene):
        actor = scene.cast.actors[mention.actors[0]]
        own = side(actor, scene)
        if own is not None and own not in sides and actor.office not in scene.words["spokespeople"]:
            return Party(mention, (*mention.actors, *_beside(mention, sides, scene)))
    return None


def _beside(mention: Mention, sides: Collection[str | None], scene: Scene) -> Iterator[str]:
    """Who acts with somebody, and is of none of the sides: "*Ms Merkel and Mr Hollande* flew to Minsk"."""
    sentence = scene.parse.sentences[mention.sentence]
    for token in syntax.coordination(sentence, sentence.tokens[mention.head])[1:]:
        other = scene.mention(sentence, token)
        for actor in other.actors if other is not None else ():
            known = scene.cast.actors[actor]
            if known.kind in _PEOPLE and side(known, scene) not in {None, *sides} and actor not in mention.actors:
                yield actor


def _acting_before(finding: Finding, scene: Scene) -> Iterator[Mention]:
    """The persons who act before a telling: in its sentence, then in the ones before, main clauses first."""
    here = finding.match.sentence
    yield from _subjects(here, scene, finding.match.trigger.i)
    for number in range(here.number - 1, max(here.number - 1 - BACK, -1), -1):
        sentence = scene.parse.sentences[number]
        yield from _subjects(sentence, scene, len(sentence.tokens))


def _subjects(sentence: Sentence, scene: Scene, end: int) -> Iterator[Mention]:
    acting = [t for t in sentence.tokens[:end] if t.dep in _SUBJECTS]
    for token in sorted(acting, key=lambda t: (_depth(sentence, t), t.i)):
        mention = scene.mention(sentence, token)
        if mention is not None and len(mention.actors) == 1 and scene.cast.actors[mention.actors[0]].kind in _PEOPLE:
            yield mention


def _depth(sentence: Sentence, token: Token) -> int:
    return sum(syntax.is_verb(a) for a in sentence.ancestors(token))
