"""Questions on the command line: what a person sees who asks too much, too little, or for something that cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from cli.running import run
from ledger.made import event, ids, ledger, record, when

from communique.cli import SECTIONS, main
from communique.cli.ask import MEDIA, STATUSES, TYPES
from communique.model import EventType, Medium, Status


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, dict[str, str]]:
    """A ledger's file, and the happening of each of its articles."""
    calls = {name: event("wd:Q1", "wd:Q2", on=when(f"2025-08-{day}")) for name, day in (("a", "04"), ("b", "14"), ("c", "24"))}
    with ledger(tmp_path, *(record(name, call) for name, call in calls.items())) as made:
        return str(made.path), ids(made)


def test_the_choices_are_those_of_the_model() -> None:
    assert (set(TYPES), set(MEDIA), set(STATUSES)) == (set(get_args(EventType)), set(get_args(Medium)), set(get_args(Status)))


def test_help_names_every_command_under_a_heading(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "--help")
    told = [command.name for commands in SECTIONS.values() for command in commands]
    assert code == 0 and sorted(told) == sorted(main.commands) and "Others:" not in out
    assert all(f"{heading}:" in out for heading in SECTIONS) and "..." not in out.partition("Examples:")[0].partition("Commands")[2]


def test_answers_that_are_cut_are_told(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    path, of = at
    code, out, err = run(capfd, "who", "wd:Q1", "--limit", "2", "--ledger", path)
    assert code == 0 and [json.loads(line)["id"] for line in out.splitlines()] == [of["c"], of["b"]]
    assert "these are the first 2; there are more: --limit 20" in err
    assert "there are more" not in run(capfd, "who", "wd:Q1", "--limit", "3", "--ledger", path)[2]
    code, out, err = run(capfd, "compare", "wd:Q1", "wd:Q2", "--limit", "1", "--ledger", path)
    assert len(out.splitlines()) == 1 and "this is the first 1; there are more" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("who", "wd:Q1", "--month", "2025-13"), "--month takes a month such as 2025-08, not '2025-13'"),
        (("who", "wd:Q1", "--month", "2025-08-01"), "--month takes a month"),
        (("who", "wd:Q1", "--since", "2025-09-01", "--until", "2025-08-01"), "--until 2025-08-01 is before --since 2025-09-01"),
        (("who", "wd:Q1", "--type", "CALL"), "Invalid value for '--type'"),
        (("search", '"'), "there is no word to look for"),
        (("compare", "wd:Q1", "--date", "2025-08-04", "--since", "2025-08-01"), "--date is one day"),
    ],
)
def test_what_cannot_be_is_wrong_usage(
    at: tuple[str, dict[str, str]], args: tuple[str, ...], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capfd, *args, "--ledger", at[0])
    assert (code, out) == (2, "") and told in err


def test_a_type_may_be_in_small_letters(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    assert len(run(capfd, "who", "wd:Q1", "--type", "consult", "--ledger", at[0])[1].splitlines()) == 3


def test_show_tells_all_about_one_happening(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    path, of = at
    run(capfd, "merge", of["a"], of["b"], "--because", "one call", "--by", "Eva", "--ledger", path)
    run(capfd, "confirm", of["a"], "--because", "both readouts", "--by", "Eva", "--ledger", path)
    for word in (of["a"], of["b"], of["a"][:8]):
        code, out, _ = run(capfd, "show", word, "--ledger", path)
        found = json.loads(out)
        assert code == 0 and len(found["reports"]) == 2 and found["contact"]["id"] in (of["a"], of["b"])
        assert {d["decision"]["kind"] for d in found["decisions"]} == {"merge", "confirm"}
    table = run(capfd, "show", of["a"], "--format", "table", "--ledger", path)[1]
    assert "Reports" in table and "both readouts" in table and found["contact"]["id"] in table
    code, _, err = run(capfd, "show", "zz", "--ledger", path)
    assert code == 1 and "no happening, event or report has this id" in err


def test_the_table_of_sides_and_the_log_name_happenings(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    path, of = at
    assert of["c"] in run(capfd, "compare", "wd:Q1", "--format", "table", "--ledger", path)[1]
    run(capfd, "reject", of["c"], "--because", "a rehearsal", "--by", "Eva", "--ledger", path)
    assert of["c"] in run(capfd, "decisions", "list", "--format", "table", "--ledger", path)[1]


def test_export_takes_the_usual_ledger(
    at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = at
    by_argument = run(capfd, "export", path, "-f", "jsonl")[1]
    assert run(capfd, "export", "-f", "jsonl", "--ledger", path)[1] == by_argument != ""
    monkeypatch.setenv("COMMUNIQUE_LEDGER", path)
    assert run(capfd, "export", "-f", "jsonl")[1] == by_argument
    code, _, err = run(capfd, "export", "other.db", "-f", "jsonl", "--ledger", path)
    assert code == 2 and "name one" in err
