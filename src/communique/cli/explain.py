"""``communique explain``: why a record says what it says, and why it does not say more."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, FAILED, say
from communique.cli.options import facts

if TYPE_CHECKING:
    from rich.console import Console

    from communique.model import Document, Parse, Record, Sentence

EXAMPLES = """\b
Examples:
  communique explain article.txt --published 2025-08-18
  communique explain article.txt --event 2
  communique explain article.txt --sentence 5
  communique explain article.txt --sentence "refused to speak"
"""


@click.command(epilog=EXAMPLES)
@click.argument("path")
@facts
@click.option("--event", metavar="ID", help="Only this event: its number in the table, or its id.")
@click.option("--sentence", metavar="N|WORDS", help="A sentence by number or words: what it gave, and why no more.")
def explain(path: str, published: str | None, format_in: str | None, event: str | None, sentence: str | None, **others: str | None) -> int:
    """Show each event's fields with the words that prove them and the rule; or why a sentence gave no event."""
    from communique.cli.read import read_documents
    from communique.model import Document

    items = list(islice(read_documents((path,), published, format_in, others), 2))
    if len(items) > 1:
        raise click.UsageError("explain takes one document")
    for item in items:
        if isinstance(item, Document):
            return _explain(item, event, sentence)
        say(item.message)
    return FAILED


def _explain(document: Document, event: str | None, sentence: str | None) -> int:
    from communique.cli.terminal import output

    record, parse = _coded(document)
    for problem in record.problems:
        say(problem.message)
    if sentence is not None:
        _show_sentences(output(), record, parse, sentence)
    else:
        _show_events(output(), record, parse, event)
    return CODED


def _coded(document: Document) -> tuple[Record, Parse]:
    """The record and the parse it stands on."""
    from communique.parse import PARSERS, parse
    from communique.pipeline import Coder

    parser = PARSERS["spacy"]()
    return Coder(parser).code(document), parse(document, parser)


def _show_events(console: Console, record: Record, parse: Parse, wanted: str | None) -> None:
    from communique.render.explain import explain_event

    chosen = [e for n, e in enumerate(record.events, 1) if wanted in (None, str(n), e.id)]
    if wanted is not None and not chosen:
        raise click.UsageError(f"there is no event {wanted!r}; this record has {len(record.events)}")
    if not chosen:
        console.print("No event was found. Try --sentence with words of the sentence that should give one.")
    spans = [s.span for s in parse.sentences]
    for event in chosen:
        console.print(explain_event(record, event, spans))
        console.print()


def _show_sentences(console: Console, record: Record, parse: Parse, wanted: str) -> None:
    from communique.cli.trace import trace
    from communique.knowledge.events import load_events
    from communique.render.sentence import explain_sentence

    for sentence in _wanted(parse, wanted):
        lines = tuple(trace(record, sentence, load_events()))
        console.print(explain_sentence(record, sentence.number + 1, sentence.span, lines))
        console.print()


def _wanted(parse: Parse, wanted: str) -> list[Sentence]:
    if wanted.isdecimal():
        found = [s for s in parse.sentences if s.number + 1 == int(wanted)]
        if not found:
            raise click.UsageError(f"there is no sentence {wanted}; the article has {len(parse.sentences)} in its coded part")
        return found
    found = [s for s in parse.sentences if wanted.casefold() in s.span.text_in(parse.text).casefold()]
    if not found:
        raise click.UsageError(
            f"no sentence of the coded part contains {wanted!r}; what is left out shows in the table of `communique read`"
        )
    return found
