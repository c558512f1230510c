"""``communique verify``: whether a ledger still says what its texts say."""

from __future__ import annotations

import click

from communique.cli.app import CODED, FAILED, say
from communique.cli.ask import ledger_option

EPILOG = """\b
Example:
  communique verify --ledger history.db

\b
Exit codes: 0 everything holds, 1 something does not: each breach is a line on standard output.
"""


@click.command(epilog=EPILOG)
@ledger_option
def verify(path: str) -> int:
    """Check every span, checksum and reference of a ledger."""
    from communique.ledger import open_ledger
    from communique.ledger import verify as check
    from communique.ledger.library import VERSION, is_mended

    if not is_mended():
        say(f"SQLite {VERSION} can damage a ledger that two programs write to at once; pip install pysqlite3, or write with one at a time")
    number = 0
    with open_ledger(path) as ledger:
        for number, breach in enumerate(check(ledger), 1):  # noqa: B007 - the last number is how many there are
            click.echo(f"{breach.where}: {breach.what}")
        texts = ledger.db.execute("SELECT count(*) FROM snapshot").fetchone()[0]
    say(f"{path}: {texts:,} text{'' if texts == 1 else 's'}: {f'{number:,} breaches' if number else 'everything holds'} (SQLite {VERSION})")
    return FAILED if number else CODED
