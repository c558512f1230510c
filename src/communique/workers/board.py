"""What a worker is doing, in memory that outlives it: after a kill it shows which documents were at hand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from multiprocessing.context import SpawnContext
from typing import Any, NamedTuple

# Documents coded together: enough to keep the parser busy, few enough to be tried one by one where one of them is at fault.
MOST_TOGETHER = 16
START, READ, CODE, WRITE = range(4)


class State(NamedTuple):
    """What is being done (``START`` … ``WRITE``), to which documents of the shard, and since when (seconds of the monotonic clock)."""

    change: int
    what: int
    since: float
    numbers: tuple[int, ...]


class Board:
    """One worker writes, the driver reads."""

    def __init__(self, context: SpawnContext) -> None:
        self._cells: Any = context.RawArray("q", 4 + MOST_TOGETHER)
        self.say(START)

    def say(self, what: int, numbers: Sequence[int] = ()) -> None:
        """Write what comes next, before it is begun."""
        cells = self._cells
        cells[1], cells[2], cells[3] = what, time.monotonic_ns(), len(numbers)
        cells[4 : 4 + len(numbers)] = numbers
        cells[0] += 1

    def state(self) -> State:
        """What was written last."""
        change, what, since, count, *numbers = self._cells[:]
        return State(change, what, since / 1e9, tuple(numbers[:count]))


class Silent:
    """A board that nobody reads."""

    def say(self, what: int, numbers: Sequence[int] = ()) -> None:
        """Nothing."""
