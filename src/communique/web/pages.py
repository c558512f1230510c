"""The pages: each a function from a request to an answer, over the ledger's own questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import CommuniqueError, InputError
from communique.ledger import Ledger, overviews, queries, reviewing
from communique.ledger.compare import compare
from communique.ledger.names import resolve
from communique.ledger.values import FIELDS
from communique.model import Record
from communique.render.story import tell
from communique.web import charts
from communique.web.coding import Desk
from communique.web.filters import PAGE, filters_of, selection_of
from communique.web.marking import passages
from communique.web.security import COOKIE, checked_form, form_token


def overview(request: Request) -> Response:
    """The table of happenings with its filters."""
    filters = filters_of(request.query_params, list(request.query_params.multi_items()))
    with opened(request) as ledger:
        found = queries.happenings(ledger.db, selection_of(ledger, filters))
        counts = _counts(request, ledger)
        drawn = queries.happenings(ledger.db, msgspec.structs.replace(selection_of(ledger, filters), limit=charts.MOST_DRAWN))
        spots = overviews.places(ledger.db, [c.id for c in drawn])
    start = (filters.page - 1) * PAGE
    more = len(found) > start + PAGE
    by_state = request.query_params.get("by") == "states"
    pictures = {
        "timeline": charts.timeline(drawn),
        "network": charts.network(drawn, by_state=by_state),
        "places": charts.places(spots),
    }
    return page(
        request, "overview.html", filters=filters, counts=counts, contacts=found[start : start + PAGE], more=more,
        pictures=pictures, drawn=len(drawn), most=charts.MOST_DRAWN, spots=spots, by_state=by_state,
    )  # fmt: skip


def _counts(request: Request, ledger: Ledger) -> dict[str, tuple[tuple[str, int], ...]]:
    """The counts beside the filters; of a million happenings they take seconds, so they are kept until the file changes."""
    file, waiting = ledger.path.stat(), Path(f"{ledger.path}-wal")
    # SQLite makes the waiting file anew whenever somebody opens the ledger: only what stands in it counts.
    stamp = (file.st_mtime_ns, file.st_size, waiting.stat().st_size if waiting.exists() else 0)
    kept: tuple[object, dict[str, tuple[tuple[str, int], ...]]] | None = getattr(request.app.state, "counts", None)
    if kept is None or kept[0] != stamp:
        kept = request.app.state.counts = (stamp, overviews.counts(ledger.db))
    return kept[1]


def happening(request: Request) -> Response:
    """One happening: both sides' accounts, its reports, what it is linked with."""
    identity = request.path_params["identity"]
    with opened(request) as ledger:
        (contact, *_) = queries.rows_of(ledger.db, [identity]) or (None,)
        if contact is None:
            return _missing(request, f"There is no happening {identity} in this ledger.")
        if contact.id != identity:
            return RedirectResponse(f"/happenings/{contact.id}", 308)
        comparison, links = compare(ledger.db, contact), overviews.links(ledger.db, contact.id)
        told, history = overviews.reports(ledger.db, contact.id), reviewing.history(ledger.db, contact.id)
        return page(
            request,
            "happening.html",
            contact=contact,
            comparison=comparison,
            links=links,
            reports=told,
            history=history,
            fields=tuple(FIELDS),
            done=request.query_params.get("done", ""),
        )


def article(request: Request) -> Response:
    """One snapshot: the text with its evidence marked, beside its record."""
    with opened(request) as ledger:
        record = ledger.record(request.path_params["number"])
    if record is None:
        return _missing(request, "There is no such article in this ledger.")
    return _record_page(request, record, stored=True)


def actor(request: Request) -> Response:
    """One actor: contacts, counterparts and words."""
    identity = request.path_params["identity"]
    with opened(request) as ledger:
        named = resolve(ledger.db, identity)
        contacts = queries.happenings(ledger.db, queries.Selection(parties=(named,), contacts_only=False, limit=PAGE))
        quotes = queries.quotes(ledger.db, by=named, limit=PAGE)
    return page(request, "actor.html", name=_name_of(identity, contacts), identity=identity, contacts=contacts, quotes=quotes)


def _name_of(identity: str, contacts: tuple[queries.Contact, ...]) -> str:
    return next((p.name for c in contacts for p in c.parties if p.id == identity), identity)


def search(request: Request) -> Response:
    """Articles that hold words; a name that is known leads to its actor instead."""
    words = request.query_params.get("q", "").strip()
    with opened(request) as ledger:
        hits = queries.search(ledger.db, words, limit=PAGE) if words else ()
        known = _known(ledger, words)
    return page(request, "search.html", words=words, hits=hits, known=known)


def _known(ledger: Ledger, words: str) -> str | None:
    try:
        return words if words and resolve(ledger.db, words) else None
    except CommuniqueError:
        return None


def paste(request: Request) -> Response:
    """The box for a text of one's own."""
    return page(request, "paste.html", text="", published="", trouble="")


async def pasted(request: Request) -> Response:
    """The record of a pasted text; nothing is stored."""
    fields = await checked_form(request)
    # Browsers send CRLF for every line end of a form.
    text, published = fields.get("text", "").replace("\r\n", "\n"), fields.get("published", "").strip()
    desk: Desk = request.app.state.desk
    try:
        if not text.strip():
            raise InputError("Paste a text first.")
        record = await run_in_threadpool(desk.code, text, published or None)
    except InputError as error:
        return page(request, "paste.html", 422, text=text, published=published, trouble=str(error))
    return _record_page(request, record, stored=False)


def data(request: Request) -> Response:
    """What is in the ledger."""
    with opened(request) as ledger:
        return page(request, "data.html", totals=overviews.totals(ledger.db))


def _record_page(request: Request, record: Record, *, stored: bool) -> Response:
    fields = {e.id: tuple(dict.fromkeys(p.field for p in e.evidence)) for e in record.events}
    return page(request, "article.html", record=record, story=tell(record), passages=passages(record), fields=fields, stored=stored)


def opened(request: Request) -> Ledger:
    """The application's ledger, opened for one request."""
    open_it: Callable[[], Ledger] = request.app.state.open
    return open_it()


def failed(request: Request, status: int, title: str, words: str) -> Response:
    """A page that says what went wrong."""
    return page(request, "error.html", status, title=title, words=words)


def _missing(request: Request, words: str) -> Response:
    return failed(request, 404, "Not found", words)


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A template filled in, with the word that its forms must carry."""
    token = form_token(request)
    context = {"form_token": token, "path": request.url.path, **values}
    answer: Response = request.app.state.templates.TemplateResponse(request, template, context, status_code=status)
    if request.cookies.get(COOKIE) != token:
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer
