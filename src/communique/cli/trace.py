"""Why a sentence told of no event, or of no other: each word that could have been a trigger, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.events import EventKnowledge, Frame
from communique.match import find_matches
from communique.match.engine import PARTS
from communique.model import Record, Sentence, Token


def trace(record: Record, sentence: Sentence, knowledge: EventKnowledge) -> Iterator[str]:
    """One line a word."""
    applied = {m.trigger.i: matches for matches in find_matches(sentence, knowledge) for m in matches[:1]}
    fired = {e.start: n for n, v in enumerate(record.events, 1) for e in v.evidence if e.field == "trigger"}
    seen = False
    for token in sentence.tokens:
        frames = knowledge.by_word.get((PARTS.get(token.pos, ""), token.lemma), ())
        if not frames:
            continue
        seen = True
        if token.start in fired:
            yield f"“{token.text}” is the trigger of event {fired[token.start]}."
        elif token.i in applied:
            rules = ", ".join(m.frame.rule for m in applied[token.i])
            yield f"“{token.text}” fits {rules}, but its parties were not found, are not states or their people, or it is background."
        else:
            yield from _refusals(token, frames)
    if not seen:
        yield "No word of this sentence is the trigger of any rule in that part of speech."


def _refusals(token: Token, frames: tuple[Frame, ...]) -> Iterator[str]:
    for frame in frames:
        needs = "; ".join(_needs(frame))
        yield f"“{token.text}” is a trigger of {frame.rule} ({frame.type}), which asks for more: {needs}."


def _needs(frame: Frame) -> Iterator[str]:
    """What a frame asks for around its trigger, in words."""
    asked = (
        ("the particle", frozenset({frame.particle} if frame.particle else ())),
        ("an object such as", frame.object),
        ("a verb above such as", frame.under),
        ("a modifier such as", frame.modifiers),
        ("a clause with", frame.complement),
        ("after it one of", frame.following),
        ("none of", frame.without),
    )
    for name, words in asked:
        if words:
            yield f"{name} {', '.join(sorted(words)[:6])}{', …' if len(words) > 6 else ''}"
