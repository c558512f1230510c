"""Reading what strangers send, in a process of its own that is killed where it takes too long.

Parsers of feeds and pages can be kept busy for hours by a few kilobytes; no limit of size or count knows all the ways.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol, TypeVar

from communique.feeds.nouns import Trouble

Given = TypeVar("Given")
# A new process first loads what it needs; on a busy machine that takes a while.
SECONDS_TO_START = 120.0


class Reads(Protocol):
    """Whatever calls functions that read."""

    def call(self, function: Callable[..., Given | Trouble], *given: Any) -> Given | Trouble: ...  # noqa: D102


class Bounded:
    """A process that calls functions, one at a time, each for ``seconds`` at most. It starts with the first call."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: Any = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Bounded:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process."""
        self._end()

    def call(self, function: Callable[..., Given | Trouble], *given: Any) -> Given | Trouble:
        """What ``function`` gives; trouble where it takes too long, or its process dies of it. It must be one that can be imported."""
        pipe = self._pipe or self._start()
        try:
            pipe.send((function, given))
            if pipe.poll(self._seconds):
                found: Given | Trouble = pipe.recv()
                return found
            why = f"took more than {self._seconds:g} seconds"
        except (OSError, EOFError):
            why = "ended the process that read it"
        self._end()
        return Trouble("unreadable", f"reading it {why}; it was left out", lasting=True)

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if self._pipe.poll(SECONDS_TO_START):
            with contextlib.suppress(OSError, EOFError):
                self._pipe.recv()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    """The process's life: calls until whoever calls is gone."""
    from communique.feeds.reading import warm

    warm()
    with contextlib.suppress(OSError, EOFError, KeyboardInterrupt):
        pipe.send("ready")
        while True:
            function, given = pipe.recv()
            try:
                found = function(*given)
            except Exception as error:
                found = Trouble("unreadable", f"it cannot be read: {type(error).__name__}: {error}"[:300], lasting=True)
            pipe.send(found)
