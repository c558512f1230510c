"""Selections over columns give what the ledger's own questions give, and counts are true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger.made import SANTIAGO, STOCKHOLM, event, ledger, record, store, when

from communique.ledger import Ledger
from communique.ledger.columns import columns
from communique.ledger.facets import Wanted, choose, counts, newest
from communique.ledger.names import resolve
from communique.ledger.pairs import Pairs, couples, shared
from communique.ledger.portraits import counterparts, offices, pending
from communique.ledger.queries import Selection, happenings

ANA, BO, CHEN, DINA, SWEDEN = "wd:Q1", "wd:Q2", "wd:Q3", "wd:Q4", "iso:SWE"
TOLD = (
    record("one", event(ANA, BO, on=when("2025-08-17"), where=STOCKHOLM), event(ANA, CHEN, on=when("2025-08-01", "2025-08-20"), at=9)),
    record("two", event(BO, CHEN, on=None, medium="in_person", where=SANTIAGO)),
    record("three", event(ANA, BO, CHEN, on=when("2024-01-05"), medium="in_person"), published="2024-01-06"),
    record("four", event(DINA, SWEDEN, on=when("2025-09-30"), status="planned", medium="in_person"), published="2025-08-19"),
    record("five", event(DINA, ANA, on=when("2025-02-01"), status="planned"), published="2025-01-03"),
    record("six", event(DINA, SWEDEN, on=when("2025-12-01"), medium=None, type="THREATEN", at=12), published="2025-08-20"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger(tmp_path_factory.mktemp("facets"), *TOLD) as found:
        yield found


NAMES = st.lists(st.sampled_from([ANA, BO, CHEN, "SWE", "CHL"]), max_size=2, unique=True)
DAYS = st.none() | st.sampled_from([dt.date(2024, 1, 5), dt.date(2025, 8, 10), dt.date(2025, 8, 17), dt.date(2025, 9, 30)])


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(NAMES, DAYS, DAYS, st.lists(st.sampled_from(["phone", "in_person"]), max_size=1), st.booleans())
def test_a_selection_is_what_the_ledger_answers(
    made: Ledger, names: list[str], since: dt.date | None, until: dt.date | None, media: list[str], contacts: bool
) -> None:
    parties = tuple(resolve(made.db, n) for n in names)
    wanted = Wanted(parties=parties, since=since, until=until, medium=tuple(media), contacts_only=contacts)
    same = Selection(parties=parties, since=since, until=until, media=tuple(media), contacts_only=contacts)
    held = columns(made.db)
    assert {c.id for c in newest(made.db, held, choose(made.db, held, wanted).rows)} == {c.id for c in happenings(made.db, same)}


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(0, 5)), max_size=80, unique=True), st.sets(st.integers(0, 39)))
def test_few_rows_and_many_are_counted_alike(told: list[tuple[int, int]], wanted: set[int]) -> None:
    pairs = Pairs(*np.array(sorted(told), dtype=np.int32).reshape(-1, 2).T.copy())
    chosen, two = np.isin(np.arange(40), list(wanted)), couples(pairs, 40)
    items: dict[int, set[int]] = {row: {i for r, i in told if r == row} for row in wanted}
    assert shared(pairs, 40, 6).counted(chosen).tolist() == [sum(i in held for held in items.values()) for i in range(6)]
    named = list(zip(two.one.tolist(), two.other.tolist(), strict=True))
    some = np.arange(0, len(named), 2)
    expected = [sum({one, other} <= held for held in items.values()) for one, other in named]
    assert two.pairs.counted(chosen).tolist() == expected and two.pairs.counted_of(chosen, some).tolist() == expected[::2]
    assert set(named) == {(a, b) for r, a in told for s, b in told if r == s and a < b}


@pytest.mark.parametrize("field", ["medium", "status", "place", "source"])
def test_a_count_is_what_the_filter_leaves(made: Ledger, field: str) -> None:
    held = columns(made.db)
    for value, number in counts(choose(made.db, held, Wanted()))[field]:
        assert choose(made.db, held, msgspec.convert({field: (value,)}, Wanted)).total == number


def test_counts_of_actors_countries_dyads_and_years(made: Ledger) -> None:
    held = columns(made.db)
    found = counts(choose(made.db, held, Wanted()))
    assert dict(found["actor"])[ANA] == 4
    assert dict(found["country"])["SWE"] == 4
    assert dict(found["dyad"]) == {"CHL SWE": 2, "CHL SGP": 2, "SGP SWE": 2, "PER SWE": 1, "CHL PER": 1}
    assert found["year"] == (("2025", 4), ("2024", 1))


VALUES = {"medium": ["phone", "in_person"], "status": ["occurred", "planned"], "place": ["Stockholm", "Santiago"], "type": ["CONSULT"]}
ASKED = st.fixed_dictionaries(
    {field: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple) for field, values in VALUES.items()}
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(ASKED, NAMES, DAYS, DAYS, st.sampled_from(["", "two took"]), st.booleans())
def test_counts_under_filters_are_what_each_filter_leaves(
    made: Ledger, fields: dict[str, tuple[str, ...]], names: list[str], since: dt.date | None, until: dt.date | None, words: str, only: bool
) -> None:
    more = {"since": since, "until": until, "words": words, "contacts_only": only}
    wanted = msgspec.structs.replace(Wanted(parties=tuple(resolve(made.db, n) for n in names)), **fields, **more)
    held = columns(made.db)
    rows = held.contacts if only else held
    chosen = choose(made.db, rows, wanted)
    found = counts(chosen)
    for field in (*VALUES, "source"):
        left = {v: choose(made.db, rows, msgspec.structs.replace(wanted, **{field: (v,)})).total for v, _ in found[field]}
        assert dict(found[field]) == left, field
    undone = choose(made.db, rows, msgspec.structs.replace(wanted, since=None, until=None))
    years = np.unique(rows.year[undone.rows & rows.dated], return_counts=True)
    assert dict(found["year"]) == {str(y): n for y, n in zip(*(a.tolist() for a in years), strict=True)}


def test_contacts_as_columns_of_their_own_say_the_same(made: Ledger) -> None:
    held = columns(made.db)
    assert held.contacts.size == held.contact.sum() < held.size and held.contacts.contacts is held.contacts
    for wanted in (Wanted(), Wanted(parties=(resolve(made.db, "SWE"),)), Wanted(words="two took"), Wanted(source=("The Sample",))):
        whole, own = choose(made.db, held, wanted), choose(made.db, held.contacts, wanted)
        assert counts(whole) == counts(own) and whole.total == own.total
        assert newest(made.db, held, whole.rows) == newest(made.db, held.contacts, own.rows)


def test_a_filter_does_not_hide_the_other_values_of_its_field(made: Ledger) -> None:
    held = columns(made.db)
    found = counts(choose(made.db, held, Wanted(medium=("phone",))))
    assert dict(found["medium"]) == {"in_person": 3, "phone": 3}
    assert sum(n for _, n in found["status"]) == 3


def test_words_select_what_articles_with_them_tell(made: Ledger) -> None:
    held = columns(made.db)
    assert choose(made.db, held, Wanted(words="two took")).total == 1
    assert choose(made.db, held, Wanted(words='"took two"')).total == 0


def test_the_newest_stand_first_and_the_undated_last(made: Ledger) -> None:
    held = columns(made.db)
    rows = newest(made.db, held, choose(made.db, held, Wanted()).rows)
    days = [c.earliest or "" for c in rows]
    assert days == sorted(days, reverse=True) and days[-1] == ""
    assert [c.id for c in newest(made.db, held, choose(made.db, held, Wanted()).rows, start=2, most=2)] == [c.id for c in rows[2:4]]


def test_counterparts_are_counted_without_those_asked_for(made: Ledger) -> None:
    held, ana = columns(made.db), resolve(made.db, ANA)
    found = counterparts(made.db, choose(made.db, held, Wanted(parties=(ana,))), (ana,))
    assert [(c.name, c.contacts, c.last) for c in found] == [
        ("Bo Lind", 2, "2025-08-17"), ("Chen Wu", 2, "2025-08-01"), ("Dina Faro", 1, "2025-02-01"),
    ]  # fmt: skip


def test_what_is_open_is_measured_on_the_ledgers_last_day(made: Ledger) -> None:
    found = pending(made.db, columns(made.db), (resolve(made.db, DINA),))
    assert found.day == "2025-08-20"
    assert [c.earliest for c in found.to_come] == ["2025-09-30"]
    assert [c.earliest for c in found.overdue] == ["2025-02-01"]
    assert [c.type for c in found.threats] == ["THREATEN"]
    assert [c.latest for c in found.deadlines] == ["2025-12-01"]


def test_offices_come_with_their_days() -> None:
    putin = offices("wd:Q7747")
    assert putin[0].title == "President" and putin[0].start == "2012-05-07" and putin[0].seat == "Russia"
    assert any(o.name == "Vladimir Putin" for o in offices("RUS"))
    assert offices("name:nobody") == ()
    # A president who leads the government too is told once.
    assert [o.start for o in offices("wd:Q22686")] == ["2025-01-20", "2017-01-20"]


def test_an_empty_ledger_has_empty_columns(tmp_path: Path) -> None:
    with ledger(tmp_path) as empty:
        held = columns(empty.db)
        chosen = choose(empty.db, held, Wanted())
        assert chosen.total == 0 and not any(counts(chosen).values())
        assert newest(empty.db, held, chosen.rows) == ()
        store(empty, TOLD[0])
        assert columns(empty.db).size == 2
