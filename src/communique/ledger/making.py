"""What a person asks for → decisions, whole and ready to be logged. The command line and the pages make them the same way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from communique.errors import InputError
from communique.ledger.decisions import fixes, found_keys, logged_as, now
from communique.ledger.keys import target_of
from communique.ledger.values import parse_value
from communique.model import Decision, DecisionKind


class Reason(msgspec.Struct, frozen=True):
    """Why, and who says so."""

    because: str
    by: str


def fixing(db: sqlite3.Connection, identity: str, values: Mapping[str, str], reason: Reason) -> list[Decision]:
    """A fix for each field and report of an event or happening. Raises ``InputError`` for a value or id that is none."""
    parsed = {field: parse_value(db, field, text) for field, text in values.items()}
    keys = found_keys(db, identity)
    return [_made("fix", [t.key], reason, field=f, before=b, after=a) for k in keys for t, f, b, a in fixes(db, k, parsed)]


def marking(db: sqlite3.Connection, kind: Literal["confirm", "reject"], identities: Iterable[str], reason: Reason) -> list[Decision]:
    """A confirmation or rejection for each report of events or happenings."""
    keys = dict.fromkeys(k for i in identities for k in found_keys(db, i))
    return [_made(kind, [k], reason) for k in keys]


def merging(db: sqlite3.Connection, identities: Iterable[str], reason: Reason) -> list[Decision]:
    """One decision that makes two or more happenings one."""
    groups = dict.fromkeys(found_keys(db, i) for i in identities)
    if len(groups) < 2:
        raise InputError("merge takes two or more different happenings or events")
    return [_made("merge", dict.fromkeys(k for group in groups for k in group), reason)]


def splitting(db: sqlite3.Connection, identities: Iterable[str], reason: Reason) -> list[Decision]:
    """A decision for each report that is to stand alone; each id must mean one report."""
    found = {i: found_keys(db, i) for i in identities}
    for identity, keys in found.items():
        if len(keys) > 1:
            raise InputError(f"{identity} has {len(keys)} reports; name the one to part: {', '.join(keys)}")
    return [_made("split", keys, reason) for keys in found.values()]


def undoing(db: sqlite3.Connection, identity: str, reason: Reason) -> list[Decision]:
    """A decision that undoes one, by its id or the start of it."""
    return [_made("undo", (), reason, undoes=logged_as(db, identity).id)]


def keeping(db: sqlite3.Connection, identity: str, reason: Reason) -> list[Decision]:
    """A fix made anew, knowing what the machine says by now: it is in conflict no more. Raises ``InputError`` for what is no fix."""
    entry = logged_as(db, identity).decision
    if entry.kind != "fix" or entry.field is None:
        raise InputError(f"{identity} is a {entry.kind}: only a fix can be kept against a newer coding")
    keys = [t.key for t in entry.targets]
    return [
        _made("fix", [t.key], reason, field=f, before=b, after=a) for k in keys for t, f, b, a in fixes(db, k, {entry.field: entry.after})
    ]


def _made(kind: DecisionKind, keys: Iterable[str], reason: Reason, **more: Any) -> Decision:
    targets = tuple(sorted(target_of(k) for k in keys))
    return Decision(kind=kind, targets=targets, because=reason.because, by=reason.by, at=now(), **more)
