"""A run on a local Dask cluster whose workers are killed: the same bytes as an undisturbed run on one machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scale.runs import OBEDIENT, article, code, digests, jsonl

from communique.errors import InputError
from communique.scale import Job, Progress, make_plan
from communique.scale.cluster import run_on

distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local:
        yield local


def spread(address: str, paths: list[Path], out: Path, report: Any = lambda _: None, **job: Any) -> Any:
    shards = make_plan([str(p) for p in paths], shard_bytes=2_000)
    return run_on(address, shards, out, Job(**{"coder": OBEDIENT, "gate": None, **job}), report=report)


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:
    paths = [jsonl(tmp_path / "a.jsonl", [article(n) for n in range(60)])]
    code(paths, tmp_path / "here", shard_bytes=2_000)
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if not killed:
            with distributed.Client(cluster.scheduler_address) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    summary = spread(cluster.scheduler_address, paths, tmp_path / "there", kill)
    assert killed and summary.counts["kept"] == 60
    assert digests(tmp_path / "there") == digests(tmp_path / "here")


def test_what_kills_every_worker_is_found_by_the_driver(cluster: Any, tmp_path: Path) -> None:
    texts = [article(n, "DIE" if n == 3 else "") for n in range(8)]
    summary = spread(cluster.scheduler_address, [jsonl(tmp_path / "a.jsonl", texts)], tmp_path / "out", seconds_a_document=5.0)
    assert len(summary.poisoned) == 1 and summary.counts["kept"] == 7


def test_an_address_where_nobody_answers_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no scheduler answers"):
        spread("tcp://127.0.0.1:9", [jsonl(tmp_path / "a.jsonl", [article(1)])], tmp_path / "out")


def test_workers_with_several_threads_are_refused(tmp_path: Path) -> None:
    wide = distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None)
    with wide, pytest.raises(InputError, match="several threads"):
        spread(wide.scheduler_address, [jsonl(tmp_path / "a.jsonl", [article(1)])], tmp_path / "out")
