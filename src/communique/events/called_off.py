"""What became of a plan that a pronoun stands for: "Mr Bo was to meet Mr Xi on Friday, but *it was called off*"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.events.finding import Finding
from communique.events.scene import Scene
from communique.events.sign import Sign
from communique.events.status import CALLED_OFF
from communique.knowledge.events import StatusWords
from communique.knowledge.lists import word_lists
from communique.match import syntax
from communique.model import Evidence, Sentence, Token

# How many sentences behind a plan the pronoun may stand.
AHEAD = 1
PLANS = frozenset({"planned", "proposed"})
_PRONOUNS = frozenset({"it", "this", "that"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ARGUMENTS = _SUBJECTS | {"dobj"}


def called_off(findings: Sequence[Finding], scene: Scene, words: StatusWords) -> list[Finding]:
    """The findings, those of plans with what became of them where the words behind tell it of "it"."""
    told = list(findings)
    plans = [n for n, f in enumerate(told) if f.is_contact and f.status in PLANS]
    for n in plans:
        following = next((f for f in told[n + 1 :] if f.is_contact), None)
        sign = _sign_behind(told[n], following, scene, words)
        if sign is not None and sign.span is not None:
            kept = (e for e in told[n].evidence if e.field != "status")
            proofs = (*kept, Evidence("status", sign.span.start, sign.span.end))
            told[n] = msgspec.structs.replace(told[n], status=sign.status, evidence=proofs)
    return told


def _sign_behind(plan: Finding, following: Finding | None, scene: Scene, words: StatusWords) -> Sign | None:
    """What is told of the plan behind it, before any other contact and any other thing that "it" could be."""
    first = plan.match.sentence
    for sentence in scene.parse.sentences[first.number : first.number + AHEAD + 1]:
        begin = plan.match.trigger.i + 1 if sentence is first else 0
        for token in sentence.tokens[begin:]:
            if following is not None and token.start >= following.order:
                return None
            sign = _made_of_it(sentence, token, words)
            if sign is not None:
                return sign
            if token.tag == "NN" and token.dep in (_SUBJECTS if sentence is first else _ARGUMENTS):
                return None  # "it" may be that thing
    return None


def _made_of_it(sentence: Sentence, token: Token, words: StatusWords) -> Sign | None:
    named = token.lemma in word_lists()["planned_things"] and any(d.text.lower() == "the" for d in sentence.children(token, "det"))
    if not (named or token.text.lower() in _PRONOUNS) or token.dep not in _ARGUMENTS:
        return None
    return next(_fates(sentence, token, sentence.head(token), words), None)


def _fates(sentence: Sentence, token: Token, verb: Token, words: StatusWords) -> Iterator[Sign]:
    """ "it *was called off*", "called it *off*", "it *fell through*", "it *never* took place"."""
    verbal = syntax.phrasal(sentence, verb)
    undone = words.governors.get(verbal)
    negation = sentence.child(verb, "neg")
    acted_on = token.dep == "dobj" or syntax.is_passive(sentence, verb)
    modal = any(a.tag in ("MD", "TO") for a in sentence.children(verb, "aux"))
    if modal:
        return
    if undone in CALLED_OFF and acted_on and negation is None:
        yield Sign(undone, verb.span)
    elif token.dep in _SUBJECTS and negation is not None and verb.lemma in words.happening - {"be", "go"}:
        yield Sign("cancelled", negation.span)
    elif token.dep in _SUBJECTS and _fails(sentence, verb, verbal, words):
        yield Sign("cancelled", verb.span)


def _fails(sentence: Sentence, verb: Token, verbal: str, words: StatusWords) -> bool:
    return verbal in words.failing or any(f"{verb.lemma} {c.text}" in words.failing for c in sentence.children(verb))
