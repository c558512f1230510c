"""An article beside its record, and the box in which a text of one's own becomes one."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import InputError
from communique.ledger import Ledger
from communique.ledger.ingest import ingest
from communique.ledger.snapshots import Around, around
from communique.model import Event, Record
from communique.render.story import tell
from communique.render.words import clipped
from communique.web.coding import Desk
from communique.web.marking import passages
from communique.web.pages import missing, opened, page
from communique.web.security import checked_form

# The facts about a text that the form asks for, besides its date.
FACTS = ("title", "publisher", "url")
LONGEST_FACT, LONGEST_PROOF = 2_000, 48
# SQLite knows no larger ones.
MOST_NUMBER = 2**63 - 1
NO_ARTICLE = "There is no such article in this ledger."


class Proof(msgspec.Struct, frozen=True):
    """One field of an event with the words that prove it; ``ref`` is where they stand, ``more`` how many other stretches do."""

    field: str
    ref: str
    words: str
    more: int


def article(request: Request) -> Response:
    """One snapshot: the text with its evidence marked, beside its record."""
    number = request.path_params["number"]
    if number > MOST_NUMBER:
        return missing(request, NO_ARTICLE)
    with opened(request) as ledger:
        record = ledger.record(number)
        known = around(ledger.db, number)
    if record is None:
        return missing(request, NO_ARTICLE)
    return _record_page(request, record, known)


def _record_page(request: Request, record: Record, known: Around | None, given: Mapping[str, str] | None = None) -> Response:
    proofs = {e.id: _proofs(record, e) for e in record.events}
    return page(
        request, "article.html", record=record, story=tell(record), passages=passages(record), proofs=proofs, around=known, given=given
    )


def _proofs(record: Record, event: Event) -> tuple[Proof, ...]:
    by_field: dict[str, list[str]] = {}
    for e in event.evidence:
        by_field.setdefault(e.field, []).append(record.article.text[e.start : e.end])
    return tuple(Proof(f, f"{event.id}-{f}", clipped(found[0], LONGEST_PROOF), len(found) - 1) for f, found in by_field.items())


def paste(request: Request) -> Response:
    """The box for a text of one's own."""
    return page(request, "paste.html", given={}, trouble="")


async def pasted(request: Request) -> Response:
    """The record of a pasted text. It is shown, and stored only where the form says so."""
    given = await checked_form(request)
    desk: Desk = request.app.state.desk
    try:
        record = await run_in_threadpool(_coded, desk, given)
    except InputError as error:
        return page(request, "paste.html", 422, given=given, trouble=str(error))
    if given.get("store") != "yes":
        return _record_page(request, record, None, given)
    number = await run_in_threadpool(_stored, opened(request), record)
    return RedirectResponse(f"/articles/{number}", 303)


def _coded(desk: Desk, given: Mapping[str, str]) -> Record:
    # Browsers send CRLF for every line end of a form.
    text = given.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise InputError("Paste a text first.")
    long = [f for f in FACTS if len(given.get(f, "")) > LONGEST_FACT]
    if long:
        raise InputError(f"The {long[0]} has more than {LONGEST_FACT:,} characters.")
    facts = {f: given[f].strip() for f in FACTS if given.get(f, "").strip()}
    return desk.code(text, given.get("published", "").strip() or None, facts)


def _stored(ledger: Ledger, record: Record) -> int:
    with ledger:
        return next(iter(ingest(ledger, [record]))).snapshot
