"""The supervisor: hands shards to worker processes, kills what takes too long, runs a killed worker's shard again."""

from __future__ import annotations

import contextlib
import fcntl
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from communique import __version__
from communique.errors import InputError
from communique.knowledge import VERSION
from communique.scale.plan import Job, Plan, Shard, keep_plan
from communique.scale.shard import Care, Done, code_shard, manifest_path
from communique.scale.whole import UNFINISHED, write_whole

# Loading the parser and the knowledge takes seconds, on a busy machine many.
SECONDS_TO_START = 300.0
# So often may a worker die on the same documents before they are blamed.
DEATHS = 2
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Progress(msgspec.Struct, frozen=True):
    """What happened (``started``, ``done``, ``killed``, ``died``), to which shard, and the sums so far."""

    what: str
    shard: int
    shards_done: int
    shards: int
    counts: dict[str, int]
    pid: int | None = None


class Summary(msgspec.Struct, frozen=True):
    """The sums of a run, and whether all its shards are done."""

    shards: int
    shards_done: int
    counts: dict[str, int]
    poisoned: tuple[str, ...]


class _Worker:
    """One process, the shard it has, and what it said last."""

    def __init__(self, out: Path, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, str(out), job), daemon=True)
        self.process.start()
        theirs.close()
        self.shard: Shard | None = None
        self.doing, self.since = "start", time.monotonic()
        self.numbers: tuple[int, ...] = ()

    def heard(self, what: str, numbers: tuple[int, ...]) -> None:
        self.doing, self.numbers, self.since = what, numbers, time.monotonic()

    def late(self, seconds: float) -> bool:
        limit = SECONDS_TO_START if self.doing == "start" else seconds * max(len(self.numbers), 1)
        return self.shard is not None and time.monotonic() - self.since > limit


def _work(pipe: Connection, out: str, job: Job) -> None:
    """A worker's life: shards until there are no more, or until the driver is gone."""
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            shard, care = pipe.recv()
            done = code_shard(shard, job, Path(out), care, lambda what, numbers: pipe.send((what, numbers)))
            pipe.send(("done", done))


def run(
    shards: Sequence[Shard], out: Path, job: Job, *, workers: int = 1, share: tuple[int, int] = (1, 1), report: Callable[[Progress], None]
) -> Summary:
    """Code what is not coded yet. ``share`` (i, n) takes every n-th shard; the call that finishes the last writes ``manifest.json``.

    Raises ``InputError`` where the folder holds another run, or where another call is at work on the same share.
    """
    (out / "shards").mkdir(parents=True, exist_ok=True)
    with _locked(out / f".lock-{share[0]}-of-{share[1]}"):
        keep_plan(Plan(job, f"{__version__} knowledge {VERSION}", tuple(shards)), out)
        mine = [s for s in shards if s.number % share[1] == share[0] - 1]
        _tidy(out, mine)
        _Supervisor(mine, out, job, workers, report).run()
        return _summary(shards, out)


class _Supervisor:
    def __init__(self, shards: Sequence[Shard], out: Path, job: Job, workers: int, report: Callable[[Progress], None]) -> None:
        self.out, self.job, self.report, self.total = out, job, report, len(shards)
        self.waiting = [s for s in shards if not manifest_path(out, s).exists()]
        self.done = self.total - len(self.waiting)
        self.counts: Counter[str] = Counter()
        self.care: dict[int, Care] = {}
        self.deaths: Counter[tuple[Any, ...]] = Counter()
        self.team = min(workers, len(self.waiting))

    def run(self) -> None:
        for name in THREADS:
            os.environ.setdefault(name, "1")
        team = [_Worker(self.out, self.job) for _ in range(self.team)]
        try:
            while self.waiting or any(w.shard for w in team):
                team = [self._kept(w) for w in team]
                for worker in team:
                    self._hand(worker)
                for pipe in wait([w.pipe for w in team], timeout=0.2):
                    self._hear(next(w for w in team if w.pipe is pipe))
        finally:
            for worker in team:
                worker.process.kill()
                worker.process.join()

    def _hand(self, worker: _Worker) -> None:
        if worker.shard is None and self.waiting:
            worker.shard = self.waiting.pop(0)
            worker.heard("start", ())
            with contextlib.suppress(OSError):  # it is dead, and will be found so
                worker.pipe.send((worker.shard, self.care.get(worker.shard.number, Care())))
            self._tell("started", worker.shard, worker)

    def _hear(self, worker: _Worker) -> None:
        try:
            what, said = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            return
        if what != "done":
            worker.heard(what, said)
            return
        shard, worker.shard = worker.shard, None
        self.done += 1
        self.counts.update(said.counts)
        if shard is not None:
            self._tell("done", shard, worker)

    def _kept(self, worker: _Worker) -> _Worker:
        """The worker, or a new one where it is dead or late; its shard goes back in front."""
        late = worker.late(self.job.seconds_a_document)
        if worker.process.is_alive() and not late:
            return worker
        worker.process.kill()
        worker.process.join()
        if worker.shard is not None:
            self._blame(worker, worker.shard, late)
            self._tell("killed" if late else "died", worker.shard, worker)
            self.waiting.insert(0, worker.shard)
        return _Worker(self.out, self.job)

    def _blame(self, worker: _Worker, shard: Shard, late: bool) -> None:
        key = (shard.number, worker.doing, worker.numbers)
        self.deaths[key] += 1
        if worker.doing == "start":
            if self.deaths[key] > DEATHS:
                raise InputError(f"shard {shard.name}: workers die before they begin; is there memory enough for the parser?")
            return
        if not late and self.deaths[key] <= DEATHS:
            return
        care = self.care.get(shard.number, Care())
        why = f"took more than {self.job.seconds_a_document:g} seconds" if late else "the worker died on it"
        if worker.doing == "code" and len(worker.numbers) > 1:
            care = Care(care.alone | set(worker.numbers), care.poisoned)
        else:
            numbers = [n if worker.doing == "code" else -1 - n for n in worker.numbers]
            care = Care(care.alone, care.poisoned | dict.fromkeys(numbers, why))
        self.care[shard.number] = care

    def _tell(self, what: str, shard: Shard, worker: _Worker) -> None:
        self.report(Progress(what, shard.number, self.done, self.total, dict(self.counts), worker.process.pid))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(f"{path.parent}: another call is at work on this share; wait for it, or end it first") from error
        yield


def _tidy(out: Path, shards: Sequence[Shard]) -> None:
    """Remove what killed workers left unfinished."""
    names = {s.name for s in shards}
    for path in out.glob(f"*/*{UNFINISHED}"):
        if path.name.partition(".")[0] in names:
            path.unlink(missing_ok=True)


def _summary(shards: Sequence[Shard], out: Path) -> Summary:
    """The sums; the manifest of the run where all is done."""
    found = [manifest_path(out, s) for s in shards]
    done = [msgspec.json.decode(p.read_bytes(), type=Done) for p in found if p.exists()]
    counts: Counter[str] = Counter()
    for d in done:
        counts.update(d.counts)
    summary = Summary(len(shards), len(done), dict(counts), tuple(name for d in done for name in d.poisoned))
    if len(done) == len(shards):
        files = {name: digest for d in done for name, digest in d.files.items()}
        whole = {"schema": "communique/run/1", "summary": summary, "files": files}
        write_whole(out / "manifest.json", msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")
    return summary
