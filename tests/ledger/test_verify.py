"""Verify finds what does not hold, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from ledger.made import changed, event, record, sizes, store, when
from ledger.made import ledger as made_ledger
from ledger.records import made, unlike

from communique.ledger import Ledger, breaches, ingest, open_ledger, verify
from communique.model import Evidence, Span


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "test.db", create=True) as opened:
        list(ingest(opened, [made(), unlike(1), made(more="Changed.\n"), made(id="copy"), made(version="0.2.0")]))
        yield opened


def found(ledger: Ledger) -> set[str]:
    return {b.where for b in verify(ledger)}


def test_a_sound_ledger_has_no_breach(ledger: Ledger) -> None:
    assert list(verify(ledger)) == []


def test_a_text_that_was_changed_behind_its_back(ledger: Ledger) -> None:
    ledger.db.execute("UPDATE snapshot SET text = replace(text, 'Chile', 'Narnia') WHERE number = 1")
    assert {"words", "snapshot 1"} <= found(ledger)
    assert any(w.startswith("record 1") for w in found(ledger))


def test_a_record_that_was_changed(ledger: Ledger) -> None:
    ledger.db.execute("UPDATE record SET sha256 = 'x' WHERE number = 1")
    ledger.db.execute("UPDATE record SET json = x'00' WHERE number = 2")
    assert found(ledger) == {"record 1", "record 2"}


def test_marks_that_contradict(ledger: Ledger) -> None:
    ledger.db.execute("UPDATE snapshot SET latest = 1 WHERE number = 3")
    ledger.db.execute("UPDATE record SET current = 0 WHERE number = 2")
    assert {"article a1", "snapshot 2"} <= found(ledger)


def test_rows_that_refer_to_none(ledger: Ledger) -> None:
    ledger.db.execute("PRAGMA foreign_keys = OFF")
    ledger.db.execute("DELETE FROM actor WHERE id = 'wd:Q1'")
    assert any(w.startswith("party") for w in found(ledger))


def test_reports_of_an_old_text(ledger: Ledger) -> None:
    number = ledger.db.execute("SELECT number FROM report ORDER BY number LIMIT 1").fetchone()[0]
    ledger.db.execute("UPDATE report SET snapshot = 2 WHERE number = ?", (number,))
    assert f"report {number}" in found(ledger)


def test_a_happening_that_still_counts_a_report_that_left(tmp_path: Path) -> None:
    here, there = event("wd:Q1", "wd:Q2", on=when("2025-08-18")), event("wd:Q1", "wd:Q2", on=when("2025-03-03"), medium="unspecified")
    with made_ledger(tmp_path, record("a", here), record("b", changed(here, medium="unspecified"))) as made:
        before = made.db.execute("SELECT number, id, reports, sources FROM happening").fetchone()
        store(made, record("b", there, text="another day"))  # the article's new text tells of another contact
        assert sizes(made) == [1, 1] and found(made) == set()
        made.db.execute(
            "UPDATE happening SET reports = ?, sources = ? WHERE number = ?", (before["reports"], before["sources"], before["number"])
        )
        (breach,) = verify(made)
        assert breach.where == f"happening {before['id']}" and breach.what.startswith("its reports, sources are not what")
        made.db.execute("UPDATE happening SET reports = 1, sources = 1, medium = 'video' WHERE number = ?", (before["number"],))
        (breach,) = verify(made)
        assert breach.what.startswith("its medium is not what")


def test_a_happening_that_all_reports_left(ledger: Ledger) -> None:
    identity = ledger.db.execute("SELECT h.id FROM happening h WHERE h.absorbed IS NULL ORDER BY number LIMIT 1").fetchone()[0]
    ledger.db.execute("DELETE FROM report WHERE happening = (SELECT number FROM happening WHERE id = ?)", (identity,))
    assert found(ledger) == {f"happening {identity}"}


def test_a_sound_record_keeps_the_contract() -> None:
    assert list(breaches(made())) == []


def test_breaches_of_the_contract() -> None:
    base = made()
    event, said = base.events[0], base.statements[0]
    size = len(base.article.text)
    astray = msgspec.structs.replace(event, evidence=(Evidence("trigger", size - 9, size - 3), Evidence("when", 5, size + 5)))
    broken = msgspec.structs.replace(
        base,
        events=(astray, *base.events[1:], base.events[1]),
        statements=(msgspec.structs.replace(said, speaker="wd:Q99", content=Span(9, 9)), *base.statements[1:]),
        article=msgspec.structs.replace(base.article, sha256="0"),
    )
    told = [f"{b.where}: {b.what}" for b in breaches(broken)]
    for expected in (
        "sha256 is not that of its text", f"{event.id} trigger: the evidence", f"{event.id} when: the span", "stands twice",
        "refers to the actor wd:Q99", f"{said.id}: the span 9:9",
    ):  # fmt: skip
        assert any(expected in line for line in told), (expected, told)
