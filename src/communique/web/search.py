"""Articles that hold words."""

from __future__ import annotations

from itertools import cycle

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import CommuniqueError
from communique.ledger import Ledger
from communique.ledger.names import resolve
from communique.ledger.queries import Hit
from communique.ledger.queries import search as texts_with
from communique.web.filters import PAGE, page_of, words_of
from communique.web.pages import opened, page

MOST_PAGES = 10_000


class Found(msgspec.Struct, frozen=True):
    """One article; the excerpt's pieces with whether they are the words looked for."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]


def search(request: Request) -> Response:
    """The articles, the best matches first; a name that is known leads to its actor too."""
    words, number = words_of(request.query_params), page_of(request.query_params, MOST_PAGES)
    start = (number - 1) * PAGE
    with opened(request) as ledger:
        hits = texts_with(ledger.db, words, limit=start + PAGE + 1)[start:] if words else ()
        known = _known(ledger, words)
    found = [Found(h, _pieces(h.excerpt)) for h in hits[:PAGE]]
    return page(request, "search.html", words=words, found=found, known=known, number=number, more=len(hits) > PAGE)


def _known(ledger: Ledger, words: str) -> str | None:
    try:
        return words if words and resolve(ledger.db, words) else None
    except CommuniqueError:
        return None


def _pieces(excerpt: str) -> tuple[tuple[str, bool], ...]:
    """The words looked for stand in brackets; brackets of the text itself only move the marks."""
    parts = excerpt.replace("]", "[").split("[")
    return tuple((part, marked) for part, marked in zip(parts, cycle((False, True)), strict=False) if part)
