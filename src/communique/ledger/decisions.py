"""The log of decisions: writing to it, undoing, and taking it from one ledger to another. It is only ever added to."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from communique.errors import InputError
from communique.knowledge.merging import load_merging
from communique.ledger.applying import applied, fixed, judge, plain_value
from communique.ledger.hands import UNDO, Logged, logged
from communique.ledger.happenings import tidy
from communique.ledger.keys import REPORTS, target_of
from communique.ledger.matching import telling
from communique.ledger.members import Cast, Member, day, encoded, with_key
from communique.ledger.settling import Settled, settle
from communique.ledger.store import Ledger
from communique.ledger.values import FIELDS, ensure_actors, named_actors
from communique.model import Decision, Event, Target

Outcome = Literal["applied", "orphan", "conflict", "undone"]
# How many events each kind of decision names: the fewest and the most.
COUNTS = {"fix": (1, 1), "reject": (1, 1), "confirm": (1, 1), "split": (1, 1), "merge": (2, None), "undo": (0, 0)}


class BadLine(msgspec.Struct, frozen=True):
    """A line of a decision file that cannot be used."""

    number: int
    message: str


class Applied(msgspec.Struct, frozen=True):
    """What applying a file did: how many decisions were new, how many known, and the lines passed over."""

    added: int
    known: int
    bad: tuple[BadLine, ...]


def decision_id(decision: Decision) -> str:
    """The sha256 of a decision's JSON: the same decision has the same id in every ledger."""
    return hashlib.sha256(msgspec.json.encode(decision, order="sorted")).hexdigest()


def decide(ledger: Ledger, decisions: Iterable[Decision]) -> tuple[Logged, ...]:
    """Log decisions and act on them, all or none. Those that are known change nothing. Raises ``InputError`` for one that is not whole."""
    listed = list(decisions)
    for decision in listed:
        check(decision)
    with ledger.transaction() as db:
        new = [d for d in listed if _log(db, d)]
        _act(db, new)
        return tuple(logged_as(db, decision_id(d)) for d in listed)


def check(decision: Decision) -> None:
    """Raise ``InputError`` for a decision that is not whole."""
    fewest, most = COUNTS[decision.kind]
    count = len(set(decision.targets))
    if count < fewest or (most is not None and count > most):
        raise InputError(f"{decision.kind} names {count} events; it takes {fewest}{'' if most == fewest else ' or more'}")
    if not decision.because.strip() or not decision.by.strip():
        raise InputError(f"{decision.kind}: say why (because) and who decided (by)")
    if (decision.kind == "undo") != (decision.undoes is not None):
        raise InputError(f"{decision.kind}: only undo has undoes, the id of a decision")
    if (decision.kind == "fix") != (decision.field is not None):
        raise InputError(f"{decision.kind}: only fix has a field")
    try:
        moment = dt.datetime.fromisoformat(decision.at)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != dt.timedelta(0):
        raise InputError(f"{decision.kind}: at={decision.at!r} is no moment in UTC (2026-01-31T12:00:00Z)")
    if decision.field is not None:
        _check_value(decision.field, decision.after)


def _check_value(field: str, value: object) -> None:
    if field not in FIELDS:
        raise InputError(f"fix: {field} is no field that can be fixed; use one of: {', '.join(FIELDS)}")
    kinds = {f.name: f.type for f in msgspec.structs.fields(Event)}
    try:
        msgspec.convert(value, kinds[field], strict=True)
    except msgspec.ValidationError as error:
        raise InputError(f"fix: {field} cannot be {msgspec.json.encode(value).decode()}: {error}") from error


def _log(db: sqlite3.Connection, decision: Decision) -> bool:
    identity = decision_id(decision)
    if db.execute("SELECT 1 FROM decision WHERE id = ?", (identity,)).fetchone():
        return False
    text = msgspec.json.encode(decision, order="sorted").decode()
    number = db.execute("INSERT INTO decision (id, json, outcome) VALUES (?, ?, 'orphan')", (identity, text)).lastrowid
    keys = [UNDO + decision.undoes] if decision.undoes else list(dict.fromkeys(t.key for t in decision.targets))
    db.executemany("INSERT INTO decided (key, decision) VALUES (?, ?)", [(k, number) for k in keys])
    return True


