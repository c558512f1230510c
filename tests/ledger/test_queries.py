"""Questions to the ledger, on a small one by hand."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from ledger.small_ledger import CALL, VISIT, insert, small_ledger

from communique.errors import LedgerError, UnknownNameError
from communique.ledger.compare import compare
from communique.ledger.frames import table
from communique.ledger.names import resolve
from communique.ledger.queries import Selection, happenings, quotes, rows_of, search


@pytest.fixture
def db() -> sqlite3.Connection:
    return small_ledger()


@pytest.mark.parametrize(
    ("words", "actors"),
    [("Lula", (1,)), ("Q37181", (1,)), ("wd:Q37181", (1,)), ("lula da silva", (1,)), ("Kremlin", (4,)), ("Arruda", (5,)), ("putin", (3,))],
)
def test_a_name_means_actors(db: sqlite3.Connection, words: str, actors: tuple[int, ...]) -> None:
    assert resolve(db, words).actors == actors


@pytest.mark.parametrize("words", ["RUS", "Russia", "Russian", "RU"])
def test_a_country_means_all_who_act_for_it(db: sqlite3.Connection, words: str) -> None:
    assert resolve(db, words).country == "RUS"


def test_the_id_of_a_state_means_its_country(db: sqlite3.Connection) -> None:
    assert resolve(db, "Q668").country == "IND"


def test_an_unknown_name_is_an_error_with_suggestions(db: sqlite3.Connection) -> None:
    with pytest.raises(UnknownNameError, match="did you mean Celso Arruda") as caught:
        resolve(db, "Aruda")
    assert caught.value.suggestions == ("Celso Arruda",)


@pytest.mark.parametrize("words", ["Angela Merkel", "France", "%", "", "wd:Q1"])
def test_who_is_in_no_record_is_an_error(db: sqlite3.Connection, words: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(db, words)


def ids(db: sqlite3.Connection, *names: str, **selection: object) -> list[str]:
    parties = tuple(resolve(db, n) for n in names)
    return [c.id for c in happenings(db, Selection(parties=parties, **selection))]  # type: ignore[arg-type]


def test_who_contacted_whom(db: sqlite3.Connection) -> None:
    assert ids(db, "Lula") == ["h1"]
    assert ids(db, "India") == ["h1", "h2"]
    assert ids(db, "Lula", "IND") == ["h1"]
    assert ids(db, "Lula", "RUS") == []
    assert ids(db, "IND", "India") == []


def test_a_selection_is_narrowed(db: sqlite3.Connection) -> None:
    assert ids(db, media=("phone",)) == ["h1"]
    assert ids(db, statuses=("planned",)) == ["h2"]
    assert ids(db, types=("THREATEN",)) == []
    assert ids(db, since=dt.date(2024, 5, 7)) == ["h2"]
    assert ids(db, until=dt.date(2024, 5, 5)) == ["h2"]
    assert ids(db, limit=1) == ["h1"]


def test_a_contact_names_its_parties_and_roles(db: sqlite3.Connection) -> None:
    (call,) = rows_of(db, ["h1"])
    assert [(p.id, p.country, p.role) for p in call.parties] == [("wd:Q37181", "BRA", "actor"), ("wd:Q1058", "IND", "recipient")]


def test_rejected_and_absorbed_happenings_are_left_out(db: sqlite3.Connection) -> None:
    db.execute("UPDATE happening SET state = 'rejected' WHERE number = ?", (CALL,))
    assert ids(db, "IND") == ["h2"]
    db.execute("UPDATE happening SET absorbed = ? WHERE number = ?", (CALL, VISIT))
    assert ids(db, "IND") == []
    assert [c.id for c in rows_of(db, ["h2", "h9"])] == ["h1"]


def test_a_plan_is_overdue_until_its_outcome_is_known(db: sqlite3.Connection) -> None:
    assert ids(db, overdue_on=dt.date(2024, 5, 31)) == []
    assert ids(db, overdue_on=dt.date(2024, 6, 1)) == ["h2"]
    insert(db, "link", source=CALL, target=VISIT, kind="fulfils", reasons="[]")
    assert ids(db, overdue_on=dt.date(2024, 6, 1)) == []


def test_a_contact_told_by_one_side(db: sqlite3.Connection) -> None:
    assert ids(db, one_sided=True) == ["h1"]
    db.execute("UPDATE statement SET account = 0")
    assert ids(db, one_sided=True) == []
    db.execute("UPDATE statement SET account = 1, outermost = 4")
    assert ids(db, one_sided=True) == []


def test_quotes_by_and_about(db: sqlite3.Connection) -> None:
    (quote,) = quotes(db, by=resolve(db, "Lula"), about=resolve(db, "Modi"))
    assert (quote.content, quote.outermost_name, quote.happening, quote.stance) == ("he backed him", "Celso Arruda", "h1", "support")
    assert quotes(db, by=resolve(db, "Modi")) == ()
    assert quotes(db, about=resolve(db, "Putin")) == ()


def test_search_finds_words_and_phrases(db: sqlite3.Connection) -> None:
    (hit,) = search(db, "visit putin")
    assert hit.events == 2
    assert "[visit]" in hit.excerpt
    assert len(search(db, '"Narendra Modi"')) == 1
    assert search(db, '"Modi Narendra"') == ()
    assert search(db, '" AND ( *') == ()


@pytest.mark.parametrize("words", ["\0", "a\0b", '"a\0', "NEAR(", '"', "*", "a AND", "-a", "^a", "{a b}:c"])
def test_any_words_can_be_searched_for(db: sqlite3.Connection, words: str) -> None:
    assert search(db, words) == ()


def test_a_contact_whose_first_day_is_open_comes_last(db: sqlite3.Connection) -> None:
    every = [c.id for c in happenings(db, Selection())]
    db.execute("UPDATE happening SET earliest = NULL WHERE id = ?", (every[0],))
    assert [c.id for c in happenings(db, Selection())] == [*every[1:], every[0]]
    assert [c.id for c in happenings(db, Selection(limit=1))] == every[1:2]


def test_both_sides_are_laid_next_to_each_other(db: sqlite3.Connection) -> None:
    (call,) = rows_of(db, ["h1"])
    found = compare(db, call)
    assert [(a.side, len(a.statements)) for a in found.accounts] == [("BRA", 1), ("IND", 0)]
    assert found.silent == ("IND",)
    assert {(p.field, p.verdict) for p in found.points} == {("initiator", "one"), ("support", "one")}
    assert found.accounts[0].statements[0].via == ("Celso Arruda",)


def test_tables_in_memory(db: sqlite3.Connection) -> None:
    events = table(db, "events").to_pylist()
    assert [(e["id"], e["actors"], e["latest"]) for e in events] == [
        ("h2", ["wd:Q7747"], dt.date(2024, 5, 31)),
        ("h1", ["wd:Q37181"], dt.date(2024, 5, 6)),
    ]
    assert table(db, "dyads").select(["first", "second"]).to_pylist() == [
        {"first": "IND", "second": "RUS"},
        {"first": "BRA", "second": "IND"},
    ]
    assert table(db, "statements", "polars")["stance"].to_list() == ["support"]
    assert list(table(db, "statements", "pandas")["speaker"]) == ["wd:Q37181"]


def test_a_missing_frame_library_is_said(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(LedgerError, match=r"communique\[frames\]"):
        table(db, "events", "polars")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Angela Merkel", "no report in this ledger names Angela Merkel$"),
        ("wd:Q567", r"no report in this ledger names Angela Merkel \(wd:Q567\)"),
        ("Vanuatu", "no report in this ledger names Vanuatu$"),
        ("iso:VUT", r"no report in this ledger names Vanuatu \(iso:VUT\)"),
        ("vut", r"no report in this ledger names Vanuatu \(vut\)"),
    ],
)
def test_who_is_known_and_in_no_report_is_told_so(db: sqlite3.Connection, words: str, told: str) -> None:
    with pytest.raises(UnknownNameError, match=told):
        resolve(db, words)


def test_a_country_is_found_by_its_id_and_by_its_code_in_small_letters(db: sqlite3.Connection) -> None:
    assert {resolve(db, words).country for words in ("iso:BRA", "bra", "BRA", "Brazil")} == {"BRA"}


def test_an_empty_name_is_told(db: sqlite3.Connection) -> None:
    with pytest.raises(UnknownNameError, match="say who is meant"):
        resolve(db, " ")
