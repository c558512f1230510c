"""``communique compare``: both sides' accounts of a contact next to each other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, FAILED, say
from communique.cli.ask import day_of, days_of, ledger_option, limit_option, say_cut

if TYPE_CHECKING:
    from rich.table import Table

    from communique.ledger.compare import Account, Comparison


_FIELDS = {"duration_minutes": "minutes", "initiator": "begun by"}
EXAMPLES = """\b
Examples:
  communique compare Putin Lula --date 2025-08-18
  communique compare RUS IND --format jsonl
  communique compare Putin --since 2025-08-01
"""


@click.command(epilog=EXAMPLES)
@click.argument("first")
@click.argument("second", required=False)
@click.option("--date", metavar="DATE", help="The day of the contact (ISO); all days when left out.")
@click.option("--since", metavar="DATE", help="Not before this day (ISO).")
@click.option("--until", metavar="DATE", help="Not after this day (ISO).")
@click.option("--format", "shown", type=click.Choice(("table", "jsonl")), help="table on a terminal, jsonl in a pipe.")
@limit_option
@ledger_option
def compare(
    first: str, second: str | None, date: str | None, since: str | None, until: str | None, shown: str | None, limit: int, path: str
) -> int:  # fmt: skip
    """Lay the two sides' accounts of their contacts next to each other: said by both, by one only, contradicted, silent.

    With one name, a table of all its contacts: which sides tell of each, and which are silent.
    """
    import msgspec

    from communique.ledger import open_ledger, queries
    from communique.ledger.compare import compare as compared
    from communique.ledger.names import resolve

    if date and (since or until):
        raise click.UsageError("--date is one day; leave out --since and --until")
    days = (day_of("--date", date),) * 2 if date else days_of(since, until)
    with open_ledger(path) as ledger:
        parties = tuple(resolve(ledger.db, name) for name in (first, second) if name)
        found = queries.happenings(ledger.db, queries.Selection(parties=parties, since=days[0], until=days[1], limit=limit + 1))
        comparisons = [compared(ledger.db, contact) for contact in found[:limit]]
    if not comparisons:
        say(f"no contact {f'between {first} and {second}' if second else f'of {first}'}{f' on {date}' if date else ''} is in the ledger")
        return FAILED
    if (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        sys.stdout.buffer.writelines(msgspec.json.encode(c) + b"\n" for c in comparisons)
    elif second:
        for comparison in comparisons:
            print_comparison(comparison)
    else:
        _print_sides(comparisons)
    say_cut(len(found), limit)
    return CODED


def _print_sides(comparisons: list[Comparison]) -> None:
    """One line a contact: who tells of it."""
    from communique.cli.ask import print_table

    rows: list[tuple[str, ...]] = []
    for c in comparisons:
        names = ", ".join(dict.fromkeys(p.name for p in c.contact.parties))
        facts = (c.contact.edtf or "").replace("/", "/\n"), f"{c.contact.medium}, {c.contact.status}".replace("_", " ")
        against = ", ".join(_FIELDS.get(f, f) for f in c.contradicted)
        rows.append((c.contact.id, *facts, names, " ".join(c.speaking), " ".join(c.silent), against))
    print_table(("Id", "When", "What", "Parties", "Told by", "Silent", "Contradicted"), rows)


def print_comparison(comparison: Comparison) -> None:
    """One contact: its facts, its accounts in columns, and what they come to."""
    from rich.text import Text

    from communique.cli.terminal import output

    contact = comparison.contact
    names = " ↔ ".join(p.name for p in contact.parties)
    state = contact.state if contact.state != "coded" else None
    facts = " · ".join(x for x in (contact.medium or contact.type, contact.edtf, contact.place, contact.status, state, contact.id) if x)
    to = output()
    to.print(Text(names, style="bold"), Text(facts.replace("_", " "), style="dim"), sep="\n")
    to.print(_columns(comparison.accounts))
    to.print(_points(comparison))
    to.print()


def _points(comparison: Comparison) -> Table:
    """What the accounts come to, the verdict before the words."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    for point in comparison.points:
        values = "; ".join(f"{side}: {' | '.join(v)}" for side, v in point.values.items())
        table.add_row(point.verdict, Text(f"{_FIELDS.get(point.field, point.field)}: {values}"))
    if comparison.silent:
        table.add_row("silent", ", ".join(comparison.silent))
    for told in comparison.others:
        table.add_row("others", Text(f"{told.speaker}: {told.content}"))
    return table


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
