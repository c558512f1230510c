"""Happenings as records: one event each, with what all reports say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from ledger.made import SANTIAGO, event, ledger, record, when

from communique.cli.export import records_of
from communique.export import export
from communique.ledger import Ledger
from communique.ledger.decided import decided, merged
from communique.ledger.decisions import decide, found_keys, now
from communique.ledger.keys import target_of
from communique.ledger.verify import dangling
from communique.model import Decision

VAGUE = event("iso:CHL", "iso:SWE", on=when("2025-08-01", "2025-08-31"), medium="in_person", confidence=0.9)
EXACT = event("wd:Q1", "wd:Q2", on=when("2025-08-18"), medium="in_person", where=SANTIAGO, duration_minutes=40, confidence=0.6)
OTHER = event("wd:Q3", "wd:Q4", on=when("2025-08-18"), at=20)


@pytest.fixture
def made(tmp_path: Path) -> Ledger:
    return ledger(tmp_path, record("a", VAGUE, OTHER), record("b", EXACT), record("c", EXACT))


def test_each_happening_is_one_event_with_what_all_say(made: Ledger) -> None:
    events = [e for r in merged(made) for e in r.events]
    assert len(events) == 2 < len([e for r in decided(made) for e in r.events])
    visit = next(e for e in events if e.medium == "in_person")
    assert set(visit.parties) == {"wd:Q1", "wd:Q2"}
    assert (visit.when and visit.when.edtf, visit.where, visit.duration_minutes) == ("2025-08-18", SANTIAGO, 40)
    assert {e.id for e in events} == {r["id"] for r in made.db.execute("SELECT id FROM happening WHERE absorbed IS NULL")}
    assert [b for r in merged(made) for b in dangling(r) if "statement" not in b.where] == []


def test_a_rejected_happening_is_left_out(made: Ledger) -> None:
    (key,) = found_keys(made.db, OTHER.id)
    decide(made, [Decision(kind="reject", targets=(target_of(key),), because="no", by="Eva", at=now())])
    assert [e.medium for r in merged(made) for e in r.events] == ["in_person"]


def test_a_table_has_a_row_a_happening(made: Ledger, tmp_path: Path) -> None:
    export(records_of(str(made.path), merge=True), "csv", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "events.csv").open(encoding="utf-8")))
    assert len(rows) == 2 and all(r["event"].startswith("h") for r in rows)
    assert len(list(csv.DictReader((tmp_path / "out" / "dyads.csv").open(encoding="utf-8")))) == 2
