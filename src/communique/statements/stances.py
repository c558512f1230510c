"""What a statement does (thanks, support, call…) and towards whom."""

from __future__ import annotations

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Stance, Token
from communique.statements.attribution import Attribution
from communique.statements.speakers import Speakers

# These say what something is about.
TOPICS = frozenset({"on", "about", "over", "regarding", "concerning"})


def stance_of(one: Attribution, sentence: Sentence, addressee: str | None, speakers: Speakers, knowledge: CueKnowledge) -> Stance | None:
    """The stance that the cue, or the noun it expresses, names; its target where that is an actor."""
    kind = one.entry.stance if one.entry is not None else None
    if kind is None and one.frame == "object" and one.content_head is not None:
        kind = knowledge.object_stances.get(one.content_head.lemma)
    if kind is None:
        return None
    return Stance(kind, addressee or _target(one, sentence, speakers))


def _target(one: Attribution, sentence: Sentence, speakers: Speakers) -> str | None:
    if one.content_head is None:
        return None
    near = [one.content_head, *_objects(sentence, one.content_head)]
    if one.cue_head is not None:
        near += _objects(sentence, one.cue_head)
    found = (speakers.known(sentence.number, token) for token in near)
    return next((f for f in found if f is not None), None)


def _objects(sentence: Sentence, head: Token) -> list[Token]:
    """What hangs on ``head`` with for, to, with, of, against; "efforts on Ukraine" are not towards Ukraine."""
    phrases = (p for p in sentence.children(head, "prep", "dative") if p.text.lower() not in TOPICS)
    return [o for p in phrases for o in sentence.children(p, "pobj")]
