"""What a worker of a run does: shards in, manifests out."""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from communique.errors import CommuniqueError
from communique.scale.plan import Job
from communique.scale.shard import code_shard
from communique.workers import Board


class Answer(NamedTuple):
    """The sums of a finished shard, or why the worker cannot go on."""

    counts: dict[str, int]
    trouble: str | None = None


def work(pipe: Connection, board: Board, out: str, job: Job) -> None:
    """A worker's life: shards until there are no more, or until the driver is gone."""
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            shard, care = pipe.recv()
            try:
                answer = Answer(code_shard(shard, job, Path(out), care, board).counts)
            except (OSError, ImportError, AttributeError, CommuniqueError) as error:
                answer = Answer({}, f"{type(error).__name__}: {error}")
            pipe.send(answer)