def _act(db: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Make the ledger what the whole log says of the events that some decisions are about."""
    cast, keys = Cast(db), dict[str, None]()
    for decision in decisions:
        ends = _undone(db, decision)
        judge(db, [t.key for d in ends for t in d.targets])
        keys |= dict.fromkeys(t.key for d in ends for t in d.targets)
    reports = [m for key in keys for m in with_key(db, key, cast)]
    for report in reports:
        kept = _decided(db, report, cast)
        db.execute("UPDATE report SET json = ?, machine = ?, state = ? WHERE number = ?", (*_facts(kept), report.number))
    again = [m for key in keys for m in with_key(db, key, cast)]
    settled = settle(db, again, cast) if again else Settled(set(), set(), set())
    changed = {m.happening for m in again} | settled.changed
    tidy(db, changed, cast, stale=changed, left=settled.left)
    judge(db, keys)


def _undone(db: sqlite3.Connection, decision: Decision) -> list[Decision]:
    """The decisions that an undo reaches, itself first: an undo may undo an undo. Each gets its outcome."""
    chain = [decision]
    judge(db, [UNDO + decision.undoes] if decision.undoes else [])
    while chain[-1].undoes:
        row = db.execute("SELECT * FROM decision WHERE id = ?", (chain[-1].undoes,)).fetchone()
        if row is None:
            break
        chain.append(logged(row).decision)
        judge(db, [UNDO + chain[-1].undoes] if chain[-1].undoes else [t.key for t in chain[-1].targets])
    return chain


def _decided(db: sqlite3.Connection, report: Member, cast: Cast) -> Member:
    """A report with the decisions that hold applied to what the machine said."""
    machine = msgspec.json.decode(report.machine, type=Event) if report.machine else report.event
    event, state = applied(db, report.key, machine)
    ensure_actors(db, named_actors(event))
    row = db.execute("SELECT published FROM snapshot WHERE number = ?", (report.snapshot,)).fetchone()
    seen = telling(event, day(row["published"]), cast, load_merging())
    return msgspec.structs.replace(report, event=event, state=state, telling=seen, machine=encoded(machine) if machine != event else None)


def _facts(report: Member) -> tuple[str, str | None, str]:
    return encoded(report.event), report.machine, report.state


def logged_as(db: sqlite3.Connection, identity: str) -> Logged:
    """A decision of the log by its id or the start of it. Raises ``InputError``."""
    rows = db.execute("SELECT * FROM decision WHERE id GLOB ? LIMIT 2", (f"{identity}*",)).fetchall() if identity.isalnum() else []
    if len(rows) != 1:
        raise InputError(
            f"{identity}: {'several decisions begin so' if rows else 'no decision has this id'}; see `communique decisions list`"
        )
    return logged(rows[0])


def log(db: sqlite3.Connection, *outcomes: Outcome) -> tuple[Logged, ...]:
    """All decisions, or those with these outcomes, oldest first."""
    entries = (logged(r) for r in db.execute("SELECT * FROM decision"))
    return tuple(sorted((e for e in entries if not outcomes or e.outcome in outcomes), key=lambda e: e.order))


def export(db: sqlite3.Connection) -> Iterator[bytes]:
    """The log as JSONL, a line at a time, oldest first: the same log gives the same bytes."""
    for entry in log(db):
        yield msgspec.json.encode(entry.decision, order="sorted") + b"\n"


def apply(ledger: Ledger, lines: Iterable[bytes], *, name: str, skip_bad: bool = False) -> Applied:
    """Log the decisions of a JSONL file; those that the ledger has change nothing.

    Raises ``InputError`` naming the first bad line, and then nothing of the file is applied; with ``skip_bad`` the others are.
    """
    found, bad = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_read(line))
        except (InputError, msgspec.DecodeError, UnicodeDecodeError) as error:
            bad.append(BadLine(number, str(error)))
    if bad and not skip_bad:
        raise InputError(f"{name}: line {bad[0].number}: {bad[0].message}; nothing was applied (--skip-bad applies the other lines)")
    known = {e.id for e in log(ledger.db)}
    new = {decision_id(d) for d in found} - known
    decide(ledger, found)
    return Applied(len(new), len(found) - len(new), tuple(bad))


def _read(line: bytes) -> Decision:
    decision = msgspec.json.decode(line, type=Decision)
    check(decision)
    return decision


def found_keys(db: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The report keys that the id of a happening or event or a key means, or the only one that begins so. Raises ``InputError``."""
    hits: dict[tuple[str, ...], None] = {}
    pattern = f"{_literal(word)}*"
    for row in db.execute("SELECT id FROM happening WHERE id GLOB ? LIMIT 3", (pattern,)):
        hits[_of_happening(db, row["id"])] = None
    for column in ("event", "key"):
        exact = db.execute(f"SELECT DISTINCT key FROM report WHERE {column} = ?", (word,)).fetchall()
        for row in exact or db.execute(f"SELECT DISTINCT key FROM report WHERE {column} GLOB ? LIMIT 2", (pattern,)):
            hits[(row["key"],)] = None
    if len(hits) == 1:
        return next(iter(hits))
    raise InputError(
        f"{word}: {'several happenings or events begin so; give more of it' if hits else 'no happening, event or report has this id'}"
    )


def _of_happening(db: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    row = db.execute("SELECT number, absorbed FROM happening WHERE id = ?", (identity,)).fetchone()
    while row["absorbed"] is not None:
        row = db.execute("SELECT number, absorbed FROM happening WHERE number = ?", (row["absorbed"],)).fetchone()
    return tuple(r["key"] for r in db.execute("SELECT DISTINCT key FROM report WHERE happening = ? ORDER BY number", (row["number"],)))


def _literal(word: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in word)


def fixes(db: sqlite3.Connection, key: str, values: dict[str, object]) -> Iterator[tuple[Target, str, object, object]]:
    """For each field to set on a report: the target, the field, the machine's value and the new one. Raises ``InputError``."""
    row = db.execute(f"SELECT json, machine FROM report WHERE number IN {REPORTS} ORDER BY number", (key,)).fetchone()
    machine = msgspec.json.decode(row["machine"] or row["json"], type=Event)
    for field, value in values.items():
        _check_value(field, value)
        fixed(machine, field, value)
        yield target_of(key), field, plain_value(machine, field), value


def now() -> str:
    """This moment as decisions write it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
