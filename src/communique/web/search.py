"""Articles that hold words."""

from __future__ import annotations

from itertools import cycle

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import CommuniqueError, InputError
from communique.ledger import Ledger
from communique.ledger.names import resolve
from communique.ledger.queries import Hit
from communique.ledger.queries import search as texts_with
from communique.web.filters import LONGEST, PAGE
from communique.web.pages import opened, page


class Found(msgspec.Struct, frozen=True):
    """One article; the excerpt's pieces with whether they are the words looked for."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]


def search(request: Request) -> Response:
    """The articles, the best matches first; a name that is known leads to its actor too."""
    words, number = request.query_params.get("q", "").strip(), request.query_params.get("page", "1")
    if len(words) > LONGEST:
        raise InputError(f"the search has {len(words)} characters; at most {LONGEST} are looked for")
    if not number.isdecimal() or not 0 < int(number) < 10_000:
        raise InputError(f"page {number!r} is no page")
    start = (int(number) - 1) * PAGE
    with opened(request) as ledger:
        hits = texts_with(ledger.db, words, limit=start + PAGE + 1)[start:] if words else ()
        known = _known(ledger, words)
    found = [Found(h, _pieces(h.excerpt)) for h in hits[:PAGE]]
    return page(request, "search.html", words=words, found=found, known=known, number=int(number), more=len(hits) > PAGE)


def _known(ledger: Ledger, words: str) -> str | None:
    try:
        return words if words and resolve(ledger.db, words) else None
    except CommuniqueError:
        return None


def _pieces(excerpt: str) -> tuple[tuple[str, bool], ...]:
    """The words looked for stand in brackets; brackets of the text itself only move the marks."""
    parts = excerpt.replace("]", "[").split("[")
    return tuple((part, marked) for part, marked in zip(parts, cycle((False, True)), strict=False) if part)
