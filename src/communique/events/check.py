"""Every frame's examples, run: what must match does, what must not does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from communique.knowledge.events import EventKnowledge, Example, Frame
from communique.model import Actor, Article, Document, Event, Record, Zone

OFFICIAL = "http://en.kremlin.ru/"
Code = Callable[[Sequence[Document]], Iterator[Record]]


class Failure(msgspec.Struct, frozen=True):
    """An example that does not do what its entry says."""

    file: str
    entry: str
    message: str


def check_events(knowledge: EventKnowledge, code: Code) -> Iterator[Failure]:
    """Run all examples through ``code`` (documents → records) and yield those that fail."""
    positive = [(f, e) for f in knowledge.frames for e in f.words.values()]
    for (frame, example), record in zip(positive, code([_document(e.text, official=f.echo) for f, e in positive]), strict=True):
        fault = _fault(frame, example, record)
        if fault is not None:
            yield Failure(frame.file, frame.rule, f"{example.text!r} {fault}")
    negative = [(f, text) for f in knowledge.frames for text in f.refuted]
    for (frame, text), record in zip(negative, code([_document(t, official=f.echo) for f, t in negative]), strict=True):
        if any(e.rule == frame.rule for e in record.events):
            yield Failure(frame.file, frame.rule, f"{text!r} must not match")


def _fault(frame: Frame, example: Example, record: Record) -> str | None:
    fitting = [e for e in record.events if e.rule == frame.rule]
    if not fitting:
        return f"gives no {frame.type} by this rule, but {[(e.type, e.rule) for e in record.events]}"
    if not any(_plays(record, e, "actors", example.actor) and _plays(record, e, "recipients", example.recipient) for e in fitting):
        return f"has other parties: {[_named(record, e) for e in fitting]}"
    return None


def _plays(record: Record, event: Event, field: str, words: str | None) -> bool:
    """Whether those words stand in the evidence of that side; of either side where the event is reciprocal."""
    if words is None:
        return True
    fields = {"actors", "recipients"} if event.reciprocal else {field}
    text = record.article.text
    return any(words in text[e.start : e.end] for e in event.evidence if e.field in fields)


def _named(record: Record, event: Event) -> tuple[list[str], list[str]]:
    names: dict[str, Actor] = {a.id: a for a in record.actors}
    return [names[a].name for a in event.actors], [names[a].name for a in event.recipients]


def _document(text: str, *, official: bool) -> Document:
    """An example as a document; frames that only readouts use are tried on an official's page."""
    url = OFFICIAL if official else None
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(digest[:16], None, None, url, None, "en", digest, text)
    return Document(article, (Zone("body", 0, len(text)),))
