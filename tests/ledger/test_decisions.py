from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger.made import event, ids, ledger, record, sizes, state, store, when

from communique.errors import InputError
from communique.ledger import Ledger, verify
from communique.ledger.decisions import apply, decide, decision_id, export, fixes, found_keys, log
from communique.ledger.keys import target_of
from communique.ledger.library import LIBRARY
from communique.ledger.values import parse_value
from communique.model import Decision, DecisionKind

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))
LATER = event("wd:Q1", "wd:Q2", on=when("2025-08-24"))
_clock = iter(range(10**9))


def decision(kind: DecisionKind, *keys: str, **more: object) -> Decision:
    at = (dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(_clock))).isoformat().replace("+00:00", "Z")
    return Decision(kind=kind, targets=tuple(target_of(k) for k in keys), because="seen", by="Eva", at=at, **more)  # type: ignore[arg-type]


def fix(made: Ledger, word: str, **values: str) -> list[Decision]:
    parsed = {f: parse_value(made.db, f, v) for f, v in values.items()}
    keys = found_keys(made.db, word)
    told = [decision("fix", t.key, field=f, before=b, after=a) for k in keys for t, f, b, a in fixes(made.db, k, parsed)]
    decide(made, told)
    return told


def row(made: Ledger) -> dict[str, object]:
    return dict(made.db.execute("SELECT * FROM happening WHERE absorbed IS NULL").fetchone())


def outcomes(made: Ledger) -> list[str]:
    return [e.outcome for e in log(made.db)]


def test_a_fix_changes_the_happening_and_is_kept_when_all_is_coded_anew(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        fix(made, ids(made)["a"], medium="video", when="2025-08-17", duration_minutes="25", actors="Narendra Modi")
        for version in ("0.1.0", "0.2.0"):
            store(made, record("a", CALL, version=version))
            now = row(made)
            assert (now["medium"], now["earliest"], now["duration_minutes"]) == ("video", "2025-08-17", 25)
            assert {p[1] for p in state(made)["parties"]} == {"wd:Q1058", "wd:Q2"}
        assert set(outcomes(made)) == {"applied"}
        assert list(verify(made)) == []


def test_a_fix_can_make_two_happenings_one_and_undo_parts_them(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", LATER)) as made:
        before = state(made)
        (told,) = fix(made, ids(made)["b"], when="2025-08-18")
        assert sizes(made) == [2]
        decide(made, [decision("undo", undoes=decision_id(told))])
        assert state(made) == before
        assert outcomes(made) == ["undone", "applied"]


def test_undoing_an_undo_brings_the_decision_back(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        (told,) = fix(made, ids(made)["a"], medium="letter")
        undo = decision("undo", undoes=decision_id(told))
        decide(made, [undo])
        assert row(made)["medium"] == "phone"
        decide(made, [decision("undo", undoes=decision_id(undo))])
        assert row(made)["medium"] == "letter"
        assert outcomes(made) == ["applied", "undone", "applied"]


def test_what_the_machine_says_differently_now_is_a_conflict_and_still_applied(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        fix(made, ids(made)["a"], duration_minutes="25")
        store(made, record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), duration_minutes=40), version="0.2.0"))
        assert (row(made)["duration_minutes"], outcomes(made)) == (25, ["conflict"])
        store(made, record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), duration_minutes=25), version="0.3.0"))
        assert outcomes(made) == ["applied"]


