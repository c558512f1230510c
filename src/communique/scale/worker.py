"""One worker process: shards in, manifests out; what it is doing stands on a board that outlives it."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from communique.errors import CommuniqueError
from communique.scale.board import CODE, READ, Board, State
from communique.scale.feeding import Care
from communique.scale.plan import Job, Shard
from communique.scale.shard import code_shard

# Loading the parser and the knowledge takes seconds, on a busy machine many; so may the disk.
SECONDS_TO_START = 300.0


class Answer(NamedTuple):
    """The sums of a finished shard, or why the worker cannot go on."""

    counts: dict[str, int]
    trouble: str | None = None


class Worker:
    """The process, the shard it has, and what it is doing."""

    def __init__(self, out: Path, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self.board, self._limit = Board(context), job.seconds_a_document
        self.shard: Shard | None = None
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.board, str(out), job), daemon=True)
        self.process.start()
        theirs.close()
        self.since = time.monotonic()

    def hand(self, shard: Shard, care: Care) -> None:
        """Give it a shard. A dead worker takes it without a word, and is found dead later."""
        self.shard, self.since = shard, time.monotonic()
        with contextlib.suppress(OSError):
            self.pipe.send((shard, care))

    def is_late(self) -> bool:
        """Whether it has been at the same documents, or at starting or writing, for longer than allowed."""
        state = self.board.state()
        limit = SECONDS_TO_START
        if state.what in (READ, CODE):
            # Of many together none need be slow: what takes too long is tried again, each document alone.
            limit = self._limit * max(1.0, len(state.numbers) / 4)
        return self.shard is not None and time.monotonic() - max(state.since, self.since) > limit and not self.pipe.poll()

    def kill(self) -> State:
        """End it, now; what it was doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.board.state()


def _work(pipe: Connection, board: Board, out: str, job: Job) -> None:
    """A worker's life: shards until there are no more, or until the driver is gone."""
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            shard, care = pipe.recv()
            try:
                answer = Answer(code_shard(shard, job, Path(out), care, board).counts)
            except (OSError, ImportError, AttributeError, CommuniqueError) as error:
                answer = Answer({}, f"{type(error).__name__}: {error}")
            pipe.send(answer)
