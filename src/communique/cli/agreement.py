"""``communique code-sheet`` and ``communique agreement``: blind double coding, and how far two coders agree."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from communique.cli.app import CODED, say
from communique.cli.ask import ledger_option

if TYPE_CHECKING:
    from communique.ledger.agreement import Coded


@click.command(
    "code-sheet", epilog="\b\nExamples:\n  communique code-sheet > sheet.jsonl\n  communique code-sheet --format csv > sheet.csv"
)
@click.option(
    "--format", "form", type=click.Choice(("jsonl", "csv")), default="jsonl", show_default=True, help="csv opens in spreadsheets."
)
@ledger_option
def code_sheet(form: str, path: str) -> int:
    """Print every event for a coder to fill in: its words, without what the machine says of them.

    Parties are parted by ``;``. Write none as the type where there is no such event, and as the medium where it is no contact.
    """
    from communique.ledger import open_ledger
    from communique.ledger.agreement import sheet

    with open_ledger(path) as ledger:
        for line in _lines(sheet(ledger.db), csv=form == "csv"):
            sys.stdout.buffer.write(line)
    return CODED


@click.command(
    epilog="\b\nExamples:\n  communique agreement eva.jsonl tom.jsonl\n  communique agreement eva.csv tom.csv --settle settled.csv"
)
@click.argument("first", type=click.File("rb"))
@click.argument("second", type=click.File("rb"))
@click.option("--settle", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the sheet of both, to be settled.")
def agreement(first: IO[bytes], second: IO[bytes], settle: Path | None) -> int:
    """Print Krippendorff's alpha of each field and the F1 of the parties of two filled-in sheets, as JSON.

    The sheet of --settle (CSV where its name ends so) has a | between the values of the two where they differ.
    """
    import msgspec

    from communique.errors import InputError
    from communique.ledger.agreement import OR, read_sheet, to_settle
    from communique.ledger.agreement import agreement as measured

    sheets = read_sheet(first, name=first.name), read_sheet(second, name=second.name)
    sys.stdout.buffer.write(msgspec.json.encode(measured(*sheets)) + b"\n")
    if settle:
        lines = list(to_settle(*sheets))
        try:
            settle.write_bytes(b"".join(_lines(lines, csv=settle.suffix == ".csv")))
        except OSError as error:
            raise InputError(f"{settle}: cannot be written: {error.strerror or error}") from error
        differing = sum(any(OR in str(v) for v in (c.type, c.status, c.medium, *c.parties)) for c in lines)
        say(f"{settle}: {len(lines)} events, {differing} to settle")
    return CODED


def _lines(sheet: Iterable[Coded], *, csv: bool) -> Iterator[bytes]:
    import msgspec

    from communique.ledger.agreement import write_csv

    return write_csv(sheet) if csv else (msgspec.json.encode(c) + b"\n" for c in sheet)
