"""The command line: one file a command, heavy imports late, data on standard output and everything else on standard error."""

from __future__ import annotations

import click

from communique import __version__
from communique.cli.adjudicate import adjudicate, adjudicated
from communique.cli.agreement import agreement, code_sheet
from communique.cli.app import App
from communique.cli.ask import between, one_sided, overdue, planned, quotes, search, who
from communique.cli.check import check
from communique.cli.compare import compare
from communique.cli.decide import confirm, fix, merge, reject, split, undo
from communique.cli.decisions import decisions, review
from communique.cli.demo import demo
from communique.cli.evaluate import evaluate
from communique.cli.explain import explain
from communique.cli.export import export
from communique.cli.feeds import feeds
from communique.cli.ingest import ingest
from communique.cli.read import read
from communique.cli.release import release
from communique.cli.report import report
from communique.cli.run import run
from communique.cli.schema import schema
from communique.cli.serve import serve
from communique.cli.show import show
from communique.cli.verify import verify

EXAMPLES = """\b
Examples:
  communique demo
  communique read article.txt --published 2025-08-18
  communique read news/ --format jsonl > records.jsonl
  curl -s https://example.org/story.html | communique read - --from html
  communique explain article.txt --published 2025-08-18 --event 2
  communique ingest news/ --ledger history.db; communique serve history.db

\b
Exit codes: 0 all coded, 1 failure, 2 wrong usage, 3 some documents failed, 130 interrupted.
Options may also stand in the environment (such as COMMUNIQUE_LEDGER=history.db) or in communique.toml of the current folder.
"""


@click.group(cls=App, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="communique %(version)s")
def main() -> None:
    """News reports and official readouts in, a sourced record of diplomacy out."""


SECTIONS = {
    "Code texts": (demo, read, explain, run),
    "Keep a ledger": (ingest, feeds, verify),
    "Ask it": (who, between, show, compare, quotes, search, planned, overdue, one_sided),
    "Correct it": (review, fix, confirm, reject, merge, split, undo, decisions),
    "Show and publish it": (serve, report, export, release),
    "Two coders, and how well it is coded": (code_sheet, agreement, adjudicate, adjudicated, evaluate, check, schema),
}
main.sections = {heading: tuple(str(command.name) for command in commands) for heading, commands in SECTIONS.items()}
for command in (command for commands in SECTIONS.values() for command in commands):
    main.add_command(command)
