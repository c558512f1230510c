"""The progress of ``ingest``: how much is read, how fast documents go, and how long it will take."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from communique.cli.sources import Found, Sources


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
