"""Reports → happenings. A first form: every report is a happening of its own."""

from __future__ import annotations

import hashlib

import msgspec

from communique.ledger.store import Ledger
from communique.model import Event, Record


def place(ledger: Ledger, snapshot: int, record_number: int, record: Record) -> None:
    """Give the reports of a record their happenings, inside the transaction that stores it.

    The snapshot is its article's newest and the record its current one: reports of the article's other texts and records go.
    """
    db = ledger.db
    gone = [
        row["happening"]
        for row in db.execute(
            "SELECT happening FROM report WHERE snapshot IN"
            " (SELECT number FROM snapshot WHERE article = (SELECT article FROM snapshot WHERE number = ?))",
            (snapshot,),
        )
    ]
    db.execute(
        "DELETE FROM report WHERE snapshot IN (SELECT number FROM snapshot WHERE article ="
        " (SELECT article FROM snapshot WHERE number = ?))",
        (snapshot,),
    )
    db.executemany("UPDATE statement SET happening = NULL WHERE happening = ?", [(h,) for h in gone])
    db.executemany("DELETE FROM happening WHERE number = ?", [(h,) for h in gone])
    placed = {e.id: _placed(ledger, snapshot, record_number, record, e) for e in record.events}
    db.executemany(
        "UPDATE statement SET happening = ? WHERE snapshot = ? AND id = ?",
        [(placed[s.event], snapshot, s.id) for s in record.statements if s.event],
    )


def _placed(ledger: Ledger, snapshot: int, record_number: int, record: Record, event: Event) -> int:
    db = ledger.db
    first = next((e for e in event.evidence if e.field == "trigger"), event.evidence[0])
    key = f"{record.article.sha256}:{first.start}-{first.end}:{event.type}"
    ident = "h" + hashlib.sha256(f"{snapshot} {event.id} {key}".encode()).hexdigest()[:12]
    when, where = event.when, event.where
    earliest = when.earliest.isoformat() if when and when.earliest else None
    latest = when.latest.isoformat() if when and when.latest else None
    numbers = {a: db.execute("SELECT number FROM actor WHERE id = ?", (a,)).fetchone()[0] for a in event.parties}
    initiator = numbers.get(event.initiator) if event.initiator else None
    added = db.execute(
        "INSERT INTO happening (id, type, mode, medium, status, earliest, latest, edtf, place, country, lat, lon, duration_minutes,"
        " initiator, confidence, reports, sources, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 'coded')",
        (
            *(ident, event.type, event.mode, event.medium, event.status, earliest, latest, when.edtf if when else None),
            *((where.name, where.country, where.lat, where.lon) if where else (None, None, None, None)),
            *(event.duration_minutes, initiator, event.confidence),
        ),
    )
    happening = int(added.lastrowid or 0)
    parties = [(happening, numbers[a], "actor", earliest) for a in dict.fromkeys(event.actors)]
    parties += [(happening, numbers[a], "recipient", earliest) for a in dict.fromkeys(event.recipients)]
    db.executemany("INSERT INTO party (happening, actor, role, earliest) VALUES (?, ?, ?, ?)", parties)
    db.execute(
        "INSERT INTO report (key, record, snapshot, event, happening, json, state, reasons) VALUES (?, ?, ?, ?, ?, ?, 'coded', '[]')",
        (key, record_number, snapshot, event.id, happening, msgspec.json.encode(event).decode()),
    )
    return happening
