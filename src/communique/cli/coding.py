"""Documents → records in batches: order kept, memory flat, one bad document never takes others with it, nor all the time there is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.model import Document, Record
    from communique.pipeline import Coder
    from communique.reading import Failure

# A batch is enough for the parser to be busy and small enough to hold: so many documents or characters, whichever comes first.
MOST_DOCUMENTS = 16
MOST_CHARACTERS = 200_000
# A long report takes a second or two.
SECONDS = 60.0
Say = Callable[[Sequence[int]], None]


class LateError(BaseException):
    """A document took too long. Not an ``Exception``: nobody on the way may take it for a fault that can be passed over."""


def _untold(_: Sequence[int]) -> None:
    """Nobody asks what comes next."""


def coded(items: Iterable[Document | Record | Failure], seconds: float = SECONDS) -> Iterator[Record | Failure]:
    """A record for each document, in order; finished records and failures pass as they are.

    A document that takes longer than ``seconds`` is a failure. One call deep in a library may still run to its end.
    """
    for batch in batches(items):
        yield from coded_here(batch, seconds)


def batches(items: Iterable[Document | Record | Failure]) -> Iterator[list[Document | Record | Failure]]:
    """The same in batches, each of which can be coded as soon as it is full."""
    batch: list[Document | Record | Failure] = []
    for item in items:
        batch.append(item)
        if is_full(batch):
            yield batch
            batch = []
    if batch:
        yield batch


def is_full(batch: Sequence[Document | Record | Failure]) -> bool:
    """Whether a batch takes nothing more."""
    from communique.model import Document

    size = sum(len(item.article.text) for item in batch if isinstance(item, Document))
    return len(batch) >= MOST_DOCUMENTS or size >= MOST_CHARACTERS


def coded_here(batch: Sequence[Document | Record | Failure], seconds: float) -> Iterator[Record | Failure]:
    """One batch, coded in this process."""
    from communique.model import Document

    documents = [d for d in batch if isinstance(d, Document)]
    if not documents:  # finished records need no parser, which takes seconds to load
        yield from (item for item in batch if not isinstance(item, Document))
        return
    from communique.pipeline import default_coder

    records = code_batch(documents, default_coder(), seconds)
    for item in batch:
        yield next(records) if isinstance(item, Document) else item


def code_batch(documents: Sequence[Document], coder: Coder, seconds: float, say: Say = _untold) -> Iterator[Record | Failure]:
    """Documents coded together, where that goes wrong each alone; ``say`` is told the places of those that come next."""
    say(range(len(documents)))
    try:
        with _limited(seconds):
            return iter(list(coder.code_many(documents)))
    except (Exception, LateError):
        return (_alone(n, d, coder, seconds, say) for n, d in enumerate(documents))


def _alone(number: int, document: Document, coder: Coder, seconds: float, say: Say) -> Record | Failure:
    from communique.reading import Failure

    say((number,))
    name = document.called
    try:
        with _limited(seconds):
            return coder.code(document)
    except LateError:
        return too_slow(document, seconds)
    except Exception as error:
        return Failure(
            name, "internal-error", f"{name}: not coded, a fault in Communique: {type(error).__name__}: {error} ({_place(error)})"
        )


def too_slow(document: Document, seconds: float) -> Failure:
    """What is said of a document that took too long."""
    from communique.reading import Failure

    name = document.called
    return Failure(name, "too-slow", f"{name}: not coded: it took more than {seconds:g} seconds; --seconds-a-document allows more")


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise ``LateError`` when the time is over, where signals can do that: in the main thread, and not on Windows."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> None:
    raise LateError


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "unknown"
