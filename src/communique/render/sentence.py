"""What a record says about one sentence, for ``explain --sentence`` (rich)."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from communique.model import Event, Record, Span
from communique.render.explain import marked
from communique.render.words import actor_words, parties_words


def explain_sentence(record: Record, number: int, sentence: Span, trace: tuple[str, ...]) -> Group:
    """The sentence (numbered from 1), who and what was found in it, and, line by line, why the rest of it told of no event."""
    return Group(*_parts(record, number, sentence, trace))


def _parts(record: Record, number: int, sentence: Span, trace: tuple[str, ...]) -> Iterator[RenderableType]:
    text = record.article.text
    triggers = [s for e in record.events for s in _spans(e, "trigger") if sentence.contains(s)]
    yield Text.assemble((f"sentence {number}  ", "bold"), marked(text, sentence, triggers))
    yield _line("actors", ", ".join(actor_words(a) for a in record.actors if any(m.overlaps(sentence) for m in a.mentions)))
    yield _line("dates", ", ".join(f"{t.span.text_in(text)} = {t.value}" for t in record.times if t.span.overlaps(sentence)))
    yield _line("statements", "; ".join(_statements(record, sentence)))
    yield _line("events", "; ".join(_events(record, sentence)))
    for line in trace:
        yield Text.assemble("   ", ("·  ", "dim"), line)


def _spans(event: Event, field: str | None = None) -> Iterator[Span]:
    return (Span(e.start, e.end) for e in event.evidence if field in (None, e.field))


def _statements(record: Record, sentence: Span) -> Iterator[str]:
    names = {a.id: a.name for a in record.actors}
    said = (s for s in record.statements if s.content.overlaps(sentence))
    return (f"{names[s.speaker]}: {s.content.text_in(record.article.text)}" for s in said)


def _events(record: Record, sentence: Span) -> Iterator[str]:
    actors = {a.id: a for a in record.actors}
    told = ((n, e) for n, e in enumerate(record.events, 1) if any(s.overlaps(sentence) for s in _spans(e)))
    return (f"{n} {e.type} {parties_words(e, actors)} ({e.rule})" for n, e in told)


def _line(name: str, value: str) -> Text:
    return Text.assemble("   ", (f"{name:11}", "cyan"), value or Text("none", style="dim"))
