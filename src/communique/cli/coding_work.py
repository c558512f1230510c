"""What a process that codes for ``ingest`` does: documents in, records out with all that can be made of them before they are stored."""

from __future__ import annotations

import os
import signal
import threading
from functools import cache
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.workers import CODE, WRITE, Board, named

if TYPE_CHECKING:
    from communique.ledger import Prepared
    from communique.model import Document, Record
    from communique.reading import Failure

DEFAULT = "communique.pipeline:default_coder"


class Coded(NamedTuple):
    """A record, or why there is none; and what was prepared of a whole record."""

    result: Record | Failure
    ready: Prepared | None = None


class Answer(NamedTuple):
    """What became of some documents, in their order; or why nothing can be coded here."""

    coded: tuple[Coded, ...]
    trouble: str | None = None


def work(pipe: Connection, board: Board, coder: str, seconds: float) -> None:
    """A process's life: documents until there are no more, or until the process that stores is gone, whatever is at hand then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handed: SimpleQueue[tuple[Document, ...]] = SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, handed), daemon=True).start()
    while True:
        answer = _answer(handed.get(), board, coder, seconds)
        try:
            pipe.send(answer)
        except OSError:
            return  # nobody waits for it


def _listen(pipe: Connection, handed: SimpleQueue[tuple[Document, ...]]) -> None:
    try:
        while True:
            handed.put(pipe.recv()[0])
    except (EOFError, OSError):
        os._exit(0)


def _answer(documents: tuple[Document, ...], board: Board, coder: str, seconds: float) -> Answer:
    from communique.cli.coding import code_batch

    try:
        made = _coder(coder)
        coded = list(code_batch(documents, made, seconds, lambda numbers: board.say(CODE, numbers)))
        board.say(WRITE)
        return Answer(tuple(_ready(result) for result in coded))
    except Exception as error:  # of documents is said what is wrong with them: this is nobody's
        return Answer((), f"{type(error).__name__}: {error}")


@cache
def _coder(name: str) -> Any:
    return named(name)


def _ready(result: Record | Failure) -> Coded:
    from communique.ledger import dangling, prepared
    from communique.model import Record

    whole = isinstance(result, Record) and next(dangling(result), None) is None
    return Coded(result, prepared(result)) if isinstance(result, Record) and whole else Coded(result)
