from __future__ import annotations

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger.made import SANTIAGO, STOCKHOLM, event, groups, ids, ledger, record, sizes, store, when

from communique.ledger import verify
from communique.ledger.keys import target_of, targets
from communique.model import Event, Medium, When

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))
ONE = [
    ("the same again", event("wd:Q2", "wd:Q1", on=when("2025-08-18"))),
    ("a wider date", event("wd:Q1", "wd:Q2", on=when("2025-08-17", "2025-08-18"))),
    ("no means told", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), medium="unspecified")),
    ("states for their leaders", event("iso:CHL", "iso:SWE", on=when("2025-08-18"))),
    ("no date, told the same day", event("wd:Q1", "wd:Q2")),
    ("an open date", event("wd:Q1", "wd:Q2", on=when(None, "2025-08-19"))),
]
ANOTHER = [
    ("another day", event("wd:Q1", "wd:Q2", on=when("2025-08-16"))),
    ("another medium", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), medium="letter")),
    ("another party", event("wd:Q1", "wd:Q3", on=when("2025-08-18"))),
    ("one party more on the phone", event("wd:Q1", "wd:Q2", "wd:Q3", on=when("2025-08-18"))),
    ("not held", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), status="denied")),
    ("planned", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), status="planned")),
    ("a year", event("wd:Q1", "wd:Q2", on=when("2025-01-01", "2025-12-31"))),
    ("no contact", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), medium=None)),
    ("states, undated", event("iso:CHL", "iso:SWE")),
]


@pytest.mark.parametrize("other", [e for _, e in ONE], ids=[n for n, _ in ONE])
def test_reports_of_one_contact_merge(tmp_path: Path, other: Event) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", other)) as made:
        assert sizes(made) == [2]
        row = made.db.execute("SELECT * FROM happening").fetchone()
        assert (row["reports"], row["sources"], row["earliest"], row["latest"], row["medium"]) == (
            2,
            2,
            "2025-08-18",
            "2025-08-18",
            "phone",
        )
        names = {r[0] for r in made.db.execute("SELECT a.id FROM party p JOIN actor a ON a.number = p.actor")}
        assert names == {"wd:Q1", "wd:Q2"}
        assert any(r["reasons"] != "[]" for r in made.db.execute("SELECT reasons FROM report"))
        assert list(verify(made)) == []


@pytest.mark.parametrize("other", [e for _, e in ANOTHER], ids=[n for n, _ in ANOTHER])
def test_other_contacts_stay_apart(tmp_path: Path, other: Event) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", other)) as made:
        assert sizes(made) == [1, 1]


def test_meetings_told_with_different_guests_merge_where_most_are_shared(tmp_path: Path) -> None:
    day, how = when("2025-08-18"), "in_person"
    all_three = event("wd:Q1", "wd:Q2", "wd:Q3", on=day, medium=how)
    two = event("wd:Q1", "wd:Q2", on=day, medium=how)
    grouped = event("wd:Q1", "wd:Q2", "name:leaders", on=day, medium=how)
    with ledger(tmp_path, record("a", all_three), record("b", two), record("c", grouped)) as made:
        assert sizes(made) == [3]


def test_meetings_in_two_places_are_two(tmp_path: Path) -> None:
    meetings = [event("wd:Q1", "wd:Q2", on=when("2025-08-18"), medium="in_person", where=w) for w in (SANTIAGO, STOCKHOLM)]
    with ledger(tmp_path, record("a", meetings[0]), record("b", meetings[1])) as made:
        assert sizes(made) == [1, 1]


def test_two_events_of_one_record_never_merge(tmp_path: Path) -> None:
    again = event("wd:Q1", "wd:Q2", on=when("2025-08-18"), at=20)
    with ledger(tmp_path, record("a", CALL, again), record("b", CALL), record("c", CALL, again)) as made:
        assert sizes(made) == [2, 3]
        for group in groups(made):
            assert len({article for article, _ in group}) == len(group)


