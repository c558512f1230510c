"""``communique fix``, ``reject``, ``confirm``, ``merge``, ``split`` and ``undo``: what people decide about events, logged with a reason."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from communique.cli.app import CODED
from communique.cli.ask import ledger_option

if TYPE_CHECKING:
    from communique.ledger import Ledger
    from communique.model import Decision, DecisionKind


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
    from communique.ledger import open_ledger
    from communique.ledger.decisions import fixes, found_keys
    from communique.ledger.values import parse_value

    pairs = [_pair(v) for v in values]
    with open_ledger(path) as ledger:
        keys = found_keys(ledger.db, identity)
        parsed = {field: parse_value(ledger.db, field, text) for field, text in pairs}
        make = functools.partial(_decision, because=because, by=by)
        found = [make("fix", [t.key], field=f, before=b, after=a) for k in keys for t, f, b, a in fixes(ledger.db, k, parsed)]
        return _logged(ledger, found)


@click.command(epilog="\b\nExamples:\n  communique reject h1f2e3d4 --because 'a rehearsal, not a call'")
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_deciding
def reject(identities: Sequence[str], **facts: Any) -> int:
    """Mark events, or all reports of happenings, as wrong: they stay, and count no more."""
    return _each("reject", identities, **facts)


@click.command(epilog="\b\nExamples:\n  communique confirm h1f2e3d4 --because 'both readouts'")
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_deciding
def confirm(identities: Sequence[str], **facts: Any) -> int:
    """Mark events, or all reports of happenings, as seen and right."""
    return _each("confirm", identities, **facts)


@click.command(epilog="\b\nExamples:\n  communique merge h1f2e3d4 h5a6b7c8 --because 'one call, told with two dates'")
@click.argument("identities", metavar="ID ID...", nargs=-1, required=True)
@_deciding
def merge(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Make happenings one; the ids of those absorbed lead to it."""
    from communique.ledger import open_ledger
    from communique.ledger.decisions import found_keys

    with open_ledger(path) as ledger:
        groups = dict.fromkeys(found_keys(ledger.db, i) for i in identities)
        if len(groups) < 2:
            raise click.UsageError("merge takes two or more different happenings or events")
        keys = list(dict.fromkeys(k for group in groups for k in group))
        return _logged(ledger, [_decision("merge", keys, because=because, by=by)])


@click.command(epilog="\b\nExamples:\n  communique split e5a6b7c8d9e0 --because 'the second call of that day'")
@click.argument("identities", metavar="EVENT...", nargs=-1, required=True)
@_deciding
def split(identities: Sequence[str], because: str, by: str | None, path: str) -> int:
    """Part reports from the happening they stand with: each then stands alone, unless it is merged again by hand."""
    from communique.ledger import open_ledger
    from communique.ledger.decisions import found_keys

    with open_ledger(path) as ledger:
        found = {i: found_keys(ledger.db, i) for i in identities}
        for identity, keys in found.items():
            if len(keys) > 1:
                raise click.UsageError(f"{identity} has {len(keys)} reports; name the one to part: {', '.join(keys)}")
        return _logged(ledger, [_decision("split", keys, because=because, by=by) for keys in found.values()])


@click.command(epilog="\b\nExamples:\n  communique decisions list\n  communique undo 3f9a01 --because 'wrong call'")
@click.argument("identity", metavar="DECISION")
@_deciding
def undo(identity: str, because: str, by: str | None, path: str) -> int:
    """Undo a decision, by its id or the start of it; an undo can be undone too."""
    from communique.ledger import open_ledger
    from communique.ledger.decisions import logged_as

    with open_ledger(path) as ledger:
        return _logged(ledger, [_decision("undo", (), because=because, by=by, undoes=logged_as(ledger.db, identity).id)])


def _pair(text: str) -> tuple[str, str]:
    field, is_pair, value = text.partition("=")
    if not is_pair:
        raise click.UsageError(f"{text!r} is no FIELD=VALUE, for instance medium=phone")
    return field.strip(), value


def _each(kind: DecisionKind, identities: Iterable[str], because: str, by: str | None, path: str) -> int:
    from communique.ledger import open_ledger
    from communique.ledger.decisions import found_keys

    with open_ledger(path) as ledger:
        keys = dict.fromkeys(k for i in identities for k in found_keys(ledger.db, i))
        return _logged(ledger, [_decision(kind, [k], because=because, by=by) for k in keys])


def _decision(kind: DecisionKind, keys: Iterable[str], *, because: str, by: str | None, **more: Any) -> Decision:
    import getpass

    from communique.ledger.decisions import now
    from communique.ledger.keys import target_of
    from communique.model import Decision

    who = by or getpass.getuser()
    return Decision(kind=kind, targets=tuple(sorted(target_of(k) for k in keys)), because=because, by=who, at=now(), **more)


def _logged(ledger: Ledger, decisions: Sequence[Decision]) -> int:
    """Log decisions and print a line for each: its id, what became of it, what it is about."""
    from communique.cli.decisions import print_log
    from communique.ledger.decisions import decide

    print_log(decide(ledger, decisions), None)
    return CODED
