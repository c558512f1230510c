"""A worker or the driver killed at any time: nothing lost, nothing twice, the same bytes as an undisturbed run."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from scale.runs import article, code, digests, driver, jsonl, rows, until

from communique.scale import Progress
from communique.scale.whole import UNFINISHED

TEXTS = [article(n, "SLEEP") for n in range(48)]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("inputs")
    return [jsonl(folder / f"{name}.jsonl", TEXTS[n::2]) for n, name in enumerate("ab")]


@pytest.fixture(scope="module")
def undisturbed(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("undisturbed")
    code(inputs, out)
    assert sorted(r["article"] for r in rows(out, "articles")) == sorted(f"{f}-{n}" for f in "ab" for n in range(24))
    return digests(out)


def left_over(out: Path) -> list[Path]:
    return list(out.rglob(f"*{UNFINISHED}"))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_worker_costs_nothing(inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path, workers: int) -> None:
    killed: list[int] = []
    seen: list[str] = []

    def kill(progress: Progress) -> None:
        seen.append(progress.what)
        if progress.what in ("started", "done") and progress.pid and len(killed) < 3 and progress.pid not in killed:
            killed.append(progress.pid)
            os.kill(progress.pid, signal.SIGKILL)

    summary = code(inputs, tmp_path / "out", workers=workers, report=kill)
    assert len(killed) == 3
    assert "died" in seen
    assert summary.shards_done == summary.shards
    assert digests(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("done", [0, 1, 3])
def test_a_killed_driver_is_followed_by_a_second_call(inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path, done: int) -> None:
    out = tmp_path / "out"
    with driver(inputs, out, workers=2) as first:
        until(lambda: len(list(out.glob("shards/*.json"))) >= done and bool(list(out.glob(f"*/*{UNFINISHED}"))))
        first.kill()
        first.wait(10)
    assert len(list(out.glob("shards/*.json"))) < 8, "the run was over before the kill"
    started: list[int] = []
    code(inputs, out, report=lambda p: started.append(p.shard) if p.what == "started" else None)
    assert len(started) <= 8 - done
    assert digests(out) == undisturbed


# That a run's bytes survive kills is tested everywhere, above; whose child a process is, only Linux tells without a further package.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="another process's workers are listed in /proc, which only Linux has")
def test_workers_do_not_outlive_their_driver(inputs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with driver(inputs, out, workers=2) as first:
        until(lambda: bool(list(out.glob(f"*/*{UNFINISHED}"))))
        workers = _children(first.pid)
        assert len(workers) >= 2
        first.kill()
        first.wait(10)
    until(lambda: not any(Path(f"/proc/{pid}").exists() and "zombie" not in _state(pid) for pid in workers))


def test_an_interrupt_leaves_what_is_done_and_nothing_half(inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with driver(inputs, out) as first:
        until(lambda: bool(list(out.glob("shards/*.json"))))
        first.send_signal(signal.SIGINT)
        first.wait(20)
    code(inputs, out)
    assert digests(out) == undisturbed


def test_a_finished_run_is_left_alone(inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    code(inputs, out)
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    said: list[Progress] = []
    assert code(inputs, out, report=said.append).counts["kept"] == len(TEXTS)
    assert said == []
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")} == times
    assert digests(out) == undisturbed


def test_shares_together_make_the_whole(inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    sums = [code(inputs, out, share=(n, 3)) for n in (1, 2, 3)]
    assert not (sums[0].shards_done == sums[0].shards or sums[1].shards_done == sums[1].shards)
    assert sums[2].shards_done == sums[2].shards
    assert sum(s.share["kept"] for s in sums) == len(TEXTS)
    assert digests(out) == undisturbed
    assert not left_over(out)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(p) for p in listed.split()]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return "zombie"
