"""``communique fix``, ``reject``, ``confirm``, ``merge``, ``split`` and ``undo``: what people decide about events, logged with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import click

from communique.cli.app import CODED
from communique.cli.ask import ledger_option

if TYPE_CHECKING:
    import sqlite3

    from communique.ledger.making import Reason
    from communique.model import Decision


def _deciding(command: Callable[..., int]) -> Callable[..., int]:
    """``--because``, ``--by`` and ``--ledger``."""
    by = click.option("--by", envvar="COMMUNIQUE_BY", show_envvar=True, help="Who decides; the user's name when left out.")
    because = click.option("--because", required=True, metavar="WORDS", help="Why: a source, a reason.")
    return because(by(ledger_option(command)))


@click.command(epilog="\b\nExamples:\n  communique fix h1f2e3d4 medium=phone when=2025-08-17 --because 'the readout says so'")
@click.argument("identity", metavar="ID")
@click.argument("values", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_deciding
def fix(identity: str, values: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Set fields of an event, or of all reports of a happening. Names and ids are parted by ``;``, ``none`` empties a field."""
    from communique.ledger.making import fixing

    pairs = dict(_pair(v) for v in values)
    return _logged(path, because, by, lambda db, reason: fixing(db, identity, pairs, reason))


@click.command(epilog="\b\nExamples:\n  communique reject h1f2e3d4 --because 'a rehearsal, not a call'")
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_deciding
def reject(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Mark events, or all reports of happenings, as wrong: they stay, and count no more."""
    return _marked("reject", identities, because, by, path)


@click.command(epilog="\b\nExamples:\n  communique confirm h1f2e3d4 --because 'both readouts'")
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_deciding
def confirm(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Mark events, or all reports of happenings, as seen and right."""
    return _marked("confirm", identities, because, by, path)


@click.command(epilog="\b\nExamples:\n  communique merge h1f2e3d4 h5a6b7c8 --because 'one call, told with two dates'")
@click.argument("identities", metavar="ID ID...", nargs=-1, required=True)
@_deciding
def merge(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Make happenings one; the ids of those absorbed lead to it."""
    from communique.ledger.making import merging

    return _logged(path, because, by, lambda db, reason: merging(db, identities, reason))


@click.command(epilog="\b\nExamples:\n  communique split e5a6b7c8d9e0 --because 'the second call of that day'")
@click.argument("identities", metavar="EVENT...", nargs=-1, required=True)
@_deciding
def split(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Part reports from the happening they stand with: each then stands alone, unless it is merged again by hand."""
    from communique.ledger.making import splitting

    return _logged(path, because, by, lambda db, reason: splitting(db, identities, reason))


@click.command(epilog="\b\nExamples:\n  communique decisions list\n  communique undo 3f9a01 --because 'wrong call'")
@click.argument("identity", metavar="DECISION")
@_deciding
def undo(identity: str, because: str, by: str | None, path: str) -> int:
    """Undo a decision, by its id or the start of it; an undo can be undone too."""
    from communique.ledger.making import undoing

    return _logged(path, because, by, lambda db, reason: undoing(db, identity, reason))


def _pair(text: str) -> tuple[str, str]:
    field, is_pair, value = text.partition("=")
    if not is_pair:
        raise click.UsageError(f"{text!r} is no FIELD=VALUE, for instance medium=phone")
    return field.strip(), value


def _marked(kind: Literal["confirm", "reject"], identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    from communique.ledger.making import marking

    return _logged(path, because, by, lambda db, reason: marking(db, kind, identities, reason))


def _logged(path: str, because: str, by: str | None, make: Callable[[sqlite3.Connection, Reason], list[Decision]]) -> int:
    """Log decisions and print a line for each: its id, what became of it, what it is about."""
    import getpass

    from communique.cli.decisions import print_log
    from communique.ledger import open_ledger
    from communique.ledger.decisions import decide
    from communique.ledger.making import Reason
    from communique.ledger.whole import happening_ids

    with open_ledger(path) as ledger:
        made = decide(ledger, make(ledger.db, Reason(because, by or getpass.getuser())))
        print_log(made, None, happening_ids(ledger.db, {t.key for m in made for t in m.decision.targets}))
    return CODED
