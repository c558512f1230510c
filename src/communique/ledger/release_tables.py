"""The tables of a release that no single record gives: happenings, which report stands with which, and their ties."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import msgspec

from communique.export.tables import Column, Values


class LedgerTable(msgspec.Struct, frozen=True):
    """A table, its columns, and the query that gives its rows."""

    name: str
    columns: tuple[Column, ...]
    query: str

    def rows(self, db: sqlite3.Connection) -> Iterator[Values]:
        """The rows; a list of words is one cell."""
        names = [c.name for c in self.columns]
        for row in db.execute(self.query):
            values = dict(zip(names, tuple(row), strict=True))
            if "reasons" in values:
                values["reasons"] = "; ".join(json.loads(values["reasons"]))
            yield values


_COUNTS = "h.absorbed IS NULL AND h.state <> 'rejected'"
LEDGER_TABLES = (
    LedgerTable("happenings", (
        Column("happening", "string", "id of what happened, whatever number of articles report it"),
        Column("type", "string", "PLOVER event type"),
        Column("mode", "string", "PLOVER mode"),
        Column("medium", "string", "phone, video, in_person, letter or unspecified; empty for what is no contact"),
        Column("status", "string", "occurred, planned, proposed, cancelled, postponed, denied or hypothetical"),
        Column("earliest", "date", "first possible day; empty is open"),
        Column("latest", "date", "last possible day; empty is open"),
        Column("edtf", "string", "the same interval in Extended Date/Time Format"),
        Column("place", "string", "name of the place"),
        Column("place_country", "string", "ISO 3166-1 alpha-3 of the place"),
        Column("duration_minutes", "integer", "how long it took"),
        Column("confidence", "number", "how sure, 0 to 1: that of the surest report"),
        Column("reports", "integer", "articles that report it"),
        Column("sources", "integer", "the same, near-duplicate copies counted once"),
        Column("state", "string", "coded by the program, or confirmed by a person"),
    ), f"""SELECT h.id, h.type, h.mode, h.medium, h.status, h.earliest, h.latest, h.edtf, h.place, h.country, h.duration_minutes,
                  h.confidence, h.reports, h.sources, h.state FROM happening h WHERE {_COUNTS}"""),
    LedgerTable("reports", (
        Column("event", "string", "id of the event as one article reports it"),
        Column("sha256", "string", "digest of that article's text"),
        Column("happening", "string", "id of the happening that it is a report of"),
        Column("reasons", "string", "why it stands with it, separated by semicolons; empty for the report that founded it"),
    ), f"""SELECT r.event, n.sha256, h.id, r.reasons FROM report r JOIN snapshot n ON n.number = r.snapshot
           JOIN happening h ON h.number = r.happening WHERE r.state <> 'rejected' AND {_COUNTS}"""),
    LedgerTable("links", (
        Column("source", "string", "id of a happening"),
        Column("kind", "string", "fulfils, cancels or postpones a plan, or was about a happening"),
        Column("target", "string", "id of the other happening"),
    ), """SELECT s.id, l.kind, t.id FROM link l JOIN happening s ON s.number = l.source JOIN happening t ON t.number = l.target
          WHERE s.state <> 'rejected' AND t.state <> 'rejected'"""),
)  # fmt: skip
