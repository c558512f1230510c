"""Coding in processes beside this one, which stores what comes back: in the documents' order, whatever number of processes there are."""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from communique.cli.app import say
from communique.cli.coding import batches, coded_here, is_full, too_slow
from communique.cli.coding_work import DEFAULT, Answer, Coded, work
from communique.errors import InputError
from communique.model import Document
from communique.workers import CODE, Heard, Lost, Team, Worker

if TYPE_CHECKING:
    from communique.model import Record
    from communique.reading import Failure

# So many batches for each process are with it, wait for it, or wait for their turn: it is never idle while this one writes.
BATCHES_AHEAD = 4
# So often may a process die on one document alone before that is blamed.
DEATHS = 2
# And so often before or after coding, before all is given up.
DEATHS_OUTSIDE = 5
# A process ends a slow document itself; where it cannot, deep in a library, it is killed after so many times the limit.
GRACE = 2.0
_NO_ROOM = "coding: its processes die before or after coding; is there memory enough for the parser? `--workers 0` starts none"


class Batch:
    """Documents that are coded together, and what became of them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.results: list[Coded | None] = [None] * len(documents)
        self.left = len(documents)
        self.deaths: Counter[int] = Counter()


class Piece(NamedTuple):
    """The documents of a batch from ``first`` on: all of them, or one that is coded alone."""

    batch: Batch
    first: int
    documents: tuple[Document, ...]


class Coders:
    """Some processes that code; with none of them, and for a few documents, this one does. In ``with``, at whose end they are gone.

    A thread of its own sees to them, so that they are served while the main thread stores.
    """

    def __init__(self, workers: int, seconds: float, coder: str = DEFAULT) -> None:
        """``coder`` names the function that makes the coder; ``seconds`` is how long a document may take."""
        self._workers, self._seconds, self._coder = workers, seconds, coder
        self._waiting: deque[Piece] = deque()
        self._told: deque[str] = deque()
        self._outside = 0
        self._error: BaseException | None = None
        self._closing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._bell, self._rope = get_context("spawn").Pipe(duplex=False)

    def __enter__(self) -> Coders:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes, now."""
        self._closing = True
        if self._thread:
            self._rope.send_bytes(b".")
            self._thread.join()
        self._rope.close()
        self._bell.close()

    def coded(self, items: Iterable[Document | Record | Failure]) -> Iterator[Coded]:
        """A record for each document, in order; finished records and failures pass as they are."""
        every = batches(items)
        first = next(every, [])
        if self._workers and is_full(first):
            yield from self._beside(chain((first,), every))
        else:  # to load the parser in another process takes longer than these few
            yield from (Coded(result) for batch in chain((first,), every) for result in coded_here(batch, self._seconds))

    def _beside(self, every: Iterable[list[Document | Record | Failure]]) -> Iterator[Coded]:
        sent: deque[tuple[list[Document | Record | Failure], Batch]] = deque()
        for batch in every:
            sent.append((batch, self._put([d for d in batch if isinstance(d, Document)])))
            while sent and (len(sent) > self._workers * BATCHES_AHEAD or not sent[0][1].left):
                yield from self._taken(*sent.popleft())
        while sent:
            yield from self._taken(*sent.popleft())

    def _put(self, documents: Sequence[Document]) -> Batch:
        batch = Batch(documents)
        if documents:
            self._waiting.append(Piece(batch, 0, tuple(documents)))
            if self._thread is None:
                self._thread = threading.Thread(target=self._see_to_them, name="coders", daemon=True)
                self._thread.start()
            self._rope.send_bytes(b".")
        return batch

    def _taken(self, items: Sequence[Document | Record | Failure], batch: Batch) -> Iterator[Coded]:
        """What became of a batch, when all of it has been coded."""
        with self._changed:
            while batch.left and self._error is None:
                self._changed.wait(1.0)
                self._tell()
        self._tell()
        if self._error is not None:
            raise self._error
        results = iter(batch.results)
        for item in items:
            result = next(results) if isinstance(item, Document) else Coded(item)
            assert result is not None  # nothing is left of the batch
            yield result

    def _tell(self) -> None:
        while self._told:
            say(self._told.popleft())

    def _see_to_them(self) -> None:
        """The thread's life."""
        try:
            _leave_interrupts_to_the_main_thread()
            with Team(self._hire, self._workers) as team:
                while not self._closing:
                    self._hand(team)
                    for heard in team.heard(self._bell):
                        self._hear(heard)
                    while self._bell.poll():
                        self._bell.recv_bytes()
                    for lost in team.lost():
                        self._lose(lost)
        except BaseException as error:
            with self._changed:
                self._error = error
                self._changed.notify()

    def _hire(self) -> Worker[Piece]:
        return Worker(work, self._coder, self._seconds, seconds=GRACE * self._seconds)

    def _hand(self, team: Team[Piece]) -> None:
        while self._waiting and (worker := team.free()):
            piece = self._waiting.popleft()
            worker.hand(piece, piece.documents)

    def _hear(self, heard: Heard[Piece]) -> None:
        answer: Answer = heard.answer
        if answer.trouble:
            raise InputError(f"coding: {answer.trouble}; mend that and call again: what is stored stays")
        self._keep(heard.task, answer.coded)

    def _keep(self, piece: Piece, coded: Sequence[Coded]) -> None:
        with self._changed:
            piece.batch.results[piece.first : piece.first + len(coded)] = coded
            piece.batch.left -= len(coded)
            self._changed.notify()

    def _lose(self, lost: Lost[Piece]) -> None:
        """Documents that were together when their process died are coded again, each alone; one that was alone is tried once more."""
        piece = lost.task
        many, what = len(piece.documents), "was stuck and was ended" if lost.late else "died"
        if lost.state.what != CODE:
            self._outside += 1
            if self._outside > DEATHS_OUTSIDE:
                raise InputError(_NO_ROOM)
            self._again(f"a process that codes {what}; another takes its place", [piece])
        elif many > 1:
            singles = [Piece(piece.batch, piece.first + n, (d,)) for n, d in enumerate(piece.documents)]
            self._again(f"a process that codes {what}; its {many} documents are coded again, one by one", singles)
        else:
            self._lose_one(piece, lost, what)

    def _lose_one(self, piece: Piece, lost: Lost[Piece], what: str) -> None:
        (document,) = piece.documents
        piece.batch.deaths[piece.first] += 1
        if lost.late and not lost.moved:
            self._keep(piece, [Coded(too_slow(document, self._seconds))])
        elif piece.batch.deaths[piece.first] < DEATHS:
            self._again(f"a process that codes {what} at {document.called}, which is coded again", [piece])
        else:
            self._keep(piece, [Coded(_fatal(document))])

    def _again(self, message: str, pieces: Sequence[Piece]) -> None:
        self._waiting.extendleft(reversed(pieces))
        with self._changed:
            self._told.append(message)
            self._changed.notify()


def _fatal(document: Document) -> Failure:
    from communique.reading import Failure

    name = document.called
    return Failure(name, "poisoned", f"{name}: not coded: the process that codes it dies of it")


def _leave_interrupts_to_the_main_thread() -> None:
    """Ctrl-C reaches all processes of a terminal: those that this thread starts must not end before they are told to."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # to start it later would undo the next line
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
