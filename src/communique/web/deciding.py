"""Forms by which decisions are written: from their fields to the log. Records are never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request

from communique.errors import InputError
from communique.ledger import Ledger, queries
from communique.ledger.decisions import decide
from communique.ledger.making import Reason, fixing, keeping, marking, merging, splitting, undoing
from communique.model import Decision
from communique.web.security import visitor

Fields = Mapping[str, str]
LONGEST = 2_000
COOKIE = "communique_by"


def write(ledger: Ledger, fields: Fields) -> tuple[str, ...]:
    """Log what a form asks for; the ids of the decisions. Raises ``InputError`` where it cannot be meant so, and then logs nothing."""
    because, by = fields.get("because", "").strip(), fields.get("by", "").strip()
    if not because or not by:
        raise InputError("Say why (a source, a reason) and who decides.")
    if max(map(len, fields.values())) > LONGEST:
        raise InputError(f"A field of a decision has at most {LONGEST:,} characters.")
    ask = ASKED.get(fields.get("kind", ""))
    if ask is None:
        raise InputError(f"{fields.get('kind', '')!r} is no decision; use one of: {', '.join(ASKED)}")
    return tuple(d.id for d in decide(ledger, ask(ledger, fields, Reason(because, by))))


def decider(request: Request) -> dict[str, Any]:
    """Who decides, as far as it is known: the proxy says so, which then is ``fixed``, or the visitor did before."""
    gate = request.app.state.gate
    return {"name": visitor(gate, request) or unquote(request.cookies.get(COOKIE, ""))[:200], "fixed": bool(gate.header)}


def done_of(asked: Mapping[str, str]) -> str:
    """How many decisions an address says were written; empty where it says anything but a number: pages repeat nobody's words as theirs."""
    told = asked.get("done", "")
    return told if told.isascii() and told.isdecimal() and len(told) < 4 else ""


def changed(fields: Fields) -> dict[str, str]:
    """The fields whose value is no more what the page showed."""
    typed = {key.removeprefix("fix."): value for key, value in fields.items() if key.startswith("fix.")}
    return {field: value for field, value in typed.items() if value.strip() != fields.get(f"was.{field}", "").strip()}


def _fix(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    values = changed(fields)
    if not values:
        raise InputError("Nothing was changed: change a field, or confirm.")
    return fixing(ledger.db, fields.get("id", ""), {f: _known(ledger, fields, f, v) for f, v in values.items()}, reason)


def _known(ledger: Ledger, fields: Fields, field: str, value: str) -> str:
    """Parties that keep the name which the page showed stay who they are, though others may be called the same."""
    if field not in ("actors", "recipients", "initiator"):
        return value or "none"
    ids = {p.name: p.id for c in queries.rows_of(ledger.db, [fields.get("id", "")]) for p in c.parties}
    return "; ".join(ids.get(name.strip(), name.strip()) for name in value.split(";"))


def _mark(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return marking(ledger.db, "confirm" if fields["kind"] == "confirm" else "reject", [fields.get("id", "")], reason)


def _merge(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    others = [fields.get("into", ""), *fields.get("value", "").split()]
    return merging(ledger.db, [fields.get("id", ""), *(o for o in others if o)], reason)


def _split(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return splitting(ledger.db, [fields.get("report") or fields.get("id", "")], reason)


def _undo(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return [d for identity in fields.get("id", "").split() or [""] for d in undoing(ledger.db, identity, reason)]


def _keep(ledger: Ledger, fields: Fields, reason: Reason) -> list[Decision]:
    return keeping(ledger.db, fields.get("id", ""), reason)


ASKED: dict[str, Callable[[Ledger, Fields, Reason], list[Decision]]] = {
    "fix": _fix,
    "confirm": _mark,
    "reject": _mark,
    "merge": _merge,
    "split": _split,
    "undo": _undo,
    "keep": _keep,
}
