"""What all pages share: the ledger of a request, a template filled in, and what is shown where something is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.ledger import Ledger
from communique.web.security import COOKIE, form_token


def opened(request: Request) -> Ledger:
    """The application's ledger, opened for one request."""
    open_it: Callable[[], Ledger] = request.app.state.open
    return open_it()


def failed(request: Request, status: int, title: str, words: str, meant: tuple[tuple[str, str], ...] = ()) -> Response:
    """A page that says what went wrong, with what may have been ``meant`` and where that leads."""
    return page(request, "error.html", status, title=title, words=words, meant=meant)


def missing(request: Request, words: str) -> Response:
    """A page that says that there is no such thing."""
    return failed(request, 404, "Not found", words)


# Embeddings, overrides and isolates of the bidirectional algorithm.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(value: object) -> object:
    """What an expression of a template shows: marks that turn the direction of writing would turn the page's own words beside it too.

    Texts that are shown as they were published go through the filter ``e`` first, which leaves them as they are.
    """
    return value if type(value) is not str or value.isascii() else _TURNING.sub("", value)


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A template filled in, with the word that its forms must carry."""
    token = form_token(request)
    context = {"form_token": token, "path": request.url.path, **values}
    answer: Response = request.app.state.templates.TemplateResponse(request, template, context, status_code=status)
    return marked(request, answer, token)


def marked(request: Request, answer: Response, token: str) -> Response:
    """An answer that gives the browser the word that forms must carry, where it does not have it."""
    if request.cookies.get(COOKIE) != token:
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer
