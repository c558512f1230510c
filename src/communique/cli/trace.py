"""Why a sentence told of no event, or of no other: each word that could have been a trigger, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.knowledge.events import EventKnowledge, Frame
from communique.match import applies, find_matches
from communique.match.engine import PARTS
from communique.model import Record, Sentence, Token

# What a frame asks for around its trigger: the fields that hold it, and how it is called. A frame without them asks for nothing there.
ASKED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("particle",), "the particle"),
    (("object",), "an object such as"),
    (("intransitive",), "no object"),
    (("subject",), "a subject such as"),
    (("subject_not",), "no subject such as"),
    (("modifiers",), "a modifier such as"),
    (("complement", "modal", "infinitive", "subjunctive", "controlled"), "a clause with"),
    (("unless", "saying"), "other words in its clause:"),
    (("future",), "an auxiliary such as"),
    (("singular",), "the singular"),
    (("following",), "after it one of"),
    (("preposition",), "before it one of"),
    (("passive",), "a passive without a doer"),
    (("without",), "near it none of"),
    (("under",), "a verb above such as"),
)
SHOWN = 6


def trace(record: Record, sentence: Sentence, knowledge: EventKnowledge) -> Iterator[str]:
    """What became of each word that is a trigger of some rule; last, how many words are far from all their rules."""
    applied = {m.trigger.i: matches for matches in find_matches(sentence, knowledge) for m in matches[:1]}
    fired = {e.start: n for n, v in enumerate(record.events, 1) for e in v.evidence if e.field == "trigger"}
    seen, far = False, list[str]()
    for token in sentence.tokens:
        frames = knowledge.by_word.get((PARTS.get(token.pos, ""), token.lemma), ())
        if not frames:
            continue
        seen = True
        if token.start in fired:
            yield f"“{token.text}” is the trigger of event {fired[token.start]}."
        elif token.i in applied:
            yield from (_partless(token, m.frame) for m in applied[token.i])
        elif near := tuple(_refusals(sentence, token, frames)):
            yield from near
        else:
            far.append(f"“{token.text}”")
    if far:
        yield f"{', '.join(far)}: triggers only with other words around them; every rule lacks more than one thing here."
    if not seen:
        yield "No word of this sentence is the trigger of any rule in that part of speech."


def _partless(token: Token, frame: Frame) -> str:
    """A rule whose words are all there: what it still lacks are its parties."""
    slots = [f"who acts ({', '.join(frame.actor)})"] if frame.actor else []
    if frame.recipient:
        slots.append(f"{'whom it touches' if frame.needs_recipient else 'perhaps whom it touches'} ({', '.join(frame.recipient)})")
    return (
        f"“{token.text}” fits {frame.rule} ({frame.type}), but its parties were not found or are not states or their people, "
        f"or it is background. It looks for {' and '.join(slots)}."
    )


def _refusals(sentence: Sentence, token: Token, frames: tuple[Frame, ...]) -> Iterator[str]:
    """The rules that lack one thing only."""
    for frame in frames:
        for fields, name in ASKED:
            if any(getattr(frame, f) for f in fields) and applies(sentence, token, _without(frame, fields)):
                yield f"“{token.text}” is a trigger of {frame.rule} ({frame.type}), which asks for more: {_words(frame, fields, name)}."
                break


def _without(frame: Frame, fields: tuple[str, ...]) -> Frame:
    """The frame asking for less."""
    empty: dict[str, object] = {f: type(v)() if (v := getattr(frame, f)) is not None and f != "particle" else None for f in fields}
    return msgspec.structs.replace(frame, **empty)


def _words(frame: Frame, fields: tuple[str, ...], name: str) -> str:
    values = [getattr(frame, f) for f in fields]
    words = sorted({w for v in values if isinstance(v, frozenset) for w in v} | {v for v in values if isinstance(v, str)})
    shown = f"{', '.join(words[:SHOWN])}{', …' if len(words) > SHOWN else ''}"
    return f"{name} {shown}".strip() if words else name.removesuffix(" with")
