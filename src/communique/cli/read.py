"""``communique read``: documents in, records out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, FAILED, SOME_FAILED, say
from communique.cli.coding import SECONDS
from communique.cli.options import facts, seconds_option

if TYPE_CHECKING:
    from communique.model import Document, Record
    from communique.reading import Facts, Failure

Writer = Callable[["Record"], None]
EXAMPLES = """\b
Examples:
  communique read article.txt --published 2025-08-18
  communique read page.html --format json
  communique read news/ 'archive/**/*.html' --format jsonl > records.jsonl
  communique read - --published 2025-08-18 < article.txt

\b
A JSONL line is {"text" or "html": …, "id", "title", "publisher", "url", "published", "language": optional}.
Exit codes: 0 all coded, 1 nothing could be coded, 2 wrong usage, 3 some documents failed, 130 interrupted.
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@facts
@click.option(
    "--format",
    "format_out",
    type=click.Choice(("json", "jsonl", "table")),
    envvar="COMMUNIQUE_FORMAT",
    show_envvar=True,
    help="Output: table on a terminal and jsonl in a pipe when left out; json is one indented object of one document.",
)
@seconds_option
def read(
    paths: tuple[str, ...], published: str | None, format_in: str | None, format_out: str | None, seconds: float, **others: str | None
) -> int:  # fmt: skip
    """Code documents: files, folders, 'patterns', or - for standard input."""
    chosen = format_out or ("table" if sys.stdout.isatty() else "jsonl")
    items = read_documents(paths, published, format_in, others)
    if chosen == "json":
        items = _only_one(items)
    return write_records(items, WRITERS[chosen], seconds)


def read_documents(
    paths: tuple[str, ...], published: str | None, format_in: str | None, others: dict[str, str | None]
) -> Iterator[Document | Failure]:
    """The documents of the paths, with the facts that the options give. Raises ``UsageError`` for an impossible date."""
    from communique.cli.inputs import documents

    given = given_facts(published, others)
    announce_terminal(paths)
    return documents(paths, format_in, given)


def announce_terminal(paths: tuple[str, ...]) -> None:
    """Say how to end what is typed, where standard input is a keyboard."""
    if "-" in paths and sys.stdin.isatty():
        say("reading from the terminal; end with Ctrl-D")


def given_facts(published: str | None, others: dict[str, str | None]) -> Facts:
    """The facts that the options give. Raises ``UsageError`` for an impossible date."""
    from communique.errors import InputError
    from communique.reading import Facts

    try:
        return Facts.given(published=published, **others)
    except InputError as error:
        raise click.UsageError(str(error)) from error


def _only_one(items: Iterator[Document | Failure]) -> Iterator[Document | Failure]:
    found = list(islice(items, 2))
    if len(found) > 1:
        raise click.UsageError("--format json shows one document; use --format jsonl for several")
    return iter(found)


def write_records(items: Iterable[Document | Failure], write: Writer, seconds: float = SECONDS) -> int:
    """Code and write, in order; returns the exit code."""
    from communique.cli.coding import coded
    from communique.model import Record

    done = failed = 0
    sources: deque[str | None] = deque()
    with _progress() as step:
        for item in coded(noted(items, sources), seconds):
            source = sources.popleft()
            trouble = uncoded(item, source) if isinstance(item, Record) else item.message
            if isinstance(item, Record):
                write(item)
            if trouble:
                say(trouble)
            done, failed = done + (not trouble), failed + bool(trouble)
            step(done, failed)
    if not failed:
        return CODED
    return SOME_FAILED if done else FAILED


def noted(items: Iterable[Document | Failure], sources: deque[str | None]) -> Iterator[Document | Failure]:
    """The same items; where each was read is put at the end of ``sources``, for its record does not say."""
    for item in items:
        sources.append(getattr(item, "source", None))
        yield item


def uncoded(record: Record, source: str | None = None) -> str:
    """Why a record has nothing in it, where its document had nothing to code."""
    from communique.model import called

    if any(z.kind == "body" for z in record.zones):
        return ""
    why = "; ".join(p.message for p in record.problems) or "There is no article in it."
    return f"{called(record.article, source)}: not coded: {why}"


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A counter on standard error, where one can be seen."""
    if not (sys.stderr.isatty() and not sys.stdout.isatty()):
        yield lambda done, failed: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} documents coded"), TextColumn("{task.fields[failed]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=None, failed="")
        yield lambda done, failed: progress.update(task, completed=done, failed=f"{failed} failed" if failed else "")


def _write_jsonl(record: Record) -> None:
    sys.stdout.buffer.write(record.to_json() + b"\n")
    sys.stdout.buffer.flush()


def _write_json(record: Record) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(record.to_json(), indent=2) + b"\n")


def write_table(record: Record) -> None:
    """The record as a table, for a person."""
    from communique.cli.terminal import output
    from communique.render.table import record_table

    output().print(record_table(record), soft_wrap=False)


WRITERS: dict[str, Writer] = {"json": _write_json, "jsonl": _write_jsonl, "table": write_table}
