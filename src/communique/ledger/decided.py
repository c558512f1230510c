"""The ledger as records again: the newest record of every article, with the decisions that hold applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from communique.ledger.keys import listed
from communique.ledger.members import day
from communique.ledger.store import Ledger
from communique.model import Actor, Event, Record, When, Where


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


def merged(ledger: Ledger, numbers: Iterable[int] | None = None) -> Iterator[Record]:
    """Each happening once, with what all its reports say, in the record of the report that speaks for it; other events are left out.

    That report says the same type and status, and is the surest of those. The event's id is the happening's; its evidence, topics and
    statements are that report's. With ``numbers``, the ledger's own of happenings, only these.
    """
    chosen = None if numbers is None else listed(numbers)
    rows = ledger.db.execute(
        _SPEAKERS.format("" if chosen is None else "AND c.number IN (SELECT value FROM json_each(?))"), (chosen,)[chosen is None :]
    )
    for snapshot, group in groupby(rows, key=lambda r: int(r["snapshot"])):
        record = ledger.record(snapshot)
        if record is not None:
            yield _merged(ledger.db, record, list(group))


_SPEAKERS = """
    SELECT h.*, p.snapshot, p.event, p.json, i.id AS initiator_id FROM (
        SELECT r.number, r.snapshot, r.event, r.json, r.happening, ROW_NUMBER() OVER (
            PARTITION BY r.happening ORDER BY json_extract(r.json, '$.status') <> c.status, json_extract(r.json, '$.type') <> c.type,
            json_extract(r.json, '$.confidence') DESC, r.key, r.number) AS place
        FROM report r JOIN happening c ON c.number = r.happening WHERE r.state <> 'rejected' AND c.absorbed IS NULL {}) p
    JOIN happening h ON h.number = p.happening LEFT JOIN actor i ON i.number = h.initiator
    WHERE p.place = 1 ORDER BY p.snapshot, h.id"""
_PARTIES = "SELECT a.id, p.role FROM party p JOIN actor a ON a.number = p.actor WHERE p.happening = ?"
_ABOUT = "SELECT t.id FROM link l JOIN happening t ON t.number = l.target WHERE l.source = ? AND l.kind = 'about' ORDER BY t.id"


def _merged(db: sqlite3.Connection, record: Record, rows: Sequence[sqlite3.Row]) -> Record:
    names = {row["event"]: row["id"] for row in rows}
    events = [_event(db, row, set(names.values())) for row in rows]
    statements = tuple(msgspec.structs.replace(s, event=names.get(s.event or "")) for s in record.statements)
    known = {a.id for a in record.actors}
    added = dict.fromkeys(p for e in events for p in (*e.parties, *([e.initiator] if e.initiator else [])) if p not in known)
    actors = (*record.actors, *(_actor(db, identity) for identity in added))
    return msgspec.structs.replace(record, events=tuple(events), statements=statements, actors=actors)


def _event(db: sqlite3.Connection, row: sqlite3.Row, here: set[str]) -> Event:
    """The event of the report that speaks for a happening, with what the happening says in its place."""
    told = msgspec.json.decode(row["json"], type=Event)
    parties = {role: {p["id"] for p in db.execute(_PARTIES, (row["number"],)) if p["role"] == role} for role in ("actor", "recipient")}
    facts = {f: row[f] for f in ("id", "type", "mode", "medium", "status", "duration_minutes", "confidence")}
    return msgspec.structs.replace(
        told,
        actors=_ordered(told, parties["actor"]),
        recipients=_ordered(told, parties["recipient"]),
        when=_when(row, told),
        where=_where(db, row, told),
        initiator=row["initiator_id"],
        about=tuple(a["id"] for a in db.execute(_ABOUT, (row["number"],)) if a["id"] in here),
        **facts,
    )


def _ordered(told: Event, ids: set[str]) -> tuple[str, ...]:
    """As the report has them, those of other reports after them."""
    return (*(p for p in dict.fromkeys(told.parties) if p in ids), *sorted(ids - set(told.parties)))


def _when(row: sqlite3.Row, told: Event) -> When | None:
    earliest, latest = day(row["earliest"]), day(row["latest"])
    if told.when and (told.when.earliest, told.when.latest) == (earliest, latest):
        return told.when
    return When(earliest, latest, row["edtf"], "") if row["edtf"] else None


def _where(db: sqlite3.Connection, row: sqlite3.Row, told: Event) -> Where | None:
    if row["place"] is None or (told.where and told.where.name == row["place"]):
        return told.where if row["place"] else None
    query = "SELECT json_extract(json, '$.where') FROM report WHERE happening = ? AND json_extract(json, '$.where.name') = ? ORDER BY key"
    other = db.execute(query, (row["number"], row["place"])).fetchone()
    return msgspec.json.decode(other[0], type=Where)
