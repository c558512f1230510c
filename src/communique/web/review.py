"""The review page: what waits for a person, and the forms by which decisions are written. Records are never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import InputError
from communique.ledger import Ledger, reviewing
from communique.ledger.decisions import decide
from communique.ledger.making import Reason, fixing, marking, merging, splitting, undoing
from communique.ledger.values import FIELDS
from communique.model import Decision
from communique.web.pages import opened, page
from communique.web.security import checked_form

Fields = Mapping[str, str]
LONGEST = 2_000


def review(request: Request) -> Response:
    """The queue, the most pressing first."""
    with opened(request) as ledger:
        return page(
            request, "review.html", queue=reviewing.queue(ledger.db), fields=tuple(FIELDS), done=request.query_params.get("done", "")
        )


async def decided(request: Request) -> Response:
    """Log what a form asks for, and go back to the page it came from."""
    fields = await checked_form(request)
    made = await run_in_threadpool(_log, opened(request), fields)
    back = fields.get("back", "")
    target = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review"
    return RedirectResponse(f"{target}{'&' if '?' in target else '?'}done={made}", 303)


def _log(ledger: Ledger, fields: Fields) -> int:
    because, by = fields.get("because", "").strip(), fields.get("by", "").strip()
    if not because or not by:
        raise InputError("Say why (a source, a reason) and who decides.")
    if max(map(len, fields.values())) > LONGEST:
        raise InputError(f"A field of a decision has at most {LONGEST:,} characters.")
    ask = ASKED.get(fields.get("kind", ""))
    if ask is None:
        raise InputError(f"{fields.get('kind', '')!r} is no decision; use one of: {', '.join(ASKED)}")
    with ledger:
        return len(decide(ledger, ask(ledger, fields, Reason(because, by))))


def _fix(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return fixing(ledger.db, fields.get("id", ""), {fields.get("field", ""): fields.get("value", "")}, reason)


def _mark(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return marking(ledger.db, "confirm" if fields["kind"] == "confirm" else "reject", [fields.get("id", "")], reason)


def _merge(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return merging(ledger.db, [fields.get("id", ""), *fields.get("value", "").split()], reason)


def _split(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return splitting(ledger.db, [fields.get("id", "")], reason)


def _undo(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return undoing(ledger.db, fields.get("id", ""), reason)


ASKED: dict[str, Callable[[Ledger, Fields, Reason], list[Decision]]] = {
    "fix": _fix,
    "confirm": _mark,
    "reject": _mark,
    "merge": _merge,
    "split": _split,
    "undo": _undo,
}
