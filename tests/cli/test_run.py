"""``communique run``: what it says where it cannot write, and the sentence at its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from broken import line
from click.testing import CliRunner

from communique.cli import main
from communique.scale import Job


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers with a coder that loads nothing."""
    from scale.runs import OBEDIENT

    monkeypatch.setattr("communique.scale.Job", lambda *given: Job(*given, coder=OBEDIENT, gate=None))


def test_where_it_cannot_write_it_says_so(runner: CliRunner) -> None:
    Path("a.jsonl").write_bytes(line("one"))
    Path("file").write_text("", "utf-8")
    nowhere = runner.invoke(main, ["run", "a.jsonl", "--out", "file/out"])
    assert nowhere.exit_code == 1
    assert "file/out: cannot be written" in nowhere.stderr
    assert runner.invoke(main, ["run", "a.jsonl", "--out", "out", "--log", "none/log"]).exit_code == 2
    assert not Path("out").exists()


@pytest.mark.usefixtures("quick")
def test_a_run_tells_its_progress_and_its_sums(runner: CliRunner) -> None:
    Path("a.jsonl").write_bytes(line("one") + b"{broken\n" + line("two"))
    done = runner.invoke(main, ["run", "a.jsonl", "none*.txt", "--out", "out", "--log", "log.jsonl"])
    assert done.exit_code == 3
    assert "none*.txt: no readable file here" in done.stderr
    assert "shard 0 done (1/1): 3 documents, 1 kept, 0 events, 1 failures" in done.stderr
    assert "read 3 documents in 1 of 1 shards, passed over 0 that tell of no diplomacy and 1 copies of others, and coded 1" in done.stderr
    assert "a.jsonl:2: is not JSON" in done.stderr
    assert [json.loads(row)["name"] for row in Path("out/failures.jsonl").read_text("utf-8").splitlines()] == ["a.jsonl:2"]
    steps = [json.loads(row) for row in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert [s["what"] for s in steps] == ["started", "done"]
    assert steps[-1]["counts"]["documents"] == 3
    stored = runner.invoke(main, ["ingest", "out"])
    assert "1 document: 1 new" in stored.stderr


@pytest.mark.usefixtures("quick")
def test_of_many_failures_the_first_are_named_and_the_file_of_all(runner: CliRunner) -> None:
    Path("a.jsonl").write_bytes(line("one") + b"{broken\n" * 14)
    done = runner.invoke(main, ["run", "a.jsonl", "--out", "out"])
    assert done.exit_code == 3
    assert [f"a.jsonl:{n}: is not JSON" in done.stderr for n in range(2, 16)] == [True] * 10 + [False] * 4
    assert "and 4 more that could not be coded: all stand in out/failures.jsonl" in done.stderr
    manifest = json.loads(Path("out/manifest.json").read_bytes())
    assert len(Path("out/failures.jsonl").read_text("utf-8").splitlines()) == 14 and "failures.jsonl" in manifest["files"]
