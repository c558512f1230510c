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
from communique.cli.verify import verify

EXAMPLES = """\b
Examples:
  communique demo
  communique read article.txt --published 2025-08-18
  communique read news/ --format jsonl > records.jsonl
  curl -s https://example.org/story.html | communique read - --from html
  communique explain article.txt --published 2025-08-18 --event 2

\b
Exit codes: 0 all coded, 1 failure, 2 wrong usage, 3 some documents failed, 130 interrupted.
Options may also stand in the environment (COMMUNIQUE_FORMAT=jsonl) or in communique.toml of the current folder.
"""


@click.group(cls=App, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="communique %(version)s")
def main() -> None:
    """News reports and official readouts in, a sourced record of diplomacy out."""


for command in (
    read,
    run,
    ingest,
    feeds,
    verify,
    explain,
    check,
    evaluate,
    schema,
    demo,
    who,
    between,
    compare,
    quotes,
    search,
    planned,
    overdue,
    one_sided,
    export,
    release,
    report,
    serve,
    fix,
    reject,
    confirm,
    merge,
    split,
    undo,
    decisions,
    review,
    code_sheet,
    agreement,
    adjudicate,
    adjudicated,
):
    main.add_command(command)
