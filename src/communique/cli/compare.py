"""``communique compare``: both sides' accounts of a contact next to each other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, FAILED, say
from communique.cli.ask import day_of, ledger_option

if TYPE_CHECKING:
    from rich.table import Table

    from communique.ledger.compare import Account, Comparison


@click.command(epilog="\b\nExamples:\n  communique compare Putin Lula --date 2025-08-18\n  communique compare RUS IND --format jsonl")
@click.argument("first")
@click.argument("second")
@click.option("--date", metavar="DATE", help="The day of the contact (ISO); all days when left out.")
@click.option("--format", "shown", type=click.Choice(("table", "jsonl")), help="table on a terminal, jsonl in a pipe.")
@ledger_option
def compare(first: str, second: str, date: str | None, shown: str | None, path: str) -> int:
    """Lay the two sides' accounts of their contacts next to each other: said by both, by one only, contradicted, silent."""
    import msgspec

    from communique.ledger import open_ledger, queries
    from communique.ledger.compare import compare as compared
    from communique.ledger.names import resolve

    day = day_of("--date", date)
    with open_ledger(path) as ledger:
        parties = (resolve(ledger.db, first), resolve(ledger.db, second))
        found = queries.happenings(ledger.db, queries.Selection(parties=parties, since=day, until=day))
        comparisons = [compared(ledger.db, contact) for contact in found]
    if not comparisons:
        say(f"no contact between {first} and {second}" + (f" on {date}" if date else "") + " is in the ledger")
        return FAILED
    for comparison in comparisons:
        if (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
            sys.stdout.buffer.write(msgspec.json.encode(comparison) + b"\n")
        else:
            _print(comparison)
    return CODED


def _print(comparison: Comparison) -> None:
    from rich.text import Text

    from communique.cli.terminal import output

    contact = comparison.contact
    names = " ↔ ".join(p.name for p in contact.parties)
    facts = " · ".join(x for x in (contact.medium, contact.edtf, contact.place, contact.status, contact.id) if x)
    to = output()
    to.print(Text(names, style="bold"), Text(facts.replace("_", " "), style="dim"), sep="\n")
    to.print(_columns(comparison.accounts))
    for point in comparison.points:
        values = "; ".join(f"{side}: {' | '.join(v)}" for side, v in point.values.items())
        to.print(Text(f"{point.verdict:>12}  {point.field.replace('_', ' ')}: {values}"))
    if comparison.silent:
        to.print(Text(f"{'silent':>12}  {', '.join(comparison.silent)}"))
    for told in comparison.others:
        to.print(Text(f"{'others':>12}  {told.speaker}: {told.content}"))
    to.print()


def _columns(accounts: tuple[Account, ...]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold blue", padding=(0, 2, 0, 0), expand=True)
    for account in accounts:
        table.add_column(account.side, ratio=1)
    deepest = max((len(a.statements) for a in accounts), default=0)
    for i in range(deepest):
        table.add_row(*(_words(a, i) for a in accounts))
    return table


def _words(account: Account, at: int) -> str:
    if at >= len(account.statements):
        return "no account known" if account.silent and at == 0 else ""
    told = account.statements[at]
    via = f" via {', '.join(told.via)}" if told.via else ""
    return f"{told.speaker}{via}{f' [{told.stance}]' if told.stance else ''}: {told.content}"
