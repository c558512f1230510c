"""Documents → records in batches: order kept, memory flat, one bad document never takes others with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.model import Document, Record
    from communique.pipeline import Coder
    from communique.reading import Failure

# A batch is enough for the parser to be busy and small enough to hold: so many documents or characters, whichever comes first.
MOST_DOCUMENTS = 16
MOST_CHARACTERS = 200_000


def coded(items: Iterable[Document | Record | Failure]) -> Iterator[Record | Failure]:
    """A record for each document, in order; finished records and failures pass as they are."""
    from communique.pipeline import default_coder

    for batch in _batches(items):
        yield from _coded(batch, default_coder())


def _batches(items: Iterable[Document | Record | Failure]) -> Iterator[list[Document | Record | Failure]]:
    from communique.model import Document

    batch: list[Document | Record | Failure] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.article.text) if isinstance(item, Document) else 0
        if len(batch) >= MOST_DOCUMENTS or size >= MOST_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _coded(batch: list[Document | Record | Failure], coder: Coder) -> Iterator[Record | Failure]:
    from communique.model import Document

    documents = [d for d in batch if isinstance(d, Document)]
    try:
        records: Iterator[Record | Failure] = iter(list(coder.code_many(documents)))
    except Exception:
        records = (_alone(d, coder) for d in documents)
    for item in batch:
        yield next(records) if isinstance(item, Document) else item


def _alone(document: Document, coder: Coder) -> Record | Failure:
    from communique.reading import Failure

    try:
        return coder.code(document)
    except Exception as error:
        name = document.article.url or document.article.title or document.article.id
        return Failure(
            name, "internal-error", f"{name}: not coded, a fault in Communique: {type(error).__name__}: {error} ({_place(error)})"
        )


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "unknown"
