from __future__ import annotations

import datetime as dt
from pathlib import Path

from ledger.made import SANTIAGO, event, ids, ledger, record, sizes, state, store, when

from communique.ledger.plans import overdue
from communique.model import Status

PLAN = event("wd:Q1", "wd:Q2", on=when("2025-08-22"), medium="in_person", status="planned")


def outcome(status: Status, day: str = "2025-08-22") -> object:
    return event("wd:Q1", "wd:Q2", on=when(day), medium="in_person", status=status)


def links(made: object) -> list[str]:
    return [kind for _, _, kind in state(made)["links"]]  # type: ignore[arg-type]


def test_a_plan_and_its_fulfilment_are_linked_not_merged_in_any_order(tmp_path: Path) -> None:
    plan, held = record("a", PLAN), record("b", outcome("occurred"), published="2025-08-23")
    for name, order in (("x", (plan, held)), ("y", (held, plan))):
        (tmp_path / name).mkdir()
        with ledger(tmp_path / name, *order) as made:
            assert sizes(made) == [1, 1]
            assert state(made)["links"] == [(ids(made)["b"], ids(made)["a"], "fulfils")]


def test_a_plan_called_off_and_put_off(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", PLAN), record("b", outcome("cancelled"))) as made:
        assert links(made) == ["cancels"]
        store(made, record("c", outcome("postponed")))
        assert sorted(links(made)) == ["cancels", "postpones"]


def test_the_day_may_slip_a_little(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", PLAN), record("b", outcome("occurred", "2025-08-23"))) as made:
        assert links(made) == ["fulfils"]
        store(made, record("b", outcome("occurred", "2025-09-22"), version="0.2.0"))
        assert links(made) == []


def test_a_plan_whose_outcome_is_withdrawn_gets_the_next_best(tmp_path: Path) -> None:
    slipped = outcome("occurred", "2025-08-24")
    with ledger(tmp_path, record("a", PLAN), record("b", outcome("occurred")), record("c", slipped)) as made:
        assert state(made)["links"] == [(ids(made)["b"], ids(made)["a"], "fulfils")]
        store(made, record("b", version="0.2.0"))
        assert state(made)["links"] == [(ids(made)["c"], ids(made)["a"], "fulfils")]


def test_a_plan_without_an_outcome_is_overdue_after_its_last_day(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", PLAN)) as made:
        assert overdue(made.db, dt.date(2025, 8, 22)) == ()
        assert overdue(made.db, dt.date(2025, 8, 23)) == (ids(made)["a"],)
        store(made, record("b", outcome("occurred")))
        assert overdue(made.db, dt.date(2025, 8, 23)) == ()


def test_what_a_contact_was_about_is_linked(tmp_path: Path) -> None:
    meeting = event("wd:Q1", "wd:Q3", on=when("2025-08-15"), medium="in_person", at=30, where=SANTIAGO)
    call = event("wd:Q1", "wd:Q2", on=when("2025-08-18"), about=(meeting.id,))
    with ledger(tmp_path, record("a", call, meeting), record("b", call, meeting)) as made:
        assert sizes(made) == [2, 2]
        assert links(made) == ["about"]
