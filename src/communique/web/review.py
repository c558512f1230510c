"""The review page: what waits for a person, one thing at a time, with the words that it rests on and the forms that decide it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import get_args
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import CommuniqueError, InputError
from communique.ledger import Ledger, reviewing
from communique.ledger.compare import compare
from communique.ledger.decisions import logged_as
from communique.ledger.hands import Logged
from communique.ledger.names import resolve
from communique.ledger.proofs import Place, Proof, names, places, proofs
from communique.ledger.queries import Contact, Selection, happenings, rows_of
from communique.ledger.values import FIELDS
from communique.model import EventType, Medium, Span, Status
from communique.web.deciding import COOKIE, decider, done_of, write
from communique.web.excerpts import Excerpt, excerpt, excerpts
from communique.web.filters import page_of
from communique.web.pages import opened, page
from communique.web.security import checked_form, visitor

PAGE = 20
MOST_PAGES = 1_000
# Happenings of the same parties that may be the same thing: so many days around, so many shown.
DAYS_AROUND = 21
MOST_ALIKE = 6
MOST_IDS = 100
CHOICES = {"type": get_args(EventType), "status": get_args(Status), "medium": (*get_args(Medium), "none")}


class Where(msgspec.Struct, frozen=True):
    """A place in the queue; every one is an address."""

    reason: reviewing.Reason
    page: int = 1
    item: str = ""

    def address(self, **changes: object) -> str:
        """The address of this place, or of one with some of it changed."""
        values = msgspec.structs.asdict(self) | changes
        return "/review?" + urlencode([(k, v) for k, v in values.items() if v and (k, v) != ("page", 1)])


class Told(msgspec.Struct, frozen=True):
    """A report and the passages that prove it."""

    proof: Proof
    excerpts: tuple[Excerpt, ...]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What is being looked at: a happening or a decision, with all that the page shows of it."""

    id: str
    contact: Contact | None = None
    told: tuple[Told, ...] = ()
    values: Mapping[str, str] = {}
    alike: tuple[Contact, ...] = ()
    silent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    logged: Logged | None = None
    places: tuple[tuple[Place, tuple[Excerpt, ...]], ...] = ()


def review(request: Request) -> Response:
    """The queue of one reason, and one thing of it in full."""
    return _shown(request, request.query_params, 200, "", {})


async def decided(request: Request) -> Response:
    """Log what a form asks for, and go on to the next; what cannot be meant is told beside the form, with all that was typed."""
    fields = await checked_form(request)
    if request.app.state.gate.header:
        fields["by"] = visitor(request.app.state.gate, request)
    try:
        made = await run_in_threadpool(_written, request, fields)
    except InputError as error:
        if not fields.get("back", "").startswith("/review?"):
            raise
        asked = dict(parse_qsl(urlsplit(fields["back"]).query)) | {"item": fields.get("id", "")}
        return await run_in_threadpool(_shown, request, asked, 422, str(error), fields)
    answer = RedirectResponse(_onwards(fields, made), 303)
    answer.set_cookie(COOKIE, quote(fields["by"].strip()), httponly=True, samesite="strict")
    return answer


def _written(request: Request, fields: Mapping[str, str]) -> tuple[str, ...]:
    with opened(request) as ledger:
        return write(ledger, fields)


def _onwards(fields: Mapping[str, str], made: tuple[str, ...]) -> str:
    back = fields.get("back", "")
    target = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review"
    more = {"done": str(len(made))}
    if target.startswith("/review") and fields["kind"] != "undo" and len(made) <= MOST_IDS:
        more |= {"made": ".".join(i[:12] for i in made), "last": fields.get("id", "")[:80]}
    return f"{target}{'&' if '?' in target else '?'}{urlencode(more)}"


