"""Communique: news reports and official readouts in, a sourced record of diplomacy out.

>>> import communique
>>> record = communique.read("The two presidents met in Oslo on Monday.", published="2024-05-15")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from communique.model import Record

if TYPE_CHECKING:
    from pathlib import Path

    from communique.ledger import Ledger
    from communique.model import Document

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "open", "read", "read_many"]


def read(
    text: str,
    *,
    published: str | dt.date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's word
) -> Record:
    """The record of one plain text. The first call loads the parser, about two seconds.

    ``published`` is a date or an ISO date; without it relative dates stay unresolved. Raises ``InputError`` where it is no
    possible date. Trouble in the text itself is in the record's ``problems``.
    """
    from communique.pipeline import default_coder
    from communique.reading import document_from_text

    document = document_from_text(text, published=published, title=title, publisher=publisher, url=url, language=language, id=id)
    return default_coder().code(document)


def read_many(articles: Iterable[str | Mapping[str, str | dt.date | None]]) -> Iterator[Record]:
    """The records of many texts, in order, one by one as they are coded: faster than ``read`` for each.

    An article is a text, or a mapping with ``text`` and any of the arguments of ``read``. Raises ``InputError`` as ``read`` does.
    """
    from communique.pipeline import default_coder

    yield from default_coder().code_many(_document(a) for a in articles)


def open(path: str | Path, *, create: bool = False) -> Ledger:  # noqa: A001 - ``communique.open`` reads as what it does
    """A ledger: a file that ``communique ingest`` made, or a new one with ``create``. Close it, or use it in ``with``.

    ``ledger.table("events")`` and its like give tables in memory. Raises ``LedgerError`` where it cannot be opened.
    """
    from communique.ledger import open_ledger

    return open_ledger(path, create=create)


def _document(article: str | Mapping[str, str | dt.date | None]) -> Document:
    from communique.errors import InputError
    from communique.reading import document_from_text

    if isinstance(article, str):
        return document_from_text(article)
    try:
        return document_from_text(**article)  # type: ignore[arg-type]
    except TypeError as error:  # the call itself checks the names
        raise InputError(f"an article needs 'text' and may have the arguments of read(): {error}") from error


def _notebook_view(record: Record) -> str:
    from communique.render.html import record_html

    return record_html(record)


# The nouns import nothing of ours, so the view that notebooks ask a record for is hung on from outside.
Record._repr_html_ = _notebook_view  # type: ignore[attr-defined]
