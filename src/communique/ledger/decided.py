"""The ledger as records again: the newest record of every article, with the decisions that hold applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from communique.ledger.store import Ledger
from communique.model import Actor, Event, Record


def decided(ledger: Ledger) -> Iterator[Record]:
    """Each article's current record as people corrected it: fixed fields are set, rejected events are gone, and so are links to them."""
    for record in ledger.records():
        rows = ledger.db.execute(_REPORTS, (record.article.sha256,)).fetchall()
        yield _corrected(ledger.db, record, {r["event"]: r for r in rows})


_REPORTS = """
    SELECT r.event, r.json, r.state FROM report r JOIN snapshot n ON n.number = r.snapshot WHERE n.latest = 1 AND n.sha256 = ?"""


def _corrected(db: sqlite3.Connection, record: Record, reports: dict[str, sqlite3.Row]) -> Record:
    told = (reports.get(e.id) for e in record.events)
    events = [msgspec.json.decode(r["json"], type=Event) for r in told if r and r["state"] != "rejected"]
    left = {e.id for e in events}
    linked = tuple(msgspec.structs.replace(e, about=tuple(a for a in e.about if a in left)) for e in events)
    statements = tuple(s if s.event in left else msgspec.structs.replace(s, event=None) for s in record.statements)
    known = {a.id for a in record.actors}
    added = dict.fromkeys(p for e in events for p in (*e.parties, *([e.initiator] if e.initiator else [])) if p not in known)
    actors = (*record.actors, *(_actor(db, identity) for identity in added))
    return msgspec.structs.replace(record, events=linked, statements=statements, actors=actors)


def _actor(db: sqlite3.Connection, identity: str) -> Actor:
    """Somebody whom only a decision names: the text has no mention."""
    row = db.execute("SELECT name, kind, country, office FROM actor WHERE id = ?", (identity,)).fetchone()
    return msgspec.convert({"id": identity, "mentions": (), **dict(row)}, Actor)
