"""Old files come forwards whole, or stay as they were."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import LedgerError
from communique.ledger.migrate import APPLICATION, migrate, migrations, schema_version, statements

FIRST = """
-- one; two
CREATE TABLE decision (id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TRIGGER kept BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'never'); END;
CREATE TABLE article (key TEXT PRIMARY KEY) STRICT;
CREATE TABLE snapshot (number INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES article (key)) STRICT;
"""
REBUILD = """
ALTER TABLE decision RENAME TO old_decision;
CREATE TABLE decision (id TEXT NOT NULL UNIQUE, json TEXT NOT NULL, at TEXT) STRICT;
INSERT INTO decision (id, json) SELECT id, json FROM old_decision;
DROP TRIGGER kept;
DROP TABLE old_decision;
"""
LOSES = "DELETE FROM decision WHERE id = 'd2';\n"
BREAKS = "DELETE FROM article;\n"


@pytest.fixture
def old(tmp_path: Path) -> sqlite3.Connection:
    """A file of version 1 with two decisions."""
    db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    migrate(db, "old.db", [FIRST])
    db.execute("INSERT INTO decision VALUES ('d1', '{}'), ('d2', '{}')")
    db.execute("INSERT INTO article VALUES ('a')")
    db.execute("INSERT INTO snapshot VALUES (1, 'a')")
    return db


def decisions(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM decision ORDER BY id")]


def test_an_old_file_comes_forwards_with_its_decisions(old: sqlite3.Connection) -> None:
    migrate(old, "old.db", [FIRST, REBUILD])
    assert schema_version(old) == 2
    assert decisions(old) == ["d1", "d2"]
    assert old.execute("SELECT at FROM decision").fetchall() == [(None,), (None,)]
    assert old.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize(
    ("script", "error"), [(LOSES, "would lose decisions"), (BREAKS, "a row of snapshot would refer to none of article")]
)
def test_a_bad_migration_changes_nothing(old: sqlite3.Connection, script: str, error: str) -> None:
    with pytest.raises(LedgerError, match=error):
        migrate(old, "old.db", [FIRST, REBUILD, script])
    assert (schema_version(old), decisions(old)) == (1, ["d1", "d2"])


def test_a_migration_that_fails_half_way_changes_nothing(old: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(old, "old.db", [FIRST, REBUILD + "CREATE TABLE half (a) STRICT;\n"])
    assert (schema_version(old), decisions(old)) == (1, ["d1", "d2"])
    assert not old.execute("SELECT 1 FROM sqlite_schema WHERE name LIKE '%old_decision'").fetchone()


def test_nothing_to_do_takes_no_lock(old: sqlite3.Connection, tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    migrate(old, "old.db", [FIRST])
    writer.close()


def test_a_newer_file_is_refused(old: sqlite3.Connection) -> None:
    with pytest.raises(LedgerError, match=r"old\.db: its schema has version 1, and this communique knows up to 0"):
        migrate(old, "old.db", [])


def test_the_real_scripts_make_a_ledger(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    migrate(db, "new.db")
    assert schema_version(db) == len(migrations())
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    with pytest.raises(sqlite3.IntegrityError, match="never removed"):
        db.executescript("INSERT INTO decision (id, json, outcome) VALUES ('d', '{}', 'applied'); DELETE FROM decision;")


def test_statements_are_cut_where_they_end() -> None:
    assert len([s for s in statements(FIRST) if "CREATE" in s]) == 4
