"""``communique decisions export|apply|list`` and ``communique review``: the log of what people decided, as lines fit for git."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

import click

from communique.cli.app import CODED, SOME_FAILED, say
from communique.cli.ask import ledger_option

if TYPE_CHECKING:
    from communique.ledger.decisions import Outcome
    from communique.ledger.hands import Logged

OUTCOMES = ("applied", "orphan", "conflict", "undone")
_shown = click.option("--format", "shown", type=click.Choice(("table", "jsonl")), help="table on a terminal, jsonl in a pipe.")


@click.group()
def decisions() -> None:
    """The log of decisions: list it, export it, apply one from elsewhere."""


@decisions.command("export", epilog="\b\nExamples:\n  communique decisions export > decisions.jsonl")
@ledger_option
def export_log(path: str) -> int:
    """Print the whole log as JSONL, oldest first; the same log gives the same bytes."""
    from communique.ledger import open_ledger
    from communique.ledger.decisions import export

    with open_ledger(path) as ledger:
        sys.stdout.buffer.writelines(export(ledger.db))
    return CODED


@decisions.command(
    "apply", epilog="\b\nExamples:\n  communique decisions apply decisions.jsonl\n  cat *.jsonl | communique decisions apply -"
)
@click.argument("file", type=click.File("rb"))
@click.option("--skip-bad", is_flag=True, help="Apply the good lines of a file with bad ones.")
@ledger_option
def apply_log(file: IO[bytes], skip_bad: bool, path: str) -> int:
    """Apply the decisions of a JSONL file; those that the ledger has already change nothing."""
    from communique.ledger import open_ledger
    from communique.ledger.decisions import apply, log

    with open_ledger(path) as ledger:
        done = apply(ledger, file, name=file.name, skip_bad=skip_bad)
        waiting = len(log(ledger.db, "orphan", "conflict"))
    for line in done.bad:
        say(f"{file.name}: line {line.number}: {line.message}; passed over")
    say(f"{done.added} applied, {done.known} known before, {len(done.bad)} passed over" + (f"; {waiting} to review" if waiting else ""))
    return SOME_FAILED if done.bad else CODED


@decisions.command("list", epilog="\b\nExamples:\n  communique decisions list --outcome orphan")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(OUTCOMES), help="Only with this outcome.")
@_shown
@ledger_option
def list_log(outcomes: tuple[Outcome, ...], shown: str | None, path: str) -> int:
    """List decisions with what became of them."""
    return _list(path, outcomes, shown, "no decisions" + (" with this outcome" if outcomes else " yet"))


@click.command(epilog="\b\nExamples:\n  communique review")
@_shown
@ledger_option
def review(shown: str | None, path: str) -> int:
    """List what people must look at: orphans, which fit no event any more, and conflicts, where the machine now says a third thing."""
    return _list(path, ("conflict", "orphan"), shown, "nothing to review: no orphans, no conflicts")


def _list(path: str, outcomes: Iterable[Outcome], shown: str | None, none: str) -> int:
    from communique.ledger import open_ledger
    from communique.ledger.decisions import log
    from communique.ledger.whole import happening_ids

    with open_ledger(path) as ledger:
        entries = list(log(ledger.db, *outcomes))
        ids = happening_ids(ledger.db, {t.key for e in entries for t in e.decision.targets})
    if entries:
        print_log(entries, shown, ids)
    else:
        say(none)
    return CODED


def print_log(entries: Iterable[Logged], shown: str | None, ids: Mapping[str, str] = MappingProxyType({})) -> None:
    """Decisions as a table, or one a line; ``ids`` are those of the happenings that they are about, by the keys of reports."""
    import msgspec

    if (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "table":
        _print_table(entries, ids)
        return
    for entry in entries:
        line = {"id": entry.id, "outcome": entry.outcome, "decision": entry.decision}
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")


def _print_table(entries: Iterable[Logged], ids: Mapping[str, str]) -> None:
    from rich.table import Table

    from communique.cli.terminal import output

    table = Table("decision", "outcome", "what", "about", "by", "because", box=None, pad_edge=False)
    for entry in entries:
        made = entry.decision
        what = f"{made.kind} {made.field} = {_value(made.after)}" if made.field else made.kind
        targets = (ids.get(t.key) or f"{t.sha256[:8]} {t.start}-{t.end} {t.type}" for t in made.targets)
        about = made.undoes[:10] if made.undoes else "\n".join(dict.fromkeys(targets))
        table.add_row(entry.id[:10], entry.outcome, what, about, f"{made.by} {made.at[:10]}", made.because)
    output().print(table)


def _value(value: object) -> str:
    import msgspec

    if isinstance(value, dict):
        value = value.get("edtf") or value.get("name")
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
