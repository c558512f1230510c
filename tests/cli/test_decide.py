from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.running import run
from ledger.made import event, ids, ledger, record, when

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, dict[str, str]]:
    """A ledger's file, and the happening of each of its two articles."""
    with ledger(tmp_path, record("a", CALL), record("b", event("wd:Q1", "wd:Q2", on=when("2025-08-24")))) as made:
        return str(made.path), ids(made)


def test_a_fix_is_logged_exported_and_undone(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, of = at
    common = ("--because", "seen", "--by", "Eva", "--ledger", path)
    code, out, _ = run(capfd, "fix", of["a"], "medium=video", *common)
    made = json.loads(out)
    assert (code, made["outcome"], made["decision"]["after"], made["decision"]["before"]) == (0, "applied", "video", "phone")
    _, log, _ = run(capfd, "decisions", "export", "--ledger", path)
    (tmp_path / "log.jsonl").write_text(log, "utf-8")
    code, _, err = run(capfd, "decisions", "apply", str(tmp_path / "log.jsonl"), "--ledger", path)
    assert code == 0 and "1 known before" in err
    assert run(capfd, "undo", made["id"][:8], *common)[0] == 0
    assert [json.loads(line)["outcome"] for line in run(capfd, "decisions", "list", "--ledger", path)[1].splitlines()] == [
        "undone",
        "applied",
    ]
    assert run(capfd, "review", "--ledger", path)[1:] == ("", "communique: nothing to review: no orphans, no conflicts\n")


def test_merge_and_split(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    path, of = at
    common = ("--because", "seen", "--ledger", path)
    assert run(capfd, "merge", of["a"], of["b"], *common)[0] == 0
    code, _, err = run(capfd, "split", of["a"], *common)
    assert code == 1 and "2 reports" in err
    code, _, err = run(capfd, "merge", of["a"], of["b"], *common)
    assert code == 1 and "different" in err


@pytest.mark.parametrize("wrong", [("fix", "h", "medium=phone"), ("fix", "hnothing", "medium=phone"), ("reject", "e0000")])
def test_wrong_ids_are_refused(wrong: tuple[str, ...], at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, *wrong, "--because", "seen", "--ledger", at[0])
    assert code == 1 and wrong[1] in err


def test_a_bad_file_is_refused_whole(at: tuple[str, dict[str, str]], capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text('{"kind": "reject"}\n', "utf-8")
    code, _, err = run(capfd, "decisions", "apply", str(tmp_path / "log.jsonl"), "--ledger", at[0])
    assert code == 1 and "line 1" in err
    assert run(capfd, "decisions", "apply", str(tmp_path / "log.jsonl"), "--skip-bad", "--ledger", at[0])[0] == 3
