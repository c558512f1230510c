"""The same answers as JSON, under ``/api/v1``. Errors are RFC 9457 problem details."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator, Field

from communique.ledger import Ledger, overviews, queries
from communique.ledger.facets import Wanted, newest
from communique.ledger.names import resolve
from communique.ledger.portraits import counterparts, offices, pending
from communique.ledger.whole import whole
from communique.model import EventType, Medium, Status
from communique.render.schema import record_schema
from communique.web.filters import LONGEST
from communique.web.kept import kept_of
from communique.web.pages import opened
from communique.web.problems import described, problem

router = APIRouter(prefix="/api/v1", tags=["ledger"], responses=described(401, 404, 421, 422, 503))


def _iso(given: object) -> object:
    """A day is written as such: pydantic alone would take a number for seconds since 1970."""
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise ValueError("a day is written as 2025-08-18")
    return given


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[dt.date, BeforeValidator(_iso)]


class Asked(BaseModel):
    """The overview's filters, as a program gives them."""

    who: list[str] = Field([], max_length=5, description="Who takes part: names, ids or countries; all of them.")
    since: Day | None = Field(None, description="Not over before this day.")
    until: Day | None = Field(None, description="Begun by this day.")
    medium: list[Medium] = Field([], description="By what means; any of them.")
    status: list[Status] = Field([], description="How it stands; any of them.")
    type: list[EventType] = Field([], description="PLOVER types; any of them, and not contacts only.")
    place: list[str] = Field([], max_length=20, description="Where, by the place's name; any of them.")
    source: list[str] = Field([], max_length=20, description="Publishers; any of them tells of it.")
    q: str = Field("", max_length=LONGEST, description="Words that a text telling of it holds, all of them.")
    kind: Literal["contacts", "all"] = Field("contacts", description="Contacts only, or all events.")

    def wanted(self, ledger: Ledger) -> Wanted:
        """The selection that is meant in a ledger. Raises ``UnknownNameError``."""
        many: dict[str, Any] = {f: tuple(dict.fromkeys(getattr(self, f))) for f in ("medium", "status", "type", "place", "source")}
        return Wanted(
            parties=tuple(resolve(ledger.db, name) for name in self.who),
            since=self.since,
            until=self.until,
            contacts_only=self.kind == "contacts" and not self.type,
            words=self.q.strip(),
            **many,
        )


class Stretch(BaseModel):
    """Which part of a long answer is asked for."""

    after: int = Field(0, ge=0, le=10_000_000, description="The cursor: `next` of the answer before.")
    limit: int = Field(100, ge=1, le=1000, description="At most so many answers.")

    @property
    def stop(self) -> int:
        """Where the part ends, and the next begins."""
        return self.after + self.limit


class AskedStretch(Stretch, Asked):
    """A part of a selection."""


class Quoted(Stretch):
    """Whose words, and about whom."""

    by: str | None = Field(None, description="Who says it: a name, an id or a country.")
    about: str | None = Field(None, description="Whom it is about, in the same way.")


class Waited(Stretch):
    """Contacts of some parties within some days."""

    who: list[str] = Field([], max_length=5, description="Who takes part: names, ids or countries; all of them.")
    since: Day | None = Field(None, description="Not over before this day.")
    until: Day | None = Field(None, description="Begun by this day.")

    def found(self, ledger: Ledger, **more: Any) -> tuple[queries.Contact, ...]:
        """Those in a ledger, one more than is asked for where there are so many. Raises ``UnknownNameError``."""
        parties = tuple(resolve(ledger.db, name) for name in self.who)
        selection = queries.Selection(parties=parties, since=self.since, until=self.until, limit=self.stop + 1, **more)
        return queries.happenings(ledger.db, selection)


class Due(Waited):
    """Those that were due before a day."""

    on: Day = Field(description="Due before this day: today's date is never taken by itself.")


class Searched(Stretch):
    """The words of a search."""

    q: str = Field(max_length=LONGEST, description="Words that an article holds, all of them.")


@router.get("/happenings")
def happenings(request: Request, asked: Annotated[AskedStretch, Query()]) -> JSONResponse:
    """Happenings, the newest first, the undated last. Rejected and absorbed ones are left out; `total` counts the selection."""
    with opened(request) as ledger:
        chosen, _ = kept_of(request).answer(ledger, asked.wanted(ledger))
        found = newest(ledger.db, chosen.columns, chosen.rows, start=asked.after, most=asked.limit)
    return _json({"items": found, "next": asked.stop if chosen.total > asked.stop else None, "total": chosen.total})


