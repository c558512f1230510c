"""The words behind a happening, or behind a decision: each report's event with the text that it stands in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from communique.ledger.applying import plain_value
from communique.ledger.hands import Logged
from communique.ledger.keys import REPORTS
from communique.model import Event, Target

MOST_REPORTS = 12


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One report: its key, its event with decisions applied, and the text with its facts."""

    key: str
    event: Event
    state: str
    snapshot: int
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


_TEXT = "n.number AS snapshot, n.text, n.title, n.publisher, n.published, n.url"
_FACTS = ("snapshot", "text", "title", "publisher", "published", "url")


def proofs(db: sqlite3.Connection, identity: str, limit: int = MOST_REPORTS) -> tuple[Proof, ...]:
    """The reports of a happening, the surest first, one for each text: copies share it."""
    query = f"""SELECT r.key, r.json, r.state, {_TEXT} FROM report r JOIN happening h ON h.number = r.happening
                JOIN snapshot n ON n.number = r.snapshot WHERE h.id = ?
                GROUP BY r.key ORDER BY json_extract(r.json, '$.confidence') DESC, r.key LIMIT ?"""
    return tuple(_proof(row) for row in db.execute(query, (identity, limit)))


def _proof(row: sqlite3.Row) -> Proof:
    event = msgspec.json.decode(row["json"], type=Event)
    return Proof(key=row["key"], event=event, state=row["state"], **{f: row[f] for f in _FACTS})


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a decision points: the text, if the ledger has it, and the happening of its report, if there is one."""

    target: Target
    happening: str | None
    now: object
    snapshot: int | None
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def places(db: sqlite3.Connection, logged: Logged) -> tuple[Place, ...]:
    """What a decision is about, as far as the ledger has it; ``now`` is what the machine says today of a field that was fixed."""
    return tuple(_place(db, target, logged.decision.field) for target in logged.decision.targets)


def _place(db: sqlite3.Connection, target: Target, field: str | None) -> Place:
    report = db.execute(
        f"""SELECT COALESCE(r.machine, r.json) AS machine, h.id FROM report r JOIN happening h ON h.number = r.happening
           WHERE r.number IN {REPORTS} ORDER BY r.number LIMIT 1""",
        (target.key,),
    ).fetchone()
    row = db.execute(f"SELECT {_TEXT} FROM snapshot n WHERE n.sha256 = ? ORDER BY n.number LIMIT 1", (target.sha256,)).fetchone()
    facts = {f: row[f] if row else None for f in _FACTS} | {"text": row["text"] if row else ""}
    now = plain_value(msgspec.json.decode(report["machine"], type=Event), field) if report and field else None
    return Place(target=target, happening=report["id"] if report else None, now=now, **facts)


def names(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """The names of actors by their ids; those that the ledger does not know are left out."""
    marks = ", ".join("?" * len(ids))
    return {row["id"]: row["name"] for row in db.execute(f"SELECT id, name FROM actor WHERE id IN ({marks})", tuple(ids))}
