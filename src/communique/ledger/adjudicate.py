"""From a settled sheet to decisions, and from decided events to gold that the current rules are measured against."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from communique.errors import InputError
from communique.ledger.agreement import FIELDS, OR, Coded
from communique.ledger.applying import plain_value
from communique.ledger.decisions import now
from communique.ledger.keys import REPORTS, target_of
from communique.ledger.values import NOTHING, parse_value
from communique.model import Decision, DecisionKind, Event


def rulings(db: sqlite3.Connection, sheet: Mapping[str, Coded], *, because: str, by: str) -> Iterator[Decision]:
    """The decisions that make the ledger say what a settled sheet says: fixes, then a confirmation; a rejection where the type is ``none``.

    Lines without a value are passed over, and so is what is decided so already. Raises ``InputError`` for an event that is not in the
    ledger, a value that is not settled, and a wrong one.
    """
    for key, coded in sheet.items():
        if any((coded.type, coded.status, coded.medium, coded.parties)):
            row = _report(db, key, coded)
            for kind, change in _changes(db, row, coded):
                yield Decision(kind=kind, targets=(target_of(key),), because=because, by=by, at=now(), **change)


def _report(db: sqlite3.Connection, key: str, coded: Coded) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        f"SELECT json, machine, state FROM report WHERE number IN {REPORTS} ORDER BY number", (key,)
    ).fetchone()
    if row is None:
        raise InputError(f"{key}: no event of this ledger has this key; was the sheet made from another, or from an older coding?")
    open_fields = [f for f in (*FIELDS, "parties") if OR.strip() in str(getattr(coded, f) or "")]
    if open_fields:
        raise InputError(f"{key}: {open_fields[0]} is not settled: write one value in place of {getattr(coded, open_fields[0])!r}")
    return row


def _changes(db: sqlite3.Connection, row: sqlite3.Row, coded: Coded) -> Iterator[tuple[DecisionKind, dict[str, Any]]]:
    if coded.type in NOTHING:
        if row["state"] != "rejected":
            yield "reject", {}
        return
    event = msgspec.json.decode(row["json"], type=Event)
    machine = msgspec.json.decode(row["machine"] or row["json"], type=Event)
    for field, value in _wanted(db, event, coded):
        if value != plain_value(event, field):
            yield "fix", {"field": field, "before": plain_value(machine, field), "after": value}
    if row["state"] != "confirmed":
        yield "confirm", {}


def _wanted(db: sqlite3.Connection, event: Event, coded: Coded) -> Iterator[tuple[str, object]]:
    for field in FIELDS:
        if text := getattr(coded, field):
            yield field, parse_value(db, field, text)
    if coded.parties:
        ids = parse_value(db, "actors", "; ".join(coded.parties))
        assert isinstance(ids, list)
        actors, recipients = _roles(event, ids)
        yield from (("actors", actors), ("recipients", recipients))


def _roles(event: Event, ids: list[str]) -> tuple[list[str], list[str]]:
    """Parties keep the side on which they stand; new ones are recipients, but somebody must act."""
    actors = [i for i in event.actors if i in ids] or ids[:1]
    kept = [i for i in event.recipients if i in ids and i not in actors]
    return actors, kept + [i for i in ids if i not in (*actors, *kept)]


class Gold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article as ``communique evaluate records`` takes it: its contacts that people have decided, and pairs that had none."""

    id: str
    text: str
    style: str = "gold"
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    contacts: tuple[dict[str, object], ...] = ()
    never_contacts: tuple[dict[str, object], ...] = ()


_DECIDED = """
    SELECT n.number, n.article, n.title, n.publisher, n.url, n.published, n.text, r.json, r.state
    FROM report r JOIN snapshot n ON n.number = r.snapshot
    WHERE n.number IN (SELECT snapshot FROM report WHERE state <> 'coded') ORDER BY n.number, r.number"""


def gold(db: sqlite3.Connection) -> Iterator[Gold]:
    """The articles of which people have decided every contact, as gold: confirmed ones are wanted, rejected ones must not be found."""
    articles: dict[int, list[sqlite3.Row]] = {}
    for row in db.execute(_DECIDED):
        articles.setdefault(row["number"], []).append(row)
    for rows in articles.values():
        found = [(msgspec.json.decode(r["json"], type=Event), r["state"]) for r in rows]
        contacts = [(e, state) for e, state in found if e.medium is not None]
        if all(state != "coded" for _, state in contacts):
            yield _gold(db, rows[0], contacts)


def _gold(db: sqlite3.Connection, article: sqlite3.Row, contacts: Iterable[tuple[Event, str]]) -> Gold:
    right = [e for e, state in contacts if state == "confirmed"]
    met = {frozenset(e.parties) for e in right}
    wrong = [e for e, state in contacts if state == "rejected" and not any(set(e.parties) <= m for m in met)]
    facts = {f: article[f] for f in ("text", "title", "publisher", "url", "published")}
    never: tuple[dict[str, object], ...] = tuple({"who": _names(db, e)} for e in wrong)
    return Gold(id=article["article"], contacts=tuple(_contact(db, e) for e in right), never_contacts=never, **facts)


def _contact(db: sqlite3.Connection, event: Event) -> dict[str, object]:
    found: dict[str, object] = {"id": event.id, "who": _names(db, event), "medium": event.medium, "status": event.status}
    if event.when:
        found["when"] = [str(d) if d else None for d in (event.when.earliest, event.when.latest)]
    return found


def _names(db: sqlite3.Connection, event: Event) -> list[str]:
    marks = ", ".join("?" * len(event.parties))
    return [r["name"] for r in db.execute(f"SELECT name FROM actor WHERE id IN ({marks}) ORDER BY id", event.parties)]
