"""Whose account a statement is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from ledger.made import ACTORS, event, record, store, when

from communique.knowledge.accounts import is_account
from communique.ledger import Ledger, open_ledger, queries
from communique.ledger.compare import compare
from communique.ledger.migrate import migrate, migrations
from communique.model import Record, Span, Stance, Statement

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))


def said(speaker: str = "wd:Q1", *, stance: str | None = None, **more: object) -> Statement:
    """A statement on the call, its words on the article's first."""
    known: dict[str, object] = {"via": (), "addressee": None, "source": None, "cue": None, "quotes": (), "event": CALL.id, "when": None}
    aim = Stance(stance, None) if stance else None
    return Statement(id=f"s{speaker}{stance}", speaker=speaker, content=Span(0, 9), stance=aim, **(known | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "own"),
    [
        (said(), True),  # "Prado said that …"
        (said(stance="denial"), True),
        (said(stance="support"), False),  # "Prado expressed support"
        (said(stance="support", quotes=(Span(1, 3),)), True),
        (said(stance="support", via=("wd:Q3",)), True),
        (said(addressee="wd:Q2"), False),  # "Prado told Lind that …"
        (said(addressee="name:reporters"), True),
    ],
)
def test_what_the_article_alone_tells_is_no_account(statement: Statement, own: bool) -> None:
    assert is_account(statement, CALL) is own


def with_statements(name: str, *statements: Statement) -> Record:
    told = record(name, CALL)
    speakers = {s.speaker for s in statements} | {p for s in statements for p in s.via}
    cast = {a.id: a for a in told.actors} | {i: ACTORS[i] for i in speakers}
    return msgspec.structs.replace(told, actors=tuple(cast.values()), statements=statements)


def silent(ledger: Ledger) -> tuple[str, ...]:
    (contact,) = queries.happenings(ledger.db, queries.Selection())
    return compare(ledger.db, contact).silent


def test_a_side_is_silent_until_it_speaks_itself(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        store(ledger, with_statements("a", said("wd:Q1"), said("wd:Q2", stance="support")))
        assert silent(ledger) == ("SWE",)
        assert [c.id for c in queries.happenings(ledger.db, queries.Selection(one_sided=True))] != []
        (contact,) = queries.happenings(ledger.db, queries.Selection())
        assert [t.speaker for t in compare(ledger.db, contact).others] == ["Bo Lind"]
        store(ledger, with_statements("b", said("wd:Q2")))
        assert silent(ledger) == ()
        assert queries.happenings(ledger.db, queries.Selection(one_sided=True)) == ()


def test_an_old_ledger_comes_to_the_same(tmp_path: Path) -> None:
    statements = (
        said("wd:Q1"),
        said("wd:Q2", stance="support"),
        said("wd:Q2", addressee="wd:Q1"),
        said("wd:Q1", stance="thanks", via=("wd:Q3",)),
    )
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        store(ledger, with_statements("a", *statements))
        wanted = [tuple(r) for r in ledger.db.execute("SELECT id, account FROM statement ORDER BY number")]
        days = [tuple(r) for r in ledger.db.execute("SELECT earliest, latest FROM party")]
    assert {own for _, own in wanted} == {0, 1}
    db = _as_version_one(tmp_path / "l.db")
    migrate(db, "old.db")
    assert db.execute("SELECT id, account FROM statement ORDER BY number").fetchall() == wanted
    assert db.execute("SELECT earliest, latest FROM party").fetchall() == days == [("2025-08-18", None)] * 2


def _as_version_one(path: Path) -> sqlite3.Connection:
    """A copy of the ledger as the first schema held it, without what later ones added."""
    db = sqlite3.connect(path.with_name("old.db"), isolation_level=None)
    migrate(db, "old.db", migrations()[:1])
    db.execute("ATTACH ? AS new", (str(path),))
    db.execute("PRAGMA foreign_keys = OFF")
    for (table,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%'").fetchall():
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info ({table})"))
        db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    return db
