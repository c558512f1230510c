"""The ledger's schema over time: numbered SQL files, applied forwards, all in one transaction or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from communique.errors import LedgerError
from communique.ledger.keys import word_number

# What `file` and `PRAGMA application_id` show of a ledger: "CMQL".
APPLICATION = int.from_bytes(b"CMQL", "big")


@cache
def migrations() -> tuple[str, ...]:
    """The scripts in order; the first makes version 1."""
    folder = files("communique.ledger") / "migrations"
    scripts = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(f.read_text("utf-8") for f in scripts)


def migrate(
    db: sqlite3.Connection, name: str, scripts: Sequence[str] | None = None, mend: Callable[[sqlite3.Connection], None] = lambda _: None
) -> None:  # fmt: skip
    """Bring a ledger to the newest schema. Raises ``LedgerError`` for a newer one, or where decisions would be lost.

    ``mend`` puts right what an older communique wrote wrong, in the same transaction.
    ``db`` is in autocommit mode and in no transaction; an empty database becomes a ledger.
    """
    steps = migrations() if scripts is None else scripts
    version = schema_version(db)
    if version > len(steps):
        raise LedgerError(
            f"{name}: its schema has version {version}, and this communique knows up to {len(steps)}; use a newer communique on it"
        )
    if version == len(steps):
        return
    db.execute("PRAGMA foreign_keys = OFF")  # a table can only be rebuilt without; what refers to what is checked at the end
    db.execute("BEGIN IMMEDIATE")
    try:
        _apply(db, name, steps)
        mend(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def schema_version(db: sqlite3.Connection) -> int:
    """The number of scripts that made this database; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _apply(db: sqlite3.Connection, name: str, steps: Sequence[str]) -> None:
    db.create_function("word_number", 1, word_number, deterministic=True)
    version = schema_version(db)  # again, now that nobody else can write
    before = _decisions(db)
    for script in steps[version:]:
        for statement in statements(script):
            db.execute(statement)
    if not before <= _decisions(db):
        raise LedgerError(f"{name}: nothing was changed: its newer schema would lose decisions; report this as a fault")
    if broken := db.execute("PRAGMA foreign_key_check").fetchone():
        raise LedgerError(f"{name}: nothing was changed: in its newer schema a row of {broken[0]} would refer to none of {broken[2]}")
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {max(version, len(steps))}")


def _decisions(db: sqlite3.Connection) -> set[tuple[str, str]]:
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'decision'").fetchone():
        return set()
    return {(row[0], row[1]) for row in db.execute("SELECT id, json FROM decision")}


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: ``executescript`` would commit before it starts. One ends with its line."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""
    if waiting.strip():
        yield waiting