def test_copies_count_as_one_source(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(60))
    with ledger(tmp_path, record("a", CALL, text=text), record("b", CALL, text=text + " more")) as made:
        row = made.db.execute("SELECT reports, sources FROM happening").fetchone()
        assert tuple(row) == (2, 1)


def test_events_of_one_trigger_have_keys_of_their_own() -> None:
    made = record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18")), event("wd:Q1", "wd:Q3", on=when("2025-08-18")))
    found = targets(made)
    assert len({t.key for t in found.values()}) == 2
    assert all(target_of(t.key) == t for t in found.values())


def test_a_newer_coder_keeps_the_id_also_where_the_words_differ(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        before = ids(made)
        store(made, record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), at=9, duration_minutes=20), version="0.2.0"))
        assert ids(made) == before
        assert made.db.execute("SELECT count(*), max(duration_minutes) FROM happening").fetchone()[:] == (1, 20)
        store(made, record("a", version="0.3.0"))
        assert made.db.execute("SELECT count(*) FROM happening").fetchone()[0] == 0
        assert list(verify(made)) == []


def test_a_happening_outlives_the_report_that_founded_it(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", CALL)) as made:
        before = ids(made)["b"]
        store(made, record("a", version="0.2.0"))
        assert ids(made) == {"b": before}


FOUR = (
    event("wd:Q1", "wd:Q2", on=when("2025-08-17")),
    event("wd:Q1", "wd:Q2", on=when("2025-08-18")),
    event("wd:Q1", "wd:Q2", on=when("2025-08-17", "2025-08-18")),
    event("wd:Q1", "wd:Q2"),
)


def test_the_order_of_four_reports_changes_nothing(tmp_path: Path) -> None:
    outcomes = set()
    for number, order in enumerate(permutations(range(4))):
        (tmp_path / str(number)).mkdir()
        with ledger(tmp_path / str(number), *(record("abcd"[i], FOUR[i]) for i in order)) as made:
            outcomes.add(frozenset(groups(made)))
    assert len(outcomes) == 1


_days = st.sampled_from([when("2025-08-17"), when("2025-08-18"), when("2025-08-17", "2025-08-18"), None, when("2025-08-20")])
_parties = st.sampled_from([("wd:Q1", "wd:Q2"), ("wd:Q2", "wd:Q1"), ("wd:Q1", "wd:Q3")])
_told = st.builds(lambda p, d, m: event(*p, on=d, medium=m), _parties, _days, st.sampled_from(["phone", "unspecified"]))


@given(told=st.lists(_told, min_size=4, max_size=4), order=st.permutations(range(4)))
def test_the_order_of_any_reports_changes_nothing(told: list[Event], order: list[int]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        articles = [record("abcd"[i], e) for i, e in enumerate(told)]
        with ledger(Path(one), *articles) as straight, ledger(Path(two), *(articles[i] for i in order)) as mixed:
            assert groups(straight) == groups(mixed)


# Counted anew, and the means that some of its reports tell.
_ROWS = """SELECT h.reports, h.medium, (SELECT count(*) FROM report r WHERE r.happening = h.number) AS told,
    (SELECT json_group_array(r.json ->> '$.medium') FROM report r WHERE r.happening = h.number) AS media
    FROM happening h WHERE h.absorbed IS NULL"""


@settings(deadline=None)
@given(
    st.lists(st.tuples(_days, st.sampled_from(["phone", "in_person", "unspecified"])), min_size=4, max_size=6), st.permutations("abcdef")
)
def test_a_happening_follows_when_a_report_leaves_it_for_another(told: list[tuple[When | None, Medium]], names: list[str]) -> None:
    articles = [record(n, event("wd:Q1", "wd:Q2", on=day, medium=medium)) for n, (day, medium) in zip(names, told, strict=False)]
    with TemporaryDirectory() as folder, ledger(Path(folder), *articles) as made:
        rows = made.db.execute(_ROWS).fetchall()
        assert all(row["reports"] == row["told"] and row["medium"] in row["media"] for row in rows)
        assert sum(row["reports"] for row in rows) == len(articles)
