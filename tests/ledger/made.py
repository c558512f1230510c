"""Short records by hand, for what the ledger makes of many."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import msgspec

from communique.ledger import Ledger, ingest, open_ledger
from communique.model import Actor, Article, Engine, Event, Evidence, Medium, Record, Status, When, Where, Zone, edtf

ACTORS = {
    "wd:Q1": Actor("wd:Q1", "Ana Prado", "person", "CHL", "head_of_state", ()),
    "wd:Q2": Actor("wd:Q2", "Bo Lind", "person", "SWE", "head_of_government", ()),
    "wd:Q3": Actor("wd:Q3", "Chen Wu", "person", "SGP", "head_of_state", ()),
    "wd:Q4": Actor("wd:Q4", "Dina Faro", "person", "PER", "head_of_state", ()),
    "iso:CHL": Actor("iso:CHL", "Chile", "state", "CHL", None, ()),
    "iso:SWE": Actor("iso:SWE", "Sweden", "state", "SWE", None, ()),
    "name:leaders": Actor("name:leaders", "other leaders", "group", None, None, ()),
}
SANTIAGO = Where("Santiago", "CHL", -33.45, -70.66, 3871336)
STOCKHOLM = Where("Stockholm", "SWE", 59.33, 18.06, 2673730)


def when(first: str | None, last: str | None = None) -> When | None:
    """A day, or an interval."""
    if first is None and last is None:
        return None
    start = dt.date.fromisoformat(first) if first else None
    end = dt.date.fromisoformat(last) if last else start
    return When(start, end, edtf(start, end), "then")


def event(
    *parties: str, on: When | None = None, medium: Medium | None = "phone", status: Status = "occurred", at: int = 4, **more: object
) -> Event:
    """A contact of the first with the others; ``at`` is where its trigger stands."""
    known: dict[str, object] = {
        "type": "CONSULT", "mode": None, "contexts": (), "cameo": "041", "quad": 1, "reciprocal": True, "duration_minutes": None,
        "initiator": None, "where": None, "about": (), "topics": (), "statements": (), "rule": "made", "confidence": 0.8,
    }  # fmt: skip
    facts = known | more
    name = hashlib.sha256(repr((parties, at, medium, status)).encode()).hexdigest()[:12]
    proof = (Evidence("trigger", at, at + 3),)
    return Event(id=f"e{name}", actors=parties[:1], recipients=parties[1:], status=status, medium=medium, when=on, evidence=proof, **facts)  # type: ignore[arg-type]


def record(name: str, *events: Event, published: str = "2025-08-18", version: str = "0.1.0", text: str | None = None) -> Record:
    """An article with these events."""
    body = text or f"{name} {hashlib.sha256(name.encode()).hexdigest()} tells of what took place"
    digest = hashlib.sha256(body.encode()).hexdigest()
    used = sorted({p for e in events for p in e.parties})
    day = dt.date.fromisoformat(published)
    return Record(
        article=Article(name, name, "The Sample", f"https://example.org/{name}", day, "en", digest, body),
        zones=(Zone("body", 0, len(body)),),
        actors=tuple(ACTORS[p] for p in used),
        events=events,
        statements=(),
        times=(),
        problems=(),
        engine=Engine("rules", version, "2026.11", "none"),
    )


def ledger(folder: Path, *records: Record) -> Ledger:
    """A new ledger with these records, stored in order."""
    made = open_ledger(folder / "made.db", create=True)
    store(made, *records)
    return made


def store(into: Ledger, *records: Record) -> None:
    """More records."""
    for _ in ingest(into, records):
        pass


def groups(of: Ledger) -> set[frozenset[tuple[str, str]]]:
    """The happenings as sets of (article, event)."""
    rows = of.db.execute("SELECT r.happening, s.article, r.event FROM report r JOIN snapshot s ON s.number = r.snapshot")
    found: dict[int, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["happening"], set()).add((row["article"].rpartition("/")[2], row["event"]))
    return {frozenset(g) for g in found.values()}


def sizes(of: Ledger) -> list[int]:
    """How many reports each happening has, in order of size."""
    return sorted(len(g) for g in groups(of))


def ids(of: Ledger) -> dict[str, str]:
    """The id of the happening that each article's first report stands with."""
    rows = of.db.execute(
        "SELECT s.article, h.id FROM report r JOIN snapshot s ON s.number = r.snapshot JOIN happening h ON h.number = r.happening"
        " ORDER BY r.number DESC"
    )
    return {row["article"].rpartition("/")[2]: row["id"] for row in rows}


def state(of: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that decisions can change, by content."""
    queries = {
        "happenings": "SELECT id, type, medium, status, earliest, latest, edtf, place, duration_minutes, reports, sources, state"
        " FROM happening WHERE absorbed IS NULL ORDER BY id",
        "reports": "SELECT r.key, r.json, r.machine, r.state, h.id FROM report r JOIN happening h ON h.number = r.happening ORDER BY r.key",
        "parties": "SELECT h.id, a.id, p.role FROM party p JOIN happening h ON h.number = p.happening JOIN actor a ON a.number = p.actor"
        " ORDER BY 1, 2, 3",
        "links": "SELECT s.id, t.id, l.kind FROM link l JOIN happening s ON s.number = l.source JOIN happening t ON t.number = l.target"
        " ORDER BY 1, 2, 3",
    }
    return {name: [tuple(row) for row in of.db.execute(query)] for name, query in queries.items()}


def changed(one: Event, **facts: object) -> Event:
    """The event with other facts."""
    return msgspec.structs.replace(one, **facts)
