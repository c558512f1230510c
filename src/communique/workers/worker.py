"""One worker process: tasks in, answers out; what it is doing stands on a board that outlives it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Generic, TypeVar

from communique.workers.board import CODE, READ, Board, State

Task = TypeVar("Task")
# Loading the parser and the knowledge takes seconds, on a busy machine many; so may the disk.
SECONDS_TO_START = 300.0
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Worker(Generic[Task]):
    """The process, the task it has, and what it is doing.

    ``work`` is a function of a module, called there with the worker's end of the pipe, the board and ``given``; ``seconds`` is how long
    a document may take.
    """

    def __init__(self, work: Callable[..., None], *given: object, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self.board, self._limit = Board(context), seconds
        self.task: Task | None = None
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.board, *given), daemon=True)
        with _one_thread():
            self.process.start()
        theirs.close()
        self.since = time.monotonic()

    def hand(self, task: Task, *message: Any) -> None:
        """Give it a task, told as ``message``. A dead worker takes it without a word, and is found dead later."""
        self.task, self.since = task, time.monotonic()
        with contextlib.suppress(OSError):
            self.pipe.send(message)

    def is_late(self) -> bool:
        """Whether it has been at the same documents, or at starting or writing, for longer than allowed."""
        state = self.board.state()
        limit = SECONDS_TO_START
        if state.what in (READ, CODE):
            # Of many together none need be slow: what takes too long is tried again, each document alone.
            limit = self._limit * max(1.0, len(state.numbers) / 4)
        return self.task is not None and time.monotonic() - max(state.since, self.since) > limit and not self.pipe.poll()

    def kill(self) -> State:
        """End it, now; what it was doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.board.state()


def named(name: str) -> Any:
    """What ``module:function`` makes: workers are told what to work with by names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)()


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Workers inherit one thread each for matrices this small; that must be said before they load numpy."""
    set_here = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(set_here, "1"))
    try:
        yield
    finally:
        for name in set_here:
            os.environ.pop(name, None)
