"""Opening a ledger, what can be wrong with it, and two users at once."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from ledger.records import made, unlike

from communique.errors import LedgerError
from communique.ledger import Ledger, ingest, open_ledger, verify
from communique.ledger.library import VERSION, is_mended
from communique.ledger.queries import search


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of one record."""
    with open_ledger(tmp_path / "one.db", create=True) as ledger:
        list(ingest(ledger, [made()]))
    return tmp_path / "one.db"


def count(ledger: Ledger, table: str) -> int:
    return int(ledger.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_record_comes_back_as_it_was(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert [r.to_json() for r in ledger.records()] == [made().to_json()]
        assert ledger.record(1) == made()
        assert ledger.record(2) is None


def test_many_records_come_page_by_page(path: Path) -> None:
    with open_ledger(path) as ledger:
        list(ingest(ledger, (unlike(n) for n in range(230))))
        assert [r.article.id for r in ledger.records()] == ["a1", *(f"other{n}" for n in range(230))]


def test_no_such_file_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger; `communique ingest PATH"):
        open_ledger(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(LedgerError, match="is a folder"):
        open_ledger(tmp_path, create=True)
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(tmp_path / "no" / "folder.db", create=True)


@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, create: bool) -> None:
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("Chile and Peru met. " * 400, "utf-8")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (a)")
    db.close()
    for file in (text, other):
        before = file.read_bytes()
        with pytest.raises(LedgerError, match="is not a ledger"):
            open_ledger(file, create=create)
        assert file.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_only_on_request(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="is not a ledger"):
        open_ledger(tmp_path / "empty.db")
    open_ledger(tmp_path / "empty.db", create=True).close()
    open_ledger(tmp_path / "empty.db").close()


def test_a_damaged_file_is_an_error_that_says_so(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(LedgerError, match=r"damaged.*backup"), open_ledger(path) as ledger:
        list(ledger.records())


def test_a_newer_schema_is_refused(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.db.execute("PRAGMA user_version = 999")
    with pytest.raises(LedgerError, match=r"version 999.*newer communique"):
        open_ledger(path)


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    with open_ledger(path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.transaction() as db:
            db.execute("INSERT INTO article (key, first_seen) VALUES ('x', '')")
            raise ZeroDivisionError
        assert count(ledger, "article") == 1


def test_two_writers_wait_and_then_say_so(path: Path) -> None:
    with open_ledger(path) as first, open_ledger(path) as second:
        second.db.execute("PRAGMA busy_timeout = 50")
        with first.transaction() as db:
            db.execute("INSERT INTO article (key, first_seen) VALUES ('x', '')")
            with pytest.raises(LedgerError, match="another program is writing"):
                list(ingest(second, [unlike(1)]))
        assert next(ingest(second, [unlike(1)])).outcome == "new"
        assert count(first, "article") == 3


def test_a_reader_works_while_a_writer_writes(path: Path) -> None:
    with open_ledger(path) as writer, open_ledger(path) as reader:
        reader.db.execute("PRAGMA busy_timeout = 0")
        with writer.transaction():
            list(ingest(writer, [unlike(1)]))
            assert count(writer, "snapshot") == 2
            assert [r.article.id for r in reader.records()] == ["a1"]
        assert count(reader, "snapshot") == 2


def test_a_full_disk_loses_nothing_that_was_stored(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[ingest.__module__], "MOST_RECORDS", 8)
    with open_ledger(path) as ledger:
        pages = ledger.db.execute("PRAGMA page_count").fetchone()[0]
        ledger.db.execute(f"PRAGMA max_page_count = {pages + 20}")
        stored = []
        with pytest.raises(LedgerError, match=r"disk is full.*make room"):
            stored.extend(ingest(ledger, (unlike(n) for n in range(500))))
        kept = [r.article.id for r in ledger.records()]
        ledger.db.execute("PRAGMA max_page_count = 1000000")
        again = list(ingest(ledger, (unlike(n) for n in range(100))))
    assert kept[0] == "a1"
    assert 8 < len(kept) < 500
    assert len(again) == 100
    assert [i.outcome for i in again].count("unchanged") == len(kept) - 1


def test_the_sqlite_that_ships_is_without_the_fault_of_old_ones(path: Path) -> None:
    assert [is_mended(v) for v in ("3.40.1", "3.44.6", "3.50.4", "3.50.7", "3.51.2", "3.51.3", "3.53.0", "4.0.0")] == [
        *(False, True, False, True, False, True, True, True)
    ]
    with open_ledger(path) as ledger:
        assert ledger.db.execute("SELECT sqlite_version()").fetchone()[0] == VERSION
    pytest.importorskip("pysqlite3", reason="there is no wheel of pysqlite3 for this machine")
    assert is_mended()


def test_of_very_many_texts_the_newest_are_found_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(path) as ledger:
        list(ingest(ledger, [made(id=f"long{n}", more="Nothing else was said of it. " * (3 - n)) for n in range(3)]))
        rated = [h.article for h in search(ledger.db, "Chile")]
        monkeypatch.setattr("communique.ledger.queries.MANY_TEXTS", 3)
        assert [h.article for h in search(ledger.db, "Chile")] == ["long2", "long1", "long0", "a1"] != rated
        monkeypatch.setattr("communique.ledger.queries.MANY_TEXTS", 4)
        assert [h.article for h in search(ledger.db, "Chile")] == rated


@pytest.fixture
def shut(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same where nothing can be written beside it, as on a read-only disk."""
    monkeypatch.setattr("communique.ledger.store.os.access", lambda *_: False)
    return path


def test_where_nothing_can_be_written_a_ledger_can_be_read(shut: Path) -> None:
    beside = set(shut.parent.iterdir())
    with open_ledger(shut) as ledger:
        assert [r.article.id for r in ledger.records()] == ["a1"]
        assert list(verify(ledger)) == []
        assert [h.article for h in search(ledger.db, "Chile")] == ["a1"]
        with pytest.raises(LedgerError, match="cannot be written"):
            list(ingest(ledger, [unlike(1)]))
        assert set(shut.parent.iterdir()) == beside


def test_a_reader_who_may_not_write_sees_what_waits_in_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(path) as writer:
        list(ingest(writer, [unlike(1)]))
        monkeypatch.setattr("communique.ledger.store.os.access", lambda *_: False)
        with open_ledger(path) as reader:
            assert count(reader, "article") == 2


@pytest.mark.parametrize(
    ("pragma", "words"), [("user_version = 1", "its schema has version 1.*copy it"), ("application_id = 0", "is not a ledger")]
)
def test_what_cannot_be_written_must_be_a_ledger_of_this_schema(shut: Path, pragma: str, words: str) -> None:
    with sqlite3.connect(shut) as db:
        db.execute(f"PRAGMA {pragma}")
    db.close()
    with pytest.raises(LedgerError, match=words):
        open_ledger(shut)
