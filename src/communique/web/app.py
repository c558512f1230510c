"""The application: routes, templates, and what wraps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.templating import Jinja2Templates

from communique import __version__
from communique.errors import CommuniqueError, InputError, LedgerError, UnknownNameError
from communique.export.base import country_name
from communique.ledger import open_ledger
from communique.ledger.library import LIBRARY
from communique.render.words import clipped, days_words
from communique.web import actors, ahead, articles, contact, data, files, often, overview, pages, patience, review, search
from communique.web.api import router
from communique.web.assets import asset, load_assets
from communique.web.coding import Desk
from communique.web.kept import Kept
from communique.web.marking import lined
from communique.web.problems import problem
from communique.web.security import Gate, Guard

HERE = Path(__file__).parent
STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownNameError, 404, "Unknown name"),
    (InputError, 422, "Cannot be read"),
    (PermissionError, 403, "Form refused"),
    (LedgerError, 503, "Ledger not available"),
)


def create_app(ledger: str | Path, *, gate: Gate | None = None, seconds: float = patience.SECONDS) -> FastAPI:
    """The application over one ledger file. ``gate`` says who may come in: without one, this machine, by its own names.

    ``seconds`` is how long the questions of one request may take. Raises ``LedgerError`` where the ledger cannot be opened.
    """
    open_ledger(ledger).close()
    gate = gate or Gate()
    app = FastAPI(
        title="Communique", version=__version__, middleware=[Middleware(Guard, gate=gate)], docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    app.state.gate, app.state.open = gate, patience.opener(ledger, seconds)
    app.state.desk = Desk()
    app.state.kept = Kept(ledger)
    app.state.assets, app.state.templates = load_assets(), Jinja2Templates(HERE / "templates")
    app.state.warm = lambda: _warm(app)
    app.state.templates.env.filters |= {
        "days": days_words,
        "clipped": clipped,
        "lined": lined,
        **{part.__name__: part for part in (often.slots, often.stretches, often.choices, often.edges, often.pairs)},
        "country": lambda code: country_name(code) or code,
    }
    app.state.templates.env.globals["version"] = __version__
    app.state.templates.env.finalize = pages.straight
    for path, page in PAGES.items():
        app.add_api_route(path, page, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/static/{name}", asset, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/paste", articles.pasted, methods=["POST"], include_in_schema=False)
    app.add_api_route("/decisions", review.decided, methods=["POST"], include_in_schema=False)
    app.include_router(router)
    for kind in (CommuniqueError, PermissionError):
        app.add_exception_handler(kind, _explained)
    app.add_exception_handler(LIBRARY.Error, _stopped)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unrouted)
    return app


def _warm(app: FastAPI) -> None:
    overview.warm(app.state.kept, app.state.templates.env)
    ahead.keep_ahead(app.state.kept, app.state.templates.env)


PAGES: dict[str, Callable[[Request], Response]] = {
    "/": overview.overview,
    "/happenings/{identity}": contact.happening,
    "/articles/{number:int}": articles.article,
    "/actors/{identity:path}": actors.actor,
    "/dyads/{one}/{other}": actors.dyad,
    "/search": search.search,
    "/review": review.review,
    "/paste": articles.paste,
    "/data": data.data,
    "/data/interface": data.interface,
    "/data/schema": data.schema,
    "/feeds/events.atom": files.atom,
    "/feeds/planned.ics": files.ical,
    "/exports/{name}": files.exported,
}


async def _explained(request: Request, error: Exception) -> Response:
    status, title = next(((s, t) for kind, s, t in STATUS if isinstance(error, kind)), (500, "Failure"))
    meant = instead(request, error) if isinstance(error, UnknownNameError) else ()
    return _told(request, status, title, str(error), meant)


def instead(request: Request, error: UnknownNameError) -> tuple[tuple[str, str], ...]:
    """The names that are like an unknown one, each with what the address asked for said of it; of another page, with its own page."""
    asked = request.query_params.multi_items()
    return tuple(
        (name, "/?" + urlencode([(k, name if v.strip() == error.name else v) for k, v in asked]))
        if any(v.strip() == error.name for _, v in asked)
        else (name, f"/actors/{quote(name)}")
        for name in error.suggestions
    )


async def _stopped(request: Request, error: Exception) -> Response:
    """SQLite was stopped, or found something wrong: the ledger is as it was."""
    if str(error) == "interrupted":
        return _told(request, 503, "Takes too long", patience.TOO_LONG)
    return _told(request, 503, "Ledger not available", f"The ledger could not answer: {error}")


def _told(request: Request, status: int, title: str, words: str, meant: tuple[tuple[str, str], ...] = ()) -> Response:
    if request.url.path.startswith("/api/"):
        return problem(status, title, words)
    return pages.failed(request, status, title, words, meant)


async def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    return problem(422, "Wrong parameter", "; ".join(f"{'.'.join(map(str, w['loc']))}: {w['msg']}" for w in wrong))


async def _unrouted(request: Request, error: Exception) -> Response:
    status, words = (error.status_code, str(error.detail)) if isinstance(error, HTTPException) else (500, "Failure")
    if request.url.path.startswith("/api/"):
        return problem(status, words, f"{request.method} {request.url.path} is not answered here.")
    return pages.failed(request, status, words.capitalize(), "There is no such page here.")
