"""Around ``ingest``: which processes code for it, and its progress: how much is read, how fast, and how long it will take."""

from __future__ import annotations

import os
import select
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from communique.cli.coders import Coders
    from communique.cli.sources import Found, Sources


def beside() -> int:
    """One process that codes, where there is a core for it beside the one that stores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(cores > 1)


def coders(workers: int, seconds: float, paths: Sequence[str]) -> Coders:
    """So many processes for the documents of some paths; what is typed, or comes now and then, is stored without waiting for more."""
    from communique.cli.coders import Coders

    return Coders(workers, seconds, is_quiet=_input_is_quiet) if "-" in paths else Coders(workers, seconds)


def _input_is_quiet() -> bool:
    """Whether standard input has nothing to give at the moment, where the system tells."""
    try:
        return not select.select([sys.stdin], [], [], 0)[0]
    except (OSError, ValueError):
        return False


@contextmanager
def progress(sources: Sources, counts: Counter[str]) -> Iterator[Iterator[Found]]:
    """The same documents, with a bar on standard error where one can be seen."""
    if not sys.stderr.isatty():
        yield sources.found
        return
    with _bar() as bar:
        task = bar.add_task("ingest", total=sources.size, rate="", stored="")
        yield _shown(sources, counts, bar, task)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[stored]}"), TextColumn("{task.fields[rate]}"))
    return Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, speed_estimate_period=120)


def _shown(sources: Sources, counts: Counter[str], bar: Progress, task: TaskID) -> Iterator[Found]:
    start = time.monotonic()
    for found in sources.found:
        yield found
        total, seconds = counts.total(), time.monotonic() - start
        rate = f"{total / seconds:.1f} a second" if seconds > 1 else ""
        bar.update(task, completed=found.read, stored=f"{total:,} documents", rate=rate)