def test_what_fits_no_more_is_an_orphan_and_never_attached_by_likeness(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        fix(made, ids(made)["a"], medium="letter")
        store(made, record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18"), at=9), version="0.2.0"))
        assert (row(made)["medium"], outcomes(made)) == ("phone", ["orphan"])
        store(made, record("a", CALL, version="0.3.0"))
        assert (row(made)["medium"], outcomes(made)) == ("letter", ["applied"])


def test_rejected_reports_do_not_count(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", CALL)) as made:
        keys = found_keys(made.db, ids(made)["a"])
        decide(made, [decision("reject", keys[0])])
        assert (row(made)["reports"], row(made)["state"]) == (1, "coded")
        decide(made, [decision("confirm", keys[1])])
        assert row(made)["state"] == "confirmed"
        decide(made, [decision("reject", keys[1])])
        assert (row(made)["reports"], row(made)["state"]) == (0, "rejected")


def test_merge_redirects_and_split_parts(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", LATER)) as made:
        first, second = ids(made)["a"], ids(made)["b"]
        decide(made, [decision("merge", *found_keys(made.db, first), *found_keys(made.db, second))])
        assert sizes(made) == [2]
        assert len(found_keys(made.db, first)) == len(found_keys(made.db, second)) == 2
        key = made.db.execute("SELECT key FROM report ORDER BY number DESC").fetchone()[0]
        decide(made, [decision("split", key)])
        assert ids(made) == {"a": first, "b": second}
        assert list(verify(made)) == []


def test_a_split_report_stays_alone_whatever_comes(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", CALL)) as made:
        key = found_keys(made.db, ids(made)["a"])[1]
        decide(made, [decision("split", key)])
        store(made, record("c", CALL), record("b", CALL, version="0.2.0"))
        assert sizes(made) == [1, 2]


ARTICLES = tuple(record("abcd"[n], event("wd:Q1", "wd:Q2", on=when(f"2025-08-{day}"))) for n, day in enumerate((10, 10, 14, 18)))
_step = st.tuples(st.sampled_from(["merge", "split"]), st.sets(st.integers(0, 3), min_size=2, max_size=3))


@settings(max_examples=25)
@given(steps=st.lists(_step, max_size=4), order=st.permutations(range(4)))
def test_any_sequence_of_merge_and_split_is_reversible(steps: list[tuple[DecisionKind, set[int]]], order: list[int]) -> None:
    with TemporaryDirectory() as folder, ledger(Path(folder), *ARTICLES) as made:
        before = state(made)
        keys = [r["key"] for r in made.db.execute("SELECT key FROM report ORDER BY number")]
        told = [decision(kind, *[keys[i] for i in sorted(chosen)][: None if kind == "merge" else 1]) for kind, chosen in steps]
        for one in told:
            decide(made, [one])
            assert list(verify(made)) == []
        for place in order:
            if place < len(told):
                decide(made, [decision("undo", undoes=decision_id(told[place]))])
        assert state(made) == before


def test_the_log_goes_to_another_ledger_and_applying_it_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    articles = (record("a", CALL), record("b", LATER))
    with ledger(tmp_path / "x", *articles) as one, ledger(tmp_path / "y") as other:
        fix(one, ids(one)["a"], medium="video")
        decide(one, [decision("merge", *found_keys(one.db, ids(one)["a"]), *found_keys(one.db, ids(one)["b"]))])
        lines = list(export(one.db))
        first = apply(other, lines, name="log.jsonl")
        assert (first.added, first.known, outcomes(other)) == (2, 0, ["orphan", "orphan"])
        store(other, *reversed(articles))
        assert sizes(other) == [2]
        assert outcomes(other) == ["applied", "applied"]
        before = state(other)
        again = apply(other, reversed(lines), name="log.jsonl")
        assert (again.added, again.known, state(other)) == (0, 2, before)
        assert list(export(other.db)) == lines


def test_a_bad_line_is_named_and_nothing_is_applied(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        key = found_keys(made.db, ids(made)["a"])[0]
        good = msgspec.json.encode(decision("reject", key))
        bad = msgspec.json.encode(decision("fix", key, field="medium", after="pigeon"))
        with pytest.raises(InputError, match=r"log.jsonl: line 3: .*medium.*pigeon"):
            apply(made, [good, b"\n", bad], name="log.jsonl")
        assert outcomes(made) == []
        done = apply(made, [good, b"{", bad], name="log.jsonl", skip_bad=True)
        assert (done.added, [b.number for b in done.bad], outcomes(made)) == (1, [2, 3], ["applied"])


def test_the_log_is_only_ever_added_to(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL)) as made:
        fix(made, ids(made)["a"], medium="video")
        for statement in ("DELETE FROM decision", "UPDATE decision SET json = '{}'"):
            with pytest.raises(LIBRARY.IntegrityError, match="never"):
                made.db.execute(statement)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("when", "2025-08", {"earliest": "2025-08-01", "latest": "2025-08-31", "edtf": "2025-08-01/2025-08-31", "text": ""}),
        ("when", "../2025-08-15", {"earliest": None, "latest": "2025-08-15", "edtf": "../2025-08-15", "text": ""}),
        ("medium", "none", None),
        ("recipients", "Ana Prado; iso:SWE", ["wd:Q1", "iso:SWE"]),
        ("actors", "Narendra Modi; Brazil", ["wd:Q1058", "wd:Q155"]),
    ],
)
def test_values_are_read_from_words(tmp_path: Path, field: str, text: str, value: object) -> None:
    with ledger(tmp_path, record("a", CALL, event("wd:Q1", "iso:SWE", at=9))) as made:
        assert parse_value(made.db, field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [("when", "2025-02-30"), ("when", "2025-08-19/2025-08-18"), ("when", "soon"), ("when", ".."), ("medium", "pigeon"), ("status", "none"),
     ("duration_minutes", "half an hour"), ("actors", "Nobody Atall"), ("confidence", "1"), ("type", "TALK")],
)  # fmt: skip
def test_wrong_values_are_refused(tmp_path: Path, field: str, text: str) -> None:
    with ledger(tmp_path, record("a", CALL)) as made, pytest.raises(InputError, match=field):
        parse_value(made.db, field, text)


def test_an_unknown_or_ambiguous_id_is_refused(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", CALL), record("b", LATER)) as made:
        for word in ("hffffffffffff", "h", "", "*"):
            with pytest.raises(InputError):
                found_keys(made.db, word)
        assert found_keys(made.db, ids(made)["a"][:6]) == found_keys(made.db, ids(made)["a"])
