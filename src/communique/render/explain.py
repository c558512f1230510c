"""Record → explanation: for each event every field, the words that prove it, and the rule that produced it (rich)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from communique.model import Event, Record, Span, Statement
from communique.render.words import how_words, parties_words, party_words, when_words, where_words

PROOF = "bold reverse"
NAME = 11


def explain_event(record: Record, event: Event, sentences: Sequence[Span]) -> Group:
    """One event. ``sentences`` are those of the article, numbered from 1 in what is printed."""
    return Group(*_event_parts(record, event, sentences))


def _event_parts(record: Record, event: Event, sentences: Sequence[Span]) -> Iterator[RenderableType]:
    actors = {a.id: a for a in record.actors}
    number = record.events.index(event) + 1
    yield Text.assemble(
        (f"{number}  {event.type} {event.mode or ''}".rstrip(), "bold magenta"), "  ", (parties_words(event, actors), "bold")
    )
    coding = f"CAMEO {event.cameo or '–'}, quad class {event.quad}, contexts {', '.join(event.contexts) or '–'}"
    yield _field("rule", f"{event.rule} · confidence {event.confidence:.2f} · {coding}")
    for name, value in _values(record, event).items():
        yield from _proved(name, value, event, record.article.text, sentences)
    for statement in record.statements:
        if statement.id in event.statements:
            yield from _statement(record, statement, sentences)
    yield Text(f"   id {event.id}", style="dim")


def _values(record: Record, event: Event) -> dict[str, str]:
    """The fields that hold something, in words, in the order of reading."""
    actors = {a.id: a for a in record.actors}
    numbers = {e.id: n for n, e in enumerate(record.events, 1)}
    values = {
        "trigger": event.type,
        "actors": party_words(event.actors, actors),
        "recipients": party_words(event.recipients, actors),
        "initiator": actors[event.initiator].name if event.initiator else "",
        "status": event.status,
        "medium": how_words(event),
        "when": f"{when_words(event.when)} ({event.when.edtf})" if event.when else "",
        "where": where_words(event.where) if event.where else "",
        "duration_minutes": f"{event.duration_minutes}" if event.duration_minutes is not None else "",
        "about": ", ".join(f"event {numbers[i]}" for i in event.about),
        "topics": ", ".join(event.topics),
    }
    return {name: value for name, value in values.items() if value}


def _proved(name: str, value: str, event: Event, text: str, sentences: Sequence[Span]) -> Iterator[RenderableType]:
    yield _field(name.removesuffix("_minutes"), value)
    spans = [Span(e.start, e.end) for e in event.evidence if e.field == name]
    if not spans:
        yield _quote("", Text("no words of its own: follows from the rule and the trigger", style="dim italic"))
    yield from _quoted(spans, text, sentences)


def _field(name: str, value: str) -> Text:
    return Text.assemble("   ", (f"{name:{NAME}}", "cyan"), value)


def _quoted(spans: Sequence[Span], text: str, sentences: Sequence[Span]) -> Iterator[RenderableType]:
    """Each sentence with evidence once, its evidence highlighted."""
    for number, sentence in enumerate(sentences, 1):
        inside = [s for s in spans if s.overlaps(sentence)]
        if inside:
            yield _quote(str(number), marked(text, sentence, inside))


def _quote(number: str, words: Text) -> Table:
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=NAME + 1)
    row.add_column(width=3, justify="right", style="dim")
    row.add_column(ratio=1)
    row.add_row("", number, words)
    return row


def marked(text: str, sentence: Span, spans: Iterable[Span]) -> Text:
    """A sentence with some of its stretches in brackets and, where there are colours, highlighted."""
    words, at = Text(), sentence.start
    for span in merged(spans):
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        words.append(text[at:start])
        words.append(f"[{text[start:end]}]", style=PROOF)
        at = end
    return words.append(text[at : sentence.end])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches in order; those that overlap are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _statement(record: Record, statement: Statement, sentences: Sequence[Span]) -> Iterator[RenderableType]:
    names = {a.id: a.name for a in record.actors}
    via = f" via {', '.join(names[i] for i in statement.via)}" if statement.via else ""
    stance = f" [{statement.stance.kind}]" if statement.stance else ""
    yield _field("statement", f"{names[statement.speaker]}{via}{stance} ({statement.id})")
    parts = [s.span for s in (statement.source, statement.cue) if s] + [statement.content]
    yield from _quoted(parts, record.article.text, sentences)
