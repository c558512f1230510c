"""``communique show ID``: all that the ledger knows of one happening."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED
from communique.cli.ask import ledger_option

if TYPE_CHECKING:
    from communique.ledger.overviews import Report
    from communique.ledger.whole import Whole

EXAMPLES = """\b
Examples:
  communique show h1f2e3d4
  communique show h1f2e3d4 --format jsonl | jq .reports

\b
An ID is that of a happening or an event, as `who` and the other questions print it; the start is enough.
"""


@click.command(epilog=EXAMPLES)
@click.argument("identity", metavar="ID")
@click.option("--format", "shown", type=click.Choice(("table", "jsonl")), help="table on a terminal, jsonl in a pipe.")
@ledger_option
def show(identity: str, shown: str | None, path: str) -> int:
    """Show all about one happening: its facts, both sides' accounts, every report with its reasons, plans and ties, decisions."""
    import msgspec

    from communique.ledger import open_ledger
    from communique.ledger.whole import happening_ids, named, whole

    with open_ledger(path) as ledger:
        found = whole(ledger.db, named(ledger.db, identity))
        ids = happening_ids(ledger.db, {t.key for e in found.decisions for t in e.decision.targets})
    if (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    else:
        _print(found, ids)
    return CODED


def _print(found: Whole, ids: dict[str, str]) -> None:
    from rich.text import Text

    from communique.cli.compare import print_comparison
    from communique.cli.decisions import print_log
    from communique.cli.terminal import output
    from communique.ledger.compare import Comparison

    to = output()
    print_comparison(Comparison(found.contact, found.accounts, found.others, found.points))
    for heading, lines in (("Reports", _reports(found)), ("Ties", _ties(found))):
        told = list(lines)
        if told:
            to.print(Text(heading, style="bold"), *told, "", sep="\n")
    if found.decisions:
        to.print(Text("Decisions", style="bold"))
        print_log(found.decisions, "table", ids)


def _reports(found: Whole) -> Iterator[str]:
    for report in found.reports:
        yield f"{_source(report)}  {report.event}{'' if report.state == 'coded' else f', {report.state}'}"
        yield f"  {report.words}"
        if report.reasons:
            yield f"  stands here because: {', '.join(report.reasons)}"


def _source(report: Report) -> str:
    return " · ".join(x for x in (report.published, report.publisher, report.title, report.url) if x) or f"text {report.snapshot}"


def _ties(found: Whole) -> Iterator[str]:
    for tie in found.links:
        facts = ", ".join(x for x in ((tie.medium or tie.type).replace("_", " "), tie.edtf, tie.status) if x)
        yield f"{tie.kind} {tie.id}: {tie.parties} ({facts})"
