"""``communique export``: records or a ledger → files of other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, say
from communique.cli.ask import chosen_ledger, ledger_option

if TYPE_CHECKING:
    from communique.model import Record

FORMATS = (
    "jsonl", "plover", "polecat", "icews", "csv", "parquet", "ftm", "webannotation", "gexf", "graphml", "edges", "geojson", "ical", "atom",
)  # fmt: skip
EXAMPLES = """\b
Examples:
  communique export -f csv -o tables/
  communique export history.db --unit happening -f icews -o events.tsv
  communique read news/ --format jsonl | communique export - -f icews > events.tsv
  communique export records.jsonl -f atom --actor Lula --with Putin > feed.xml
"""


@click.command(epilog=EXAMPLES)
@click.argument("source", required=False, metavar="[LEDGER | RECORDS.jsonl | -]")
@click.option("-f", "--format", "name", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File or folder; standard output when left out.")
@click.option(
    "--expand", type=click.Choice(("dyads", "directed", "none")), default="dyads", show_default=True,
    help="A row for each pair of parties, for both directions of it, or for each event.",
)  # fmt: skip
@click.option(
    "--unit", type=click.Choice(("report", "happening")), default="report", show_default=True,
    help="Of a ledger: every article's telling, or each happening once with what all its reports say.",
)  # fmt: skip
@click.option("--actor", metavar="NAME", help="atom, ical: only events of this actor.")
@click.option("--with", "other", metavar="NAME", help="atom, ical: and of this one.")
@ledger_option
def export(
    source: str | None, name: str, out: Path | None, expand: str, unit: str, actor: str | None, other: str | None, path: str
) -> int:  # fmt: skip
    """Write a ledger, or records that `communique read` printed, in the format of another tool."""
    import msgspec

    from communique.export import EXPORTERS, Options
    from communique.export import export as write

    if EXPORTERS[name].folder and out is None:
        raise click.UsageError(f"--format {name} is {EXPORTERS[name].says}: name it with -o FOLDER")
    options = msgspec.convert({"expand": expand, "actor": actor, "other": other}, Options)
    for note in write(records_of(chosen_ledger(source, path), merge=unit == "happening"), name, out or sys.stdout.buffer, options):
        say(note)
    return CODED


def records_of(source: str, *, merge: bool = False) -> Iterator[Record]:
    """The records of a ledger as people corrected them, of a JSONL file, or of standard input; ``merge`` gives each happening once.

    Raises ``InputError`` naming the line that is no record, and where there is no ledger to merge reports.
    """
    if source != "-" and _is_database(Path(source)):
        from communique.ledger import open_ledger
        from communique.ledger.decided import decided, merged

        with open_ledger(source) as ledger:
            yield from merged(ledger) if merge else decided(ledger)
    elif merge:
        raise click.UsageError("--unit happening takes a ledger: `communique ingest` makes one of records")
    else:
        yield from _lines(source)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(15) == b"SQLite format 3"
    except OSError:
        return False


def _lines(source: str) -> Iterator[Record]:
    from communique.errors import InputError

    try:
        with sys.stdin.buffer if source == "-" else Path(source).open("rb") as file:
            yield from (_record(source, number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from error


def _record(source: str, number: int, line: bytes) -> Record:
    import msgspec

    from communique.errors import InputError
    from communique.model import Record

    try:
        return msgspec.json.decode(line, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: line {number} is no record of `communique read --format jsonl`: {error}") from error
