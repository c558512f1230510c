"""Decisions on a report: what they make of its event, and what became of each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from communique.knowledge.events import QUAD
from communique.ledger.hands import Logged, holding, is_undone, logged
from communique.ledger.keys import REPORTS, listed
from communique.ledger.members import State
from communique.model import Event


def applied(db: sqlite3.Connection, key: str, event: Event) -> tuple[Event, State]:
    """The event with the decisions that hold about it, in the order of their time, and its state."""
    state: State = "coded"
    for entry in holding(db, key):
        decision = entry.decision
        if decision.kind == "fix" and decision.field:
            event = fixed(event, decision.field, decision.after)
        elif decision.kind == "reject":
            state = "rejected"
        elif decision.kind == "confirm":
            state = "confirmed"
    return event, state


def fixed(event: Event, field: str, value: object) -> Event:
    """An event with one field set to a JSON value of the contract. Raises ``msgspec.ValidationError`` for a wrong one."""
    plain = msgspec.to_builtins(event) | {field: value}
    if field == "type" and isinstance(value, str):
        plain["quad"] = QUAD.get(value, plain["quad"])
    return msgspec.convert(plain, Event, strict=True)


def plain_value(event: Event, field: str) -> object:
    """A field's value as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(getattr(event, field)))


def judge(db: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Say of every decision about these reports what has become of it."""
    query = "SELECT DISTINCT decision FROM decided WHERE key IN (SELECT value FROM json_each(?))"
    numbers = {row[0] for row in db.execute(query, (listed(keys),))}
    for number in sorted(numbers):
        entry = logged(db.execute("SELECT * FROM decision WHERE number = ?", (number,)).fetchone())
        outcome = _outcome(db, entry)
        if outcome != entry.outcome:
            db.execute("UPDATE decision SET outcome = ? WHERE number = ?", (outcome, number))


def _outcome(db: sqlite3.Connection, entry: Logged) -> str:
    if is_undone(db, entry.id):
        return "undone"
    if entry.decision.kind == "undo":
        return "applied" if db.execute("SELECT 1 FROM decision WHERE id = ?", (entry.decision.undoes,)).fetchone() else "orphan"
    reports = [_report(db, t.key) for t in entry.decision.targets]
    if not all(reports):
        return "orphan"
    return "conflict" if any(r and _conflicts(db, entry, r) for r in reports) else "applied"


def _report(db: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        f"SELECT key, json, machine FROM report WHERE number IN {REPORTS} ORDER BY number", (key,)
    ).fetchone()
    return row


def _conflicts(db: sqlite3.Connection, entry: Logged, report: sqlite3.Row) -> bool:
    """Whether the machine now says a third thing: neither what the human saw nor what the human said."""
    decision = entry.decision
    if decision.kind != "fix" or decision.field is None:
        return False
    later = [d for d in holding(db, report["key"]) if d.order > entry.order and d.decision.kind == "fix"]
    if any(d.decision.field == decision.field for d in later):
        return False
    now = plain_value(msgspec.json.decode(report["machine"] or report["json"], type=Event), decision.field)
    return not any(_same(now, v) for v in (decision.before, decision.after))


def _same(one: object, other: object) -> bool:
    """Equal values; of parties the order plays no part."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other
