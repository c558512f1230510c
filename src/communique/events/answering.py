"""Acts that answer one told before: "Beijing rejected the accusations" is addressed to whoever made them.

The sentence of such an act names no recipient. It has one all the same: who did what the act names ("the accusations"), or, where the act
pays back ("threatened to retaliate", "recalled its envoy in protest"), who did something hostile to the actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique.events.finding import Finding, Party
from communique.events.scene import Scene
from communique.knowledge.answers import Answers, load_answers
from communique.match import Match, syntax
from communique.model import EventType, Evidence, Token

# How many sentences back the act that is answered may stand.
_BACK = 4


def answers_one(match: Match) -> bool:
    """Whether the words of a match point at an act told before."""
    words = load_answers()
    return bool(_named(match, words)) or _returns(match, words)


def answered(findings: Iterable[Finding], scene: Scene) -> Iterator[Finding]:
    """The findings in their order, those without a recipient with whom they answer; open ones that answer nobody are left out."""
    told: list[Finding] = []
    for finding in findings:
        lacks = not (finding.is_contact or finding.recipients or finding.match.frame.reciprocal)
        closed = (_closed(finding, told, scene) if lacks else None) or finding
        if not closed.open:
            told.append(closed)
            yield closed


def _closed(finding: Finding, told: list[Finding], scene: Scene) -> Finding | None:
    """The finding with whom it answers, if it does."""
    words = load_answers()
    wanted = _named(finding.match, words)
    paid_back = finding.match.frame.type in words.hostile and _returns(finding.match, words)
    for earlier in reversed(told):
        if finding.match.sentence.number - earlier.match.sentence.number > _BACK:
            return None
        kind = earlier.match.frame.type
        hit = kind in words.hostile and paid_back and _strikes(earlier, finding, scene)
        if (hit or kind in wanted) and not _shares_side(earlier.actors, finding.actors, scene):
            return _addressed(finding, earlier)
    return None


def _addressed(finding: Finding, earlier: Finding) -> Finding:
    proofs = tuple(Evidence("recipients", p.mention.start, p.mention.end) for p in earlier.actors)
    return msgspec.structs.replace(finding, recipients=earlier.actors, open=False, evidence=(*finding.evidence, *proofs))


def _named(match: Match, words: Answers) -> frozenset[EventType]:
    """The types of act that the object of a match may be, where it points at one."""
    sentence, verb = match.sentence, match.carrier or match.trigger
    named = (o for o in syntax.objects(sentence, verb) if _points(match, o, words))
    return frozenset(t for o in named for t in words.answered.get(o.lemma, ()))


def _points(match: Match, noun: Token, words: Answers) -> bool:
    return any(d.text.lower() in words.pointing for d in match.sentence.children(noun, "det", "predet"))


def _returns(match: Match, words: Answers) -> bool:
    """Whether the clause pays back: by its complement, its object, or "in protest"."""
    sentence, verb = match.sentence, match.carrier or match.trigger
    behind = (t for p in sentence.children(verb, "prep") if p.text.lower() == "in" for t in sentence.children(p, "pobj"))
    below = syntax.complement(sentence, verb)
    inside = (below, *syntax.objects(sentence, below)) if below is not None else ()
    told = (*behind, *inside, *syntax.objects(sentence, verb))
    return any(t.lemma in words.returning for t in told)


def _strikes(earlier: Finding, finding: Finding, scene: Scene) -> bool:
    """Whether an act was done to the side that answers."""
    return _shares_side(earlier.recipients, finding.actors, scene)


def _shares_side(some: Iterable[Party], others: Iterable[Party], scene: Scene) -> bool:
    return not _sides(some, scene).isdisjoint(_sides(others, scene))


def _sides(parties: Iterable[Party], scene: Scene) -> frozenset[str]:
    """The ids of parties and their countries."""
    return frozenset(s for p in parties for a in scene.who(p) for s in (a.id, a.country) if s is not None)
