"""``communique adjudicate`` and ``communique adjudicated``: a settled sheet becomes decisions, and decided events become gold."""

from __future__ import annotations

import sys
from collections import Counter
from typing import IO

import click

from communique.cli.app import CODED, say
from communique.cli.ask import ledger_option

EXAMPLES = """\b
Examples:
  communique agreement eva.csv tom.csv --settle settled.csv
  communique adjudicate settled.csv --because 'settled by Ida' --by Ida
  communique adjudicated > gold.jsonl; communique evaluate records --gold gold.jsonl --misses
"""


@click.command(epilog=EXAMPLES)
@click.argument("sheet", type=click.File("rb"))
@click.option("--because", required=True, metavar="WORDS", help="Why: a source, a reason.")
@click.option("--by", envvar="COMMUNIQUE_BY", show_envvar=True, help="Who decides; the user's name when left out.")
@click.option("--dry-run", is_flag=True, help="Check the sheet and say what would be decided; decide nothing.")
@ledger_option
def adjudicate(sheet: IO[bytes], because: str, by: str | None, dry_run: bool, path: str) -> int:
    """Turn a settled sheet into decisions: what differs from the ledger is fixed, all of it confirmed; type none rejects the event."""
    import getpass

    from communique.cli.decisions import print_log
    from communique.ledger import open_ledger
    from communique.ledger.adjudicate import rulings
    from communique.ledger.agreement import read_sheet
    from communique.ledger.decisions import decide

    settled = read_sheet(sheet, name=sheet.name)
    with open_ledger(path) as ledger:
        found = list(rulings(ledger.db, settled, because=because, by=by or getpass.getuser()))
        if not dry_run:
            print_log(decide(ledger, found), None)
    counts = Counter(d.kind for d in found)
    told = ", ".join(f"{n} × {kind}" for kind, n in sorted(counts.items())) or "nothing left to decide"
    say(f"{len(settled)} events: {told}{'; nothing was stored' if dry_run else ''}")
    return CODED


@click.command(epilog=EXAMPLES)
@ledger_option
def adjudicated(path: str) -> int:
    """Print the articles of which people have decided every contact, as gold for `communique evaluate records --gold`."""
    import msgspec

    from communique.ledger import open_ledger
    from communique.ledger.adjudicate import gold

    number = 0
    with open_ledger(path) as ledger:
        for number, article in enumerate(gold(ledger.db), 1):  # noqa: B007 - the last number is how many there are
            sys.stdout.buffer.write(msgspec.json.encode(article) + b"\n")
    say(f"{number} article{'' if number == 1 else 's'} with every contact decided")
    return CODED
