"""The same answers as JSON, under ``/api/v1``. Errors are RFC 9457 problem details."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from communique.ledger import Ledger, overviews, queries
from communique.ledger.compare import compare
from communique.ledger.facets import Wanted, newest
from communique.ledger.names import resolve
from communique.ledger.portraits import counterparts, offices, pending
from communique.model import EventType, Medium, Status
from communique.render.schema import record_schema
from communique.web.kept import Kept
from communique.web.problems import described, problem

router = APIRouter(prefix="/api/v1", tags=["ledger"], responses=described(401, 404, 421, 422, 503))
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many answers.")]
After = Annotated[int, Query(ge=0, le=10_000_000, description="The cursor: `next` of the answer before.")]
Names = Annotated[list[str], Query(max_length=5, description="Who takes part: names, ids or countries; all of them.")]
Media = Annotated[list[Medium], Query(description="By what means; any of them.")]
Statuses = Annotated[list[Status], Query(description="How it stands; any of them.")]
Types = Annotated[list[EventType], Query(description="PLOVER types; any of them, and not contacts only.")]
Places = Annotated[list[str], Query(max_length=20, description="Where, by the place's name; any of them.")]
Sources = Annotated[list[str], Query(max_length=20, description="Publishers; any of them tells of it.")]
Words = Annotated[str, Query(max_length=500, description="Words that a text telling of it holds, all of them.")]
Since = Annotated[dt.date | None, Query(description="Not over before this day.")]
Until = Annotated[dt.date | None, Query(description="Begun by this day.")]
Kind = Annotated[Literal["contacts", "all"], Query(description="Contacts only, or all events.")]


@router.get("/happenings")
def happenings(
    request: Request,
    *,
    who: Names = [],  # noqa: B006 - FastAPI copies it
    since: Since = None,
    until: Until = None,
    medium: Media = [],  # noqa: B006
    status: Statuses = [],  # noqa: B006
    type: Types = [],  # noqa: A002, B006
    place: Places = [],  # noqa: B006
    source: Sources = [],  # noqa: B006
    q: Words = "",
    kind: Kind = "contacts",
    after: After = 0,
    limit: Limit = 100,
) -> JSONResponse:
    """Happenings, the newest first, the undated last. Rejected and absorbed ones are left out; `total` counts the selection."""
    asked: dict[str, list[Any]] = {"medium": medium, "status": status, "type": type, "place": place, "source": source}
    with _ledger(request) as ledger:
        wanted = _wanted(ledger, who, asked, since=since, until=until, words=q, kind=kind)
        chosen, _ = _kept(request).answer(ledger, wanted)
        found = newest(ledger.db, chosen.columns, chosen.rows, start=after, most=limit)
    return _json({"items": found, "next": after + limit if chosen.total > after + limit else None, "total": chosen.total})


@router.get("/counts")
def counts(
    request: Request,
    *,
    who: Names = [],  # noqa: B006
    since: Since = None,
    until: Until = None,
    medium: Media = [],  # noqa: B006
    status: Statuses = [],  # noqa: B006
    type: Types = [],  # noqa: A002, B006
    place: Places = [],  # noqa: B006
    source: Sources = [],  # noqa: B006
    q: Words = "",
    kind: Kind = "contacts",
) -> JSONResponse:
    """How many happenings each value of each filter would leave, as beside the overview; the most frequent first."""
    asked: dict[str, list[Any]] = {"medium": medium, "status": status, "type": type, "place": place, "source": source}
    with _ledger(request) as ledger:
        wanted = _wanted(ledger, who, asked, since=since, until=until, words=q, kind=kind)
        chosen, counted = _kept(request).answer(ledger, wanted)
    return _json({"total": chosen.total, "counts": {f: [{"value": v, "number": n} for v, n in found] for f, found in counted.items()}})


@router.get("/happenings/{identity}")
def happening(request: Request, identity: str) -> JSONResponse:
    """One happening with both sides' accounts; an absorbed id gives what absorbed it."""
    with _ledger(request) as ledger:
        found = queries.rows_of(ledger.db, [identity])
        if not found:
            return problem(404, "Not found", f"There is no happening {identity} in this ledger.")
        return _json(compare(ledger.db, found[0]))


@router.get("/actors/{identity}")
def actor(request: Request, identity: str) -> JSONResponse:
    """One actor by any name or id: offices, counterparts, and what is still open on the ledger's last day."""
    with _ledger(request) as ledger:
        named = resolve(ledger.db, identity)
        chosen, _ = _kept(request).answer(ledger, Wanted(parties=(named,)))
        key = named.country or (_id_of(ledger, named.actors[0]) if len(named.actors) == 1 else "")
        return _json(
            {
                "id": key,
                "contacts": chosen.total,
                "offices": offices(key),
                "counterparts": counterparts(ledger.db, chosen, (named,)),
                "pending": pending(ledger.db, chosen.columns, (named,)),
            }
        )


@router.get("/articles/{number}")
def article(request: Request, number: Annotated[int, Path(ge=0, le=2**53)]) -> JSONResponse:
    """The current record of one text, by its number; people's decisions are not applied to it."""
    with _ledger(request) as ledger:
        record = ledger.record(number)
    return _json(record) if record else problem(404, "Not found", f"There is no text {number} in this ledger.")


@router.get("/quotes")
def quotes(request: Request, by: str | None = None, about: str | None = None, after: After = 0, limit: Limit = 100) -> JSONResponse:
    """Statements by somebody, about somebody, or both; the newest article first."""
    with _ledger(request) as ledger:
        named = [resolve(ledger.db, n) if n else None for n in (by, about)]
        found = queries.quotes(ledger.db, by=named[0], about=named[1], limit=after + limit + 1)[after:]
    return _listed(found, after, limit)


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=500)], after: After = 0, limit: Limit = 100) -> JSONResponse:
    """Articles that hold all the words; words in quotation marks stand together."""
    with _ledger(request) as ledger:
        found = queries.search(ledger.db, q, limit=after + limit + 1)[after:]
    return _listed(found, after, limit)


@router.get("/totals")
def totals(request: Request) -> JSONResponse:
    """How much the ledger holds, and what coded it."""
    with _ledger(request) as ledger:
        return _json(overviews.totals(ledger.db))


@router.get("/schema")
def schema() -> JSONResponse:
    """The JSON Schema (2020-12) of a record."""
    return JSONResponse(record_schema())


def _wanted(
    ledger: Ledger, who: list[str], asked: dict[str, list[Any]], *, since: dt.date | None, until: dt.date | None, words: str, kind: str
) -> Wanted:
    return Wanted(
        parties=tuple(resolve(ledger.db, n) for n in who),
        since=since,
        until=until,
        contacts_only=kind == "contacts" and not asked["type"],
        words=words.strip(),
        **{field: tuple(dict.fromkeys(values)) for field, values in asked.items()},
    )


def _id_of(ledger: Ledger, number: int) -> str:
    return str(ledger.db.execute("SELECT id FROM actor WHERE number = ?", (number,)).fetchone()["id"])


def _listed(found: tuple[Any, ...], after: int, limit: int) -> JSONResponse:
    return _json({"items": found[:limit], "next": after + limit if len(found) > limit else None})


def _kept(request: Request) -> Kept:
    kept: Kept = request.app.state.kept
    return kept


def _ledger(request: Request) -> Ledger:
    ledger: Ledger = request.app.state.open()
    return ledger


def _json(value: Any) -> JSONResponse:
    return JSONResponse(msgspec.to_builtins(value))