@router.get("/counts")
def counts(request: Request, asked: Annotated[Asked, Query()]) -> JSONResponse:
    """How many happenings each value of each filter would leave, as beside the overview; the most frequent first."""
    with opened(request) as ledger:
        chosen, counted = kept_of(request).answer(ledger, asked.wanted(ledger))
    return _json({"total": chosen.total, "counts": {f: [{"value": v, "number": n} for v, n in found] for f, found in counted.items()}})


@router.get("/happenings/{identity}")
def happening(request: Request, identity: str) -> JSONResponse:
    """One happening: both sides' accounts, its reports with the reasons why they stand together, ties, and decisions.

    An absorbed id gives what absorbed it.
    """
    with opened(request) as ledger:
        found = queries.rows_of(ledger.db, [identity])
        if not found:
            return problem(404, "Not found", f"There is no happening {identity} in this ledger.")
        return _json(whole(ledger.db, found[0]))


@router.get("/actors/{identity}")
def actor(request: Request, identity: str) -> JSONResponse:
    """One actor by any name or id: offices, counterparts, and what is still open on the ledger's last day."""
    with opened(request) as ledger:
        named = resolve(ledger.db, identity)
        kept = kept_of(request)
        chosen, _ = kept.answer(ledger, Wanted(parties=(named,)))
        key = named.country or (_id_of(ledger, named.actors[0]) if len(named.actors) == 1 else "")
        return _json(
            {
                "id": key,
                "contacts": chosen.total,
                "offices": offices(key),
                "counterparts": counterparts(ledger.db, chosen, (named,)),
                "pending": pending(ledger.db, kept.columns(), (named,)),
            }
        )


@router.get("/articles/{number}")
def article(request: Request, number: Annotated[int, Path(ge=0, le=2**53)]) -> JSONResponse:
    """The current record of one text, by its number; people's decisions are not applied to it."""
    with opened(request) as ledger:
        record = ledger.record(number)
    return _json(record) if record else problem(404, "Not found", f"There is no text {number} in this ledger.")


@router.get("/quotes")
def quotes(request: Request, asked: Annotated[Quoted, Query()]) -> JSONResponse:
    """Statements by somebody, about somebody, or both; the newest article first."""
    with opened(request) as ledger:
        by, about = (resolve(ledger.db, name) if name else None for name in (asked.by, asked.about))
        return _listed(queries.quotes(ledger.db, by=by, about=about, limit=asked.stop + 1), asked)


@router.get("/overdue")
def overdue(request: Request, asked: Annotated[Due, Query()]) -> JSONResponse:
    """Planned contacts whose day has passed without any report of what became of them."""
    with opened(request) as ledger:
        return _listed(asked.found(ledger, overdue_on=asked.on), asked)


@router.get("/one-sided")
def one_sided(request: Request, asked: Annotated[Waited, Query()]) -> JSONResponse:
    """Contacts that took place, of which only one side gives an account."""
    with opened(request) as ledger:
        return _listed(asked.found(ledger, one_sided=True), asked)


@router.get("/search")
def search(request: Request, asked: Annotated[Searched, Query()]) -> JSONResponse:
    """Articles that hold all the words; words in quotation marks stand together."""
    with opened(request) as ledger:
        return _listed(queries.search(ledger.db, asked.q, limit=asked.stop + 1), asked)


@router.get("/totals")
def totals(request: Request) -> JSONResponse:
    """How much the ledger holds, and what coded it."""
    with opened(request) as ledger:
        return _json(overviews.totals(ledger.db))


@router.get("/schema")
def schema() -> JSONResponse:
    """The JSON Schema (2020-12) of a record."""
    return JSONResponse(record_schema())


def _id_of(ledger: Ledger, number: int) -> str:
    return str(ledger.db.execute("SELECT id FROM actor WHERE number = ?", (number,)).fetchone()["id"])


def _listed(found: Sequence[Any], asked: Stretch) -> JSONResponse:
    """The part that is asked for of answers that go one beyond it, if there are so many."""
    return _json({"items": found[asked.after : asked.stop], "next": asked.stop if len(found) > asked.stop else None})


def _json(value: Any) -> JSONResponse:
    return JSONResponse(msgspec.to_builtins(value))
