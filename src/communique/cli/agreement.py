"""``communique code-sheet`` and ``communique agreement``: blind double coding, and how far two coders agree."""

from __future__ import annotations

import sys
from typing import IO

import click

from communique.cli.app import CODED
from communique.cli.ask import ledger_option


@click.command("code-sheet", epilog="\b\nExamples:\n  communique code-sheet > sheet.jsonl")
@ledger_option
def code_sheet(path: str) -> int:
    """Print every event for a coder to fill in, as JSONL: its words, without what the machine says of them."""
    import msgspec

    from communique.ledger import open_ledger
    from communique.ledger.agreement import sheet

    with open_ledger(path) as ledger:
        for line in sheet(ledger.db):
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    return CODED


@click.command(epilog="\b\nExamples:\n  communique agreement eva.jsonl tom.jsonl")
@click.argument("first", type=click.File("rb"))
@click.argument("second", type=click.File("rb"))
def agreement(first: IO[bytes], second: IO[bytes]) -> int:
    """Print Krippendorff's alpha of each field and the F1 of the parties of two filled-in sheets, as JSON."""
    import msgspec

    from communique.ledger.agreement import agreement as measured
    from communique.ledger.agreement import read_sheet

    found = measured(read_sheet(first, name=first.name), read_sheet(second, name=second.name))
    sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    return CODED
