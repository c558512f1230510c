"""The supervisor: hands shards to worker processes, kills what takes too long, runs a killed worker's shard again."""

from __future__ import annotations

import contextlib
import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from communique.errors import InputError
from communique.scale.ending import Summary, summary
from communique.scale.feeding import Care
from communique.scale.plan import Job, Shard, keep_plan
from communique.scale.shard import manifest_path, read_manifest
from communique.scale.whole import UNFINISHED
from communique.scale.worker import work
from communique.workers import CODE, READ, Heard, Lost, State, Team, Worker

# So often may a worker die on the same documents before they are blamed.
DEATHS = 2
# And so often on the same shard before or after its documents, before the run is given up.
DEATHS_OUTSIDE = 5


class Progress(msgspec.Struct, frozen=True):
    """What happened (``started``, ``done``, ``killed``, ``died``), to which shard, and the sums so far."""

    what: str
    shard: int
    shards_done: int
    shards: int
    counts: dict[str, int]
    pid: int | None = None


Report = Callable[[Progress], None]


def run(shards: Sequence[Shard], out: Path, job: Job, *, workers: int = 1, share: tuple[int, int] = (1, 1), report: Report) -> Summary:
    """Code what is not coded yet. ``share`` (i, n) takes every n-th shard; the call that finishes the last writes ``manifest.json``.

    Raises ``InputError`` where the folder holds another run, where another call is at work on the same share, and where workers
    cannot work at all (no room on the disk, no memory for the parser).
    """
    (out / "shards").mkdir(parents=True, exist_ok=True)
    with locked(out, share):
        keep_plan(shards, job, out)
        mine = [s for s in shards if s.number % share[1] == share[0] - 1]
        tidy(out, mine)
        Supervisor(mine, out, job, workers, report).run()
        return summary(shards, mine, out)


class Supervisor:
    """Shards that wait, a team of workers, and what was learnt from those that were killed."""

    def __init__(self, shards: Sequence[Shard], out: Path, job: Job, workers: int, report: Report) -> None:
        self._out, self._job, self._report, self._total = out, job, report, len(shards)
        self._waiting = [s for s in shards if not manifest_path(out, s).exists()]
        self._done = self._total - len(self._waiting)
        self._counts: Counter[str] = Counter()
        self._care: dict[int, Care] = {}
        self._deaths: Counter[tuple[Any, ...]] = Counter()
        self._workers = workers

    def run(self) -> None:
        """Until every shard is done."""
        with Team(self._hire, self._workers) as team:
            while self._waiting or team.is_busy:
                self._hand(team)
                for heard in team.heard():
                    self._hear(heard)
                for lost in team.lost():
                    self._lost(lost)

    def _hire(self) -> Worker[Shard]:
        return Worker(work, str(self._out), self._job, seconds=self._job.seconds_a_document)

    def _hand(self, team: Team[Shard]) -> None:
        while self._waiting and (worker := team.free()):
            shard = self._waiting.pop(0)
            worker.hand(shard, shard, self._care.get(shard.number, Care()))
            self._tell("started", shard, worker.process.pid)

    def _hear(self, heard: Heard[Shard]) -> None:
        shard, answer = heard.task, heard.answer
        if answer.trouble:
            raise InputError(f"shard {shard.name}: {answer.trouble}; mend that and call again: what is done stays")
        self._finished(shard, heard.pid, answer.counts)

    def _finished(self, shard: Shard, pid: int | None, counts: dict[str, int]) -> None:
        self._done += 1
        self._counts.update(counts)
        self._tell("done", shard, pid)

    def _lost(self, lost: Lost[Shard]) -> None:
        """A dead or late worker's shard goes back in front."""
        shard = lost.task
        if done := read_manifest(self._out, shard):  # it finished all the same
            self._finished(shard, lost.pid, done.counts)
            return
        self._tell("killed" if lost.late else "died", shard, lost.pid)
        tidy(self._out, [shard])
        self._waiting.insert(0, shard)
        if not lost.moved:
            self._blame(shard, lost.state, late=lost.late)

    def _blame(self, shard: Shard, state: State, *, late: bool) -> None:
        """Learn from a death: documents that were together are tried alone; one that was alone is left out, or ends its file."""
        key = (shard.number, state.what, state.numbers)
        self._deaths[key] += 1
        if state.what not in (READ, CODE):
            if self._deaths[key] > DEATHS_OUTSIDE:
                raise InputError(f"shard {shard.name}: workers die before or after coding; is there memory enough for the parser?")
            return
        if not late and self._deaths[key] <= DEATHS:
            return
        why = f"took more than {self._job.seconds_a_document:g} seconds" if late else "the worker died on it"
        self._care[shard.number] = _learnt(self._care.get(shard.number, Care()), state.numbers, why)

    def _tell(self, what: str, shard: Shard, pid: int | None) -> None:
        self._report(Progress(what, shard.number, self._done, self._total, dict(self._counts), pid))


def _learnt(care: Care, numbers: tuple[int, ...], why: str) -> Care:
    if len(numbers) > 1:
        return Care(care.alone | set(numbers), care.left_out, care.ends)
    blamed = dict.fromkeys(numbers, why)
    if set(numbers) <= set(care.left_out):
        return Care(care.alone, care.left_out, care.ends | blamed)
    return Care(care.alone, care.left_out | blamed, care.ends)


@contextlib.contextmanager
def locked(out: Path, share: tuple[int, int]) -> Iterator[None]:
    """Hold this share alone, and see that nobody is at work with other shares of the same folder."""
    mine = out / f".lock-{share[0]}-of-{share[1]}"
    with mine.open("w") as file:
        _lock(file.fileno(), out)
        for path in out.glob(".lock-*-of-*"):
            if not path.name.endswith(f"-of-{share[1]}"):
                with path.open("r") as other:
                    _lock(other.fileno(), out)
        yield


def _lock(handle: int, out: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError(f"{out}: another call is at work here; wait for it, or end it first") from error


def tidy(out: Path, shards: Sequence[Shard]) -> None:
    """Remove what killed workers left unfinished."""
    names = {s.name for s in shards}
    for path in out.glob(f"*/*{UNFINISHED}"):
        if path.name.partition(".")[0] in names:
            path.unlink(missing_ok=True)
