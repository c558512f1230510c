"""What pages show around the answers: counts for filters, the reports and links of a happening, totals."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

# The happenings that count: not absorbed, not rejected.
_COUNTS = "h.absorbed IS NULL AND h.state <> 'rejected'"
MOST_COUNTRIES = 12


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article's telling of a happening; ``words`` is the paragraph with its trigger."""

    snapshot: int
    event: str
    state: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    words: str
    reasons: tuple[str, ...]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Another happening that this one is tied to; ``kind`` reads from this one to that one."""

    kind: str
    id: str
    type: str
    medium: str | None
    status: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    parties: str


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How much a ledger holds."""

    articles: int
    snapshots: int
    happenings: int
    contacts: int
    statements: int
    actors: int
    decisions: int
    first: str | None
    last: str | None
    engines: tuple[str, ...]


def counts(db: sqlite3.Connection) -> dict[str, tuple[tuple[str, int], ...]]:
    """How many contacts each value of a filter has: ``medium``, ``status``, ``type``, ``country``; the most frequent first."""
    rows = db.execute(f"SELECT h.medium, h.status, h.type, COUNT(*) FROM happening h WHERE {_COUNTS} GROUP BY 1, 2, 3").fetchall()
    found = {field: _counted((row[i], row[3]) for row in rows) for i, field in enumerate(("medium", "status", "type"))}
    query = f"""SELECT a.country, COUNT(DISTINCT p.happening) AS n FROM party p JOIN actor a ON a.number = p.actor
                JOIN happening h ON h.number = p.happening WHERE {_COUNTS} AND h.medium IS NOT NULL AND a.country IS NOT NULL
                GROUP BY 1 ORDER BY n DESC, 1 LIMIT {MOST_COUNTRIES}"""
    return found | {"country": tuple((r[0], r[1]) for r in db.execute(query))}


def _counted(rows: Iterable[tuple[str | None, int]]) -> tuple[tuple[str, int], ...]:
    total = Counter[str]()
    for value, n in rows:
        if value is not None:
            total[value] += n
    return tuple(sorted(total.items(), key=lambda c: (-c[1], c[0])))


def reports(db: sqlite3.Connection, identity: str) -> tuple[Report, ...]:
    """The reports of a happening, the oldest article first."""
    query = """SELECT r.snapshot, r.event, r.state, r.reasons, r.json, n.title, n.publisher, n.published, n.url, n.text
               FROM report r JOIN happening h ON h.number = r.happening JOIN snapshot n ON n.number = r.snapshot
               WHERE h.id = ? ORDER BY n.published IS NULL, n.published, r.number"""
    return tuple(_report(row) for row in db.execute(query, (identity,)))


def _report(row: sqlite3.Row) -> Report:
    facts = {f: row[f] for f in ("snapshot", "event", "state", "title", "publisher", "published", "url")}
    return Report(words=_paragraph(row["text"], json.loads(row["json"])), reasons=tuple(map(str, json.loads(row["reasons"]))), **facts)


def _paragraph(text: str, event: dict[str, list[dict[str, int]]]) -> str:
    at = next((e["start"] for e in event["evidence"] if str(e["field"]) == "trigger"), 0)
    stop = text.find("\n", at)
    return " ".join(text[text.rfind("\n", 0, at) + 1 : len(text) if stop < 0 else stop].split())


def places(db: sqlite3.Connection, identities: Sequence[str]) -> tuple[tuple[str, float, float, int], ...]:
    """Where some happenings took place: (name, latitude, longitude, how many), the most frequent first."""
    found = Counter[tuple[str, float, float]]()
    for identity in identities:
        row = db.execute(
            "SELECT place, lat, lon FROM happening WHERE id = ? AND lat IS NOT NULL AND lon IS NOT NULL", (identity,)
        ).fetchone()
        if row is not None:
            found[(row["place"] or "", row["lat"], row["lon"])] += 1
    return tuple((name, lat, lon, n) for (name, lat, lon), n in sorted(found.items(), key=lambda f: (-f[1], f[0])))


_KINDS = {
    "about": ("was about", "was dealt with in"),
    "fulfils": ("fulfils the plan of", "was fulfilled by"),
    "cancels": ("cancels", "was cancelled by"),
    "postpones": ("postpones", "was postponed by"),
}


def links(db: sqlite3.Connection, identity: str) -> tuple[Link, ...]:
    """What a happening is tied to, in both directions."""
    query = """SELECT l.kind, 0 AS back, o.* FROM link l JOIN happening h ON h.number = l.source JOIN happening o ON o.number = l.target
               WHERE h.id = ?1 UNION ALL
               SELECT l.kind, 1 AS back, o.* FROM link l JOIN happening h ON h.number = l.target JOIN happening o ON o.number = l.source
               WHERE h.id = ?1 ORDER BY 1, 2, 4"""
    return tuple(_link(db, row) for row in db.execute(query, (identity,)))


def _link(db: sqlite3.Connection, row: sqlite3.Row) -> Link:
    names = db.execute("SELECT DISTINCT a.name FROM party p JOIN actor a ON a.number = p.actor WHERE p.happening = ?", (row["number"],))
    facts = {f: row[f] for f in ("id", "type", "medium", "status", "edtf", "earliest", "latest")}
    return Link(kind=_KINDS[row["kind"]][row["back"]], parties=", ".join(r["name"] for r in names), **facts)


def totals(db: sqlite3.Connection) -> Totals:
    """Everything counted once."""

    def one(query: str) -> int:
        return int(db.execute(query).fetchone()[0])

    days = db.execute("SELECT MIN(published), MAX(published) FROM snapshot").fetchone()
    return Totals(
        articles=one("SELECT COUNT(*) FROM article"),
        snapshots=one("SELECT COUNT(*) FROM snapshot"),
        happenings=one(f"SELECT COUNT(*) FROM happening h WHERE {_COUNTS}"),
        contacts=one(f"SELECT COUNT(*) FROM happening h WHERE {_COUNTS} AND h.medium IS NOT NULL"),
        statements=one("SELECT COUNT(*) FROM statement"),
        actors=one("SELECT COUNT(*) FROM actor"),
        decisions=one("SELECT COUNT(*) FROM decision"),
        first=days[0],
        last=days[1],
        engines=tuple(r[0] for r in db.execute("SELECT DISTINCT engine FROM record WHERE current = 1 ORDER BY 1")),
    )
