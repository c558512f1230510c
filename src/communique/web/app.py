"""The application: routes, templates, and what wraps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from communique import __version__
from communique.errors import CommuniqueError, InputError, LedgerError, UnknownNameError
from communique.ledger import Ledger, open_ledger
from communique.web import pages, review
from communique.web.api import router
from communique.web.problems import problem
from communique.web.security import LOOPBACK, Guard

HERE = Path(__file__).parent
STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownNameError, 404, "Unknown name"),
    (InputError, 422, "Cannot be read"),
    (PermissionError, 403, "Form refused"),
    (LedgerError, 503, "Ledger not available"),
)


def create_app(ledger: str | Path, *, hosts: frozenset[str] = LOOPBACK, token: str | None = None) -> FastAPI:
    """The application over one ledger file. ``hosts`` are the names it answers to; with ``token`` every request must carry it.

    Raises ``LedgerError`` where the ledger cannot be opened.
    """
    open_ledger(ledger).close()
    middleware = [Middleware(Guard, hosts=hosts, token=token)]
    app = FastAPI(
        title="Communique", version=__version__, middleware=middleware, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.open = _opener(ledger)
    app.state.templates = Jinja2Templates(HERE / "templates")
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    for path, page in PAGES.items():
        app.add_api_route(path, page, methods=["GET"], include_in_schema=False)
    app.add_api_route("/paste", pages.pasted, methods=["POST"], include_in_schema=False)
    app.add_api_route("/decisions", review.decided, methods=["POST"], include_in_schema=False)
    app.include_router(router)
    for kind in (CommuniqueError, PermissionError):
        app.add_exception_handler(kind, _explained)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unrouted)
    return app


PAGES: dict[str, Callable[[Request], Response]] = {
    "/": pages.overview,
    "/happenings/{identity}": pages.happening,
    "/articles/{number:int}": pages.article,
    "/actors/{identity:path}": pages.actor,
    "/search": pages.search,
    "/review": review.review,
    "/paste": pages.paste,
    "/data": pages.data,
}


def _opener(path: str | Path) -> Callable[[], Ledger]:
    return lambda: open_ledger(path)


async def _explained(request: Request, error: Exception) -> Response:
    status, title = next(((s, t) for kind, s, t in STATUS if isinstance(error, kind)), (500, "Failure"))
    if request.url.path.startswith("/api/"):
        return problem(status, title, str(error))
    return pages.failed(request, status, title, str(error))


async def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    return problem(422, "Wrong parameter", "; ".join(f"{'.'.join(map(str, w['loc']))}: {w['msg']}" for w in wrong))


async def _unrouted(request: Request, error: Exception) -> Response:
    status, words = (error.status_code, str(error.detail)) if isinstance(error, HTTPException) else (500, "Failure")
    if request.url.path.startswith("/api/"):
        return problem(status, words, f"{request.method} {request.url.path} is not answered here.")
    return pages.failed(request, status, words, "There is no such page here.")
