"""``communique ingest``: documents into the ledger, each once."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, FAILED, SOME_FAILED, say
from communique.cli.ask import ledger_option
from communique.cli.options import facts_and_format, seconds_option

if TYPE_CHECKING:
    from communique.cli.coders import Coders
    from communique.cli.sources import Found
    from communique.ledger import Filed, Ledger
    from communique.model import Document, Engine, Record
    from communique.reading import Failure

EXAMPLES = """\b
Examples:
  communique ingest news/ 'archive/**/*.html'
  communique ingest articles.jsonl --ledger history.db
  communique read news/ --format jsonl > records.jsonl; communique ingest records.jsonl --from records
  communique ingest coded/                  # a folder that `communique run` made, without coding again
  communique ingest news/ --dry-run

\b
An article is known by its url, else by the id its source gives, else by its file. The same again changes nothing; a changed text is
kept beside the old one. Interrupted, it has lost nothing that was stored; the same command again does the rest.
Exit codes: 0 all stored, 1 nothing could be, 2 wrong usage, 3 some documents failed, 130 interrupted.
"""
WORKERS = "Processes that code, beside the one that stores; 0: that one does.  [default: 1; 0 on a single core]"
WORDS = {"new": "new", "changed": "changed", "recoded": "coded anew", "unchanged": "unchanged", "failed": "failed"}


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@ledger_option
@click.option("--dry-run", is_flag=True, help="Say what would be stored; code and store nothing.")
@seconds_option
@click.option("--workers", type=click.IntRange(0), help=WORKERS)
@facts_and_format("records")
def ingest(
    paths: tuple[str, ...], path: str, dry_run: bool, published: str | None, format_in: str | None, seconds: float, workers: int | None,
    **others: str | None,
) -> int:  # fmt: skip
    """Code documents and store them: files, folders, 'patterns', or - for standard input."""
    from communique.cli.ingesting import beside, coders, progress
    from communique.cli.read import announce_terminal, given_facts
    from communique.cli.sources import sources

    announce_terminal(paths)
    found = sources(paths, format_in, given_facts(published, others))
    counts: Counter[str] = Counter()
    try:
        with progress(found, counts) as items:
            if dry_run:
                _dry(path, items, counts)
            else:
                _store(path, items, counts, coders(beside() if workers is None else workers, seconds, paths))
    except BaseException:
        if counts:
            say(_summary(counts, path, dry_run))
        raise
    say(_summary(counts, path, dry_run))
    if not counts["failed"]:
        return CODED
    return SOME_FAILED if counts.total() > counts["failed"] else FAILED


def _summary(counts: Counter[str], path: str, dry_run: bool) -> str:
    told = ", ".join(f"{counts[key]:,} {word}" for key, word in WORDS.items() if counts[key])
    total = counts.total()
    return f"{path}: {total:,} document{'' if total == 1 else 's'}{': ' + told if told else ''}{'; nothing was stored' if dry_run else ''}"


def _store(path: str, items: Iterable[Found], counts: Counter[str], coding: Coders) -> None:
    from communique.ledger import ingest, open_ledger

    with open_ledger(path, create=True) as ledger, coding:
        for done in ingest(ledger, _records(ledger, items, counts, coding)):
            counts[done.outcome] += 1


def _records(ledger: Ledger, items: Iterable[Found], counts: Counter[str], coding: Coders) -> Iterator[Filed]:
    """What is to be stored: finished records as they are, documents that the ledger does not know coded."""
    from communique.ledger import Filed
    from communique.model import Record

    files: deque[tuple[str | None, str | None]] = deque()
    for result, ready in coding.coded(_unknown(ledger, items, files, counts)):
        file, source = files.popleft()
        trouble = _trouble(result, source)
        if trouble:
            say(trouble)
        if isinstance(result, Record):
            yield Filed(result, file, ready)
        else:
            counts["failed"] += 1


def _trouble(result: Record | Failure, source: str | None) -> str:
    from communique.cli.read import uncoded
    from communique.model import Record

    return uncoded(result, source) if isinstance(result, Record) else result.message


def _unknown(
    ledger: Ledger, items: Iterable[Found], files: deque[tuple[str | None, str | None]], counts: Counter[str]
) -> Iterator[Document | Record | Failure]:
    from communique.ledger import known
    from communique.model import Document

    for found in items:
        if isinstance(found.item, Document) and known(ledger, found.item.article, _engine(), found.file):
            counts["unchanged"] += 1
            continue
        files.append((found.file, getattr(found.item, "source", None)))
        yield found.item


def _engine() -> Engine:
    from communique.pipeline import default_engine

    return default_engine()


def _dry(path: str, items: Iterable[Found], counts: Counter[str]) -> None:
    """Count what would become of each document, against the ledger if there is one; a document that comes twice counts twice."""
    from communique.ledger import expected, open_ledger
    from communique.model import Record
    from communique.reading import Failure

    with open_ledger(path) if Path(path).exists() else nullcontext() as ledger:
        for found in items:
            if isinstance(found.item, Failure):
                say(found.item.message)
                counts["failed"] += 1
                continue
            engine = found.item.engine if isinstance(found.item, Record) else _engine()
            counts[expected(ledger, found.item.article, engine, found.file) if ledger else "new"] += 1
