"""The same answers as JSON, under ``/api/v1``. Errors are RFC 9457 problem details."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from communique.ledger import Ledger, queries
from communique.ledger.compare import compare
from communique.ledger.names import resolve
from communique.model import EventType, Medium, Status
from communique.web.problems import described, problem

router = APIRouter(prefix="/api/v1", tags=["ledger"], responses=described(401, 404, 421, 422, 503))
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many answers.")]
After = Annotated[int, Query(ge=0, le=10_000_000, description="The cursor: `next` of the answer before.")]
Names = Annotated[list[str], Query(max_length=5, description="Who takes part: names, ids or countries; all of them.")]


@router.get("/happenings")
def happenings(
    request: Request,
    *,
    who: Names = [],  # noqa: B006 - FastAPI copies it
    since: dt.date | None = None,
    until: dt.date | None = None,
    medium: Annotated[list[Medium], Query()] = [],  # noqa: B006
    status: Annotated[list[Status], Query()] = [],  # noqa: B006
    type: Annotated[list[EventType], Query()] = [],  # noqa: A002, B006
    kind: Literal["contacts", "all"] = "contacts",
    after: After = 0,
    limit: Limit = 100,
) -> JSONResponse:
    """Happenings, the newest first. Rejected and absorbed ones are left out."""
    with _ledger(request) as ledger:
        selection = queries.Selection(
            parties=tuple(resolve(ledger.db, n) for n in who),
            since=since,
            until=until,
            media=tuple(medium),
            statuses=tuple(status),
            types=tuple(type),
            contacts_only=kind == "contacts" and not type,
            limit=after + limit + 1,
        )
        found = queries.happenings(ledger.db, selection)[after:]
    return _json({"items": found[:limit], "next": after + limit if len(found) > limit else None})


@router.get("/happenings/{identity}")
def happening(request: Request, identity: str) -> JSONResponse:
    """One happening with both sides' accounts; an absorbed id gives what absorbed it."""
    with _ledger(request) as ledger:
        found = queries.rows_of(ledger.db, [identity])
        if not found:
            return problem(404, "Not found", f"There is no happening {identity} in this ledger.")
        return _json(compare(ledger.db, found[0]))


@router.get("/quotes")
def quotes(request: Request, by: str | None = None, about: str | None = None, limit: Limit = 100) -> JSONResponse:
    """Statements by somebody, about somebody, or both; the newest article first."""
    with _ledger(request) as ledger:
        named = [resolve(ledger.db, n) if n else None for n in (by, about)]
        return _json({"items": queries.quotes(ledger.db, by=named[0], about=named[1], limit=limit)})


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=500)], limit: Limit = 100) -> JSONResponse:
    """Articles that hold all the words; words in quotation marks stand together."""
    with _ledger(request) as ledger:
        return _json({"items": queries.search(ledger.db, q, limit=limit)})


def _ledger(request: Request) -> Ledger:
    ledger: Ledger = request.app.state.open()
    return ledger


def _json(value: Any) -> JSONResponse:
    return JSONResponse(msgspec.to_builtins(value))