def _shown(request: Request, asked: Mapping[str, str], status: int, trouble: str, typed: Mapping[str, str]) -> Response:
    with opened(request) as ledger:
        counts = reviewing.counts(ledger.db)
        where = _where(asked, counts)
        ids = reviewing.waiting(ledger.db, where.reason, start=(where.page - 1) * PAGE, limit=PAGE)
        at = asked.get("item") or (ids[0] if ids else "")
        return page(
            request, "review.html", status, counts=counts, where=where, item=_item(ledger, at), listed=_listed(ledger, where.reason, ids),
            at=at, steps=_steps(where, ids, at, counts[where.reason]), reasons=reviewing.reasons_given(ledger.db), by=decider(request),
            choices=CHOICES, most=reviewing.MOST_COUNTED, trouble=trouble, typed=typed, pages=-(-counts[where.reason] // PAGE),
            done=done_of(asked), made=asked.get("made", "").split("."), last=asked.get("last", ""),
        )  # fmt: skip


def _where(asked: Mapping[str, str], counts: Mapping[reviewing.Reason, int]) -> Where:
    """Which part of the queue is asked for; without a word about it, the first that has anything. Raises ``InputError``."""
    first = next((r for r in reviewing.REASONS if counts[r]), "unsure")
    reason, number = asked.get("reason") or first, page_of(asked, MOST_PAGES)
    if reason not in reviewing.REASONS:
        raise InputError(f"{reason[:80]!r} is no reason to wait; use one of: {', '.join(reviewing.REASONS)}")
    last = max(1, -(-counts[reason] // PAGE))
    beyond = counts[reason] < reviewing.MOST_COUNTED and number > last
    return msgspec.convert({"reason": reason, "page": last if beyond else number, "item": asked.get("item", "")}, Where)


def _steps(where: Where, ids: tuple[str, ...], at: str, count: int) -> dict[str, str]:
    """The addresses of the next and the one before, and of where a decision leads: what is decided leaves the queue, others move up."""
    place = ids.index(at) if at in ids else -1
    full = count >= reviewing.MOST_COUNTED or where.page * PAGE < count
    after = ids[place + 1] if place + 1 < len(ids) else ""
    following = where.address(item=after) if after else where.address(page=where.page + 1, item="") if full else ""
    before = where.address(item=ids[place - 1]) if place > 0 else where.address(page=where.page - 1, item="") if where.page > 1 else ""
    return {"next": following, "before": before, "onwards": where.address(item=after), "here": where.address(item=at)}


def _listed(ledger: Ledger, reason: reviewing.Reason, ids: tuple[str, ...]) -> list[Contact | Logged]:
    if reason in ("conflict", "orphan"):
        return [logged_as(ledger.db, i) for i in ids]
    return list(rows_of(ledger.db, ids))


def _item(ledger: Ledger, identity: str) -> Item | None:
    """A happening by its id, or a decision by its; ``None`` for an id that nothing has."""
    found = rows_of(ledger.db, [identity])
    if found:
        return _happening(ledger, found[0])
    try:
        logged = logged_as(ledger.db, identity)
    except InputError:
        return None
    pointed = tuple((p, excerpt(p.text, Span(p.target.start, p.target.end))) for p in places(ledger.db, logged))
    return Item(id=logged.id, logged=logged, places=pointed)


def _happening(ledger: Ledger, contact: Contact) -> Item:
    found = proofs(ledger.db, contact.id)
    return Item(
        id=contact.id,
        contact=contact,
        told=tuple(Told(p, excerpts(p.text, p.event)) for p in found),
        values=_values(ledger, contact, found),
        alike=_alike(ledger, contact),
        silent=compare(ledger.db, contact).silent,
        unknown=tuple(dict.fromkeys(p.name for p in contact.parties if p.id.startswith("name:"))),
    )


def _values(ledger: Ledger, contact: Contact, found: tuple[Proof, ...]) -> dict[str, str]:
    """The fields that can be fixed, as a person types them."""
    facts = {f: getattr(contact, f) for f in ("type", "mode", "status", "medium", "duration_minutes")}
    parties = {f"{role}s": "; ".join(p.name for p in contact.parties if p.role == role) for role in ("actor", "recipient")}
    event = found[0].event if found else None
    initiator = event.initiator if event else None
    called = names(ledger.db, [initiator])[initiator] if initiator else None
    more = {"when": contact.edtf, "where": contact.place, "initiator": called, "topics": "; ".join(event.topics) if event else ""}
    return {f: "" if v is None else str(v) for f in FIELDS for v in ((facts | parties | more)[f],)}


def _alike(ledger: Ledger, contact: Contact) -> tuple[Contact, ...]:
    """Other contacts of the same parties around the same days: what it may have to be merged with."""
    try:
        parties = tuple(resolve(ledger.db, p.id) for p in contact.parties[:4])
    except CommuniqueError:
        return ()
    days = [dt.date.fromisoformat(d) for d in (contact.earliest, contact.latest) if d]
    around = dt.timedelta(days=DAYS_AROUND)
    since, until = (min(days) - around, max(days) + around) if days else (None, None)
    found = happenings(ledger.db, Selection(parties=parties, since=since, until=until, limit=MOST_ALIKE + 1))
    return tuple(c for c in found if c.id != contact.id)[:MOST_ALIKE]
