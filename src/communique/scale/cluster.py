"""The same run on many machines: one Dask task a shard. Needs ``pip install 'communique[cluster]'`` and a folder that all workers see.

A lost worker's shards are run again by the scheduler. A shard on which workers keep dying comes back to the driver, whose own supervisor
finds the document at fault: the poisoned list is the same as that of a run on one machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from communique.errors import InputError
from communique.scale.ending import Summary
from communique.scale.feeding import Care
from communique.scale.plan import Job, Shard, keep_plan
from communique.scale.run import Progress, Report, locked, run, tidy
from communique.scale.shard import code_shard, manifest_path, read_manifest
from communique.workers import Silent

RETRIES = 3


def run_on(address: str, shards: Sequence[Shard], out: Path, job: Job, *, share: tuple[int, int] = (1, 1), report: Report) -> Summary:
    """Code what is not coded yet on the cluster whose scheduler is at ``address`` (``tcp://…``), then finish here what it could not.

    Raises ``InputError`` without the extra, where no scheduler answers, and where workers have several threads (a parser serves one).
    """
    (out / "shards").mkdir(parents=True, exist_ok=True)
    mine = [s for s in shards if s.number % share[1] == share[0] - 1]
    with locked(out, share), _client(address) as client:
        keep_plan(shards, job, out)
        tidy(out, mine)
        _spread(client, mine, out, job, report)
    return run(shards, out, job, share=share, report=report)


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise InputError("--cluster needs Dask: pip install 'communique[cluster]'") from error


def _client(address: str) -> Any:
    try:
        client = _dask().Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"{address}: no scheduler answers: {error}") from error
    threads = {w["nthreads"] for w in client.scheduler_info(n_workers=-1)["workers"].values()}
    if threads - {1}:
        client.close()
        raise InputError(f"{address}: its workers have several threads; start them with --nthreads 1, a process for each core")
    return client


def _spread(client: Any, shards: Sequence[Shard], out: Path, job: Job, report: Report) -> None:
    waiting = [s for s in shards if not manifest_path(out, s).exists()]
    done, counts = len(shards) - len(waiting), Counter[str]()
    tasks = {client.submit(code_one, s, job, str(out), pure=False, retries=RETRIES): s for s in waiting}
    for task in _dask().as_completed(tasks):
        shard = tasks[task]
        if task.status == "finished":
            done += 1
            counts.update(task.result())
        report(Progress("done" if task.status == "finished" else "died", shard.number, done, len(shards), dict(counts)))


def code_one(shard: Shard, job: Job, out: str) -> dict[str, int]:
    """A worker's task: a whole shard, unless somebody finished it before."""
    finished = read_manifest(Path(out), shard)
    if finished is not None:
        return finished.counts
    tidy(Path(out), [shard])
    return code_shard(shard, job, Path(out), Care(), Silent()).counts
