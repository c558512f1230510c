from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from ledger.made import ACTORS, SANTIAGO, event, ids, ledger, record, sizes, state, store, when

from communique.ledger import nearby
from communique.ledger.decisions import decide, found_keys
from communique.ledger.keys import target_of, word_number
from communique.ledger.members import Cast
from communique.ledger.migrate import migrate, migrations
from communique.ledger.plans import link, overdue
from communique.ledger.store import open_ledger
from communique.model import Decision, Record, Status

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


def test_a_person_beside_the_own_state_is_one_party_in_any_order(tmp_path: Path) -> None:
    both = record("a", event("wd:Q1", "iso:CHL", on=when("2025-08-22"), status="planned"))
    alone = record("b", event("wd:Q1", on=when("2025-08-22")), published="2025-08-23")
    for name, order in (("x", (both, alone)), ("y", (alone, both))):
        (tmp_path / name).mkdir()
        with ledger(tmp_path / name, *order) as made:
            assert state(made)["links"] == [(ids(made)["b"], ids(made)["a"], "fulfils")]


OLDER = """
DROP TABLE block; DROP TABLE block_recent; DROP TABLE band_recent; DROP INDEX party_actor;
CREATE TABLE block (
    sides TEXT NOT NULL, earliest TEXT NOT NULL, happening INTEGER NOT NULL, latest TEXT NOT NULL, PRIMARY KEY (sides, earliest, happening)
) STRICT, WITHOUT ROWID;
INSERT INTO block VALUES
 ('contact:planned:CHL|CHL', '2025-08-22', 1, '2025-08-22'), ('contact:planned:CHL|SWE', '2025-08-22', 2, '2025-08-22');
UPDATE party SET latest = earliest WHERE latest IS NULL;
UPDATE happening SET reports = 2, medium = 'letter' WHERE number = 2;
PRAGMA user_version = 5;
"""


def test_an_older_ledger_is_given_what_such_a_plan_is_looked_for_by(tmp_path: Path) -> None:
    plans = (record("a", event("wd:Q1", "iso:CHL", on=when("2025-08-22"), status="planned")), record("c", PLAN))
    words, parties = (
        "SELECT * FROM block UNION ALL SELECT * FROM block_recent ORDER BY sides, happening",
        "SELECT * FROM party ORDER BY happening, actor",
    )
    sides = ("contact:planned:CHL|", "contact:planned:CHL|CHL", "contact:planned:CHL|SWE")
    with ledger(tmp_path, *plans) as made:
        new = [tuple(row) for row in made.db.execute(words)]
        taking_part = [tuple(row) for row in made.db.execute(parties)]
        told = [tuple(row) for row in made.db.execute("SELECT * FROM happening ORDER BY number")]
        assert sorted(w[0] for w in new) == sorted(map(word_number, sides))
        made.db.executescript(OLDER)
    with open_ledger(tmp_path / "made.db") as made:
        assert [tuple(row) for row in made.db.execute(words)] == new
        assert [tuple(row) for row in made.db.execute(parties)] == taking_part
        assert [tuple(row) for row in made.db.execute("SELECT * FROM happening ORDER BY number")] == told
        assert dict(made.db.execute("SELECT k, v FROM words_config").fetchall())["automerge"] == 16
        store(made, record("b", event("wd:Q1", on=when("2025-08-22")), published="2025-08-23"))
        assert links(made) == ["fulfils"]
        before = made.db.execute("PRAGMA user_version").fetchone()[0]
        migrate(made.db, "made.db")
        assert before == len(migrations())


def test_a_plan_whose_outcome_was_merged_into_what_does_not_fit_gets_the_next_best(tmp_path: Path) -> None:
    early, held = (event("wd:Q1", "wd:Q2", on=when(day), medium="phone") for day in ("2025-08-10", "2025-08-22"))
    plan = event("wd:Q1", "wd:Q2", on=when("2025-08-22"), medium="unspecified", status="planned")
    other = event("wd:Q1", "wd:Q2", on=when("2025-08-23"), medium="in_person")
    with ledger(tmp_path, record("e", early), record("h", held), record("o", other), record("p", plan)) as made:
        assert state(made)["links"] == [(ids(made)["h"], ids(made)["p"], "fulfils")]
        keys = [k for i in (ids(made)["e"], ids(made)["h"]) for k in found_keys(made.db, i)]
        merge = Decision(
            kind="merge", targets=tuple(sorted(target_of(k) for k in keys)), because="told so", by="Ada", at="2025-09-01T00:00:00Z"
        )
        decide(made, [merge])
        assert state(made)["links"] == [(ids(made)["o"], ids(made)["p"], "fulfils")]


def test_what_nobody_dates_is_no_outcome_of_a_plan_for_a_year_in_any_order(tmp_path: Path) -> None:
    plan = record("a", event("wd:Q1", "wd:Q2", on=when("2025-01-01", "2025-12-31"), status="planned"), published="2024-11-02")
    held = record("b", event("wd:Q1", "wd:Q2", on=None), published="2025-08-18")
    for name, order in (("x", (plan, held)), ("y", (held, plan))):
        (tmp_path / name).mkdir()
        with ledger(tmp_path / name, *order) as made:
            assert links(made) == []


def dense(seed: int, articles: int = 60) -> list[Record]:
    """Articles about few people in few days, so that nearly all that can meet does."""
    dice = random.Random(seed)
    cast, found = sorted(ACTORS), []
    for number in range(articles):
        told = {}
        for at in range(6):
            parties = dice.sample(cast, dice.randint(1, 4))
            day = f"2025-08-{dice.randint(10, 20)}"
            on = dice.choice((when(day), when(day), when("2025-01-01", "2025-12-31"), None))
            told[at] = event(
                *parties, at=4 + 4 * at, on=on,
                medium=dice.choice(("phone", "in_person", "unspecified", None)),
                status=dice.choice(("occurred", "occurred", "planned", "cancelled")),
            )  # fmt: skip
        found.append(record(f"d{number}", *told.values(), published=f"2025-08-{dice.randint(10, 20)}"))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_ties_made_one_by_one_are_those_made_at_once(tmp_path: Path, seed: int) -> None:
    with ledger(tmp_path, *dense(seed)) as made:
        before = state(made)["links"]
        assert len(before) > 5
        contacts = [row[0] for row in made.db.execute("SELECT number FROM happening WHERE absorbed IS NULL AND medium IS NOT NULL")]
        with made.transaction():
            link(made.db, contacts, Cast(made.db))
        assert state(made)["links"] == before


@pytest.mark.parametrize("seed", range(4))
def test_what_is_passed_over_by_its_rows_would_not_have_fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    (tmp_path / "all").mkdir()
    with ledger(tmp_path, *dense(seed)) as made:
        found = state(made)
    monkeypatch.setattr(nearby, "_may_be_one", lambda *_: True)
    with ledger(tmp_path / "all", *dense(seed)) as made:
        assert state(made) == found
