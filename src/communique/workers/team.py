"""Some workers with a task each: whoever is free is given one, the dead and the late are replaced and their tasks come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from communique.workers.board import State
from communique.workers.worker import Worker

Task = TypeVar("Task")
BEAT = 0.2


class Heard(NamedTuple, Generic[Task]):
    """A worker's answer to its task."""

    task: Task
    answer: Any
    pid: int | None


class Lost(NamedTuple, Generic[Task]):
    """A task whose worker died, or was killed as ``late``, and what it was doing; ``moved`` says that it went on as it was killed."""

    task: Task
    state: State
    late: bool
    moved: bool
    pid: int | None


class Team(Generic[Task]):
    """At most ``size`` workers, begun when there is a task for them; in ``with``, at whose end all are killed."""

    def __init__(self, hire: Callable[[], Worker[Task]], size: int) -> None:
        self._hire, self._size = hire, size
        self._workers: list[Worker[Task]] = []

    def __enter__(self) -> Team[Task]:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all, now."""
        for worker in self._workers:
            worker.kill()

    @property
    def is_busy(self) -> bool:
        """Whether a worker has a task."""
        return any(w.task is not None for w in self._workers)

    def free(self) -> Worker[Task] | None:
        """A worker without a task, a new one where there may be more of them."""
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) == self._size:
            return None
        self._workers.append(self._hire())
        return self._workers[-1]

    def heard(self, *others: Connection) -> Iterator[Heard[Task]]:
        """Wait for a moment, or until something comes, also from ``others``; the answers that came, each worker free again."""
        ends = [end for w in self._workers for end in (w.pipe, w.process.sentinel)]
        ready = wait([*ends, *others], timeout=BEAT)
        for worker in self._workers:
            if worker.pipe in ready and worker.task is not None:
                yield from self._answer(worker, worker.task)

    def _answer(self, worker: Worker[Task], task: Task) -> Iterator[Heard[Task]]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            return  # it is dead, and found so next
        worker.task = None
        yield Heard(task, answer, worker.process.pid)

    def lost(self) -> Iterator[Lost[Task]]:
        """The tasks of workers that are dead or late, who belong to the team no more."""
        for worker in list(self._workers):
            late = worker.process.is_alive() and worker.is_late()
            if worker.process.is_alive() and not late:
                continue
            before = worker.board.state()
            pid = worker.process.pid
            state = worker.kill()
            self._workers.remove(worker)
            if worker.task is not None:
                yield Lost(worker.task, state, late, late and state.change != before.change, pid)
