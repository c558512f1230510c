"""Coding in processes beside this one, which stores what comes back: in the documents' order, whatever number of processes there are."""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
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
# And so often before or after coding with nothing coded between, before all is given up.
DEATHS_OUTSIDE = 5
# A process ends a slow document itself; where it cannot, deep in a library, it is killed after so many times the limit.
GRACE = 2.0
_NO_ROOM = "coding: its processes die before or after coding; is there memory enough for the parser? `--workers 0` starts none"


class Batch:
    """What is coded together, with what passes as it is, and what became of the documents in it."""

    def __init__(self, items: Sequence[Document | Record | Failure]) -> None:
        self.items = items
        self.documents = tuple(i for i in items if isinstance(i, Document))
        self.coded: list[Coded | None] = [None] * len(self.documents)
        self.left = len(self.documents)
        self.deaths: Counter[int] = Counter()

    def results(self) -> Iterator[Coded]:
        """What became of everything, when nothing is left to code."""
        coded = iter(self.coded)
        for item in self.items:
            result = next(coded) if isinstance(item, Document) else Coded(item)
            assert result is not None
            yield result


class Piece(NamedTuple):
    """The documents of a batch from ``first`` on: all of them, or one that is coded alone."""

    batch: Batch
    first: int
    documents: tuple[Document, ...]


class Coders:
    """Some processes that code; with none of them, and for a few documents, this one does. In ``with``, at whose end they are gone.

    A thread of its own sees to them, so that they are served while the main thread stores.
    """

    def __init__(self, workers: int, seconds: float, coder: str = DEFAULT, is_quiet: Callable[[], bool] = lambda: False) -> None:
        """``coder`` names the function that makes the coder; ``seconds`` is how long a document may take.

        Where ``is_quiet`` says that the next document may be long in coming, all that came before it is given first.
        """
        self._workers, self._seconds, self._coder, self._is_quiet = workers, seconds, coder, is_quiet
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
        rest = iter(items)
        first = next(batches(rest), [])
        if self._workers and is_full(first):
            yield from self._beside(first, rest)
        else:  # to load the parser in another process takes longer than these few
            for batch in chain((first,), batches(rest)):
                yield from map(Coded, coded_here(batch, self._seconds))

    def _beside(self, first: Sequence[Document | Record | Failure], rest: Iterator[Document | Record | Failure]) -> Iterator[Coded]:
        sent = deque([self._put(first)])
        batch: list[Document | Record | Failure] = []
        while True:
            ahead = 0 if self._is_quiet() else self._workers * BATCHES_AHEAD
            while sent and (len(sent) > ahead or not sent[0].left):
                yield from self._taken(sent.popleft())
            item = next(rest, None)
            if item is None:
                break
            batch.append(item)
            if is_full(batch):
                sent.append(self._put(batch))
                batch = []
        for last in (*sent, self._put(batch)):
            yield from self._taken(last)

    def _put(self, items: Sequence[Document | Record | Failure]) -> Batch:
        batch = Batch(items)
        if batch.left:
            self._waiting.append(Piece(batch, 0, batch.documents))
            if self._thread is None:
                self._thread = threading.Thread(target=self._see_to_them, name="coders", daemon=True)
                self._thread.start()
            self._rope.send_bytes(b".")
        return batch

    def _taken(self, batch: Batch) -> Iterator[Coded]:
        """What became of a batch, when all of it has been coded."""
        with self._changed:
            while batch.left and self._error is None:
                self._changed.wait(1.0)
                self._tell()
        self._tell()
        if self._error is not None:
            raise self._error
        return batch.results()

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
        self._outside = 0
        self._keep(heard.task, answer.coded)

    def _keep(self, piece: Piece, coded: Sequence[Coded]) -> None:
        with self._changed:
            piece.batch.coded[piece.first : piece.first + len(coded)] = coded
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
