"""A small ledger by hand: one article, two contacts, and who says what about them."""

from __future__ import annotations

import json
import sqlite3

from communique.ledger.migrate import migrate

TEXT = "The president of Brazil told Narendra Modi by phone on Monday that he backed him. Vladimir Putin will visit India in May."
CALL, VISIT = 1, 2
ACTORS = (
    (1, "wd:Q37181", "Luiz Inácio Lula da Silva", "person", "BRA"),
    (2, "wd:Q1058", "Narendra Modi", "person", "IND"),
    (3, "wd:Q7747", "Vladimir Putin", "person", "RUS"),
    (4, "org:kremlin", "Kremlin", "government", "RUS"),
    (5, "name:celso-arruda", "Celso Arruda", "person", "BRA"),
    (6, "wd:Q668", "India", "state", "IND"),
)


def small_ledger() -> sqlite3.Connection:
    """The ledger's tables in memory, filled."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    migrate(db, ":memory:")
    insert(db, "article", key="a1", first_seen="2024-05-06T00:00:00Z")
    insert(db, "snapshot", number=1, article="a1", sha256="0" * 64, title="Calls", published="2024-05-06", text=TEXT, copies="c1", latest=1)
    insert(db, "record", number=1, snapshot=1, engine="e", json=b"{}", sha256="0" * 64, current=1)
    for number, identity, name, kind, country in ACTORS:
        insert(db, "actor", number=number, id=identity, name=name, kind=kind, country=country)
    _happening(db, CALL, "phone", "occurred", ("2024-05-06", "2024-05-06"), (1, 2))
    _happening(db, VISIT, "in_person", "planned", ("2024-05-01", "2024-05-31"), (3, 6))
    _statement(db, 1, speaker=1, outermost=5, content="he backed him", stance="support", target="wd:Q1058")
    return db


def insert(db: sqlite3.Connection, table: str, **values: object) -> None:
    """One row; a column that must be filled and is not given gets a neutral value."""
    for column in db.execute(f"PRAGMA table_info ({table})").fetchall():
        if column["notnull"] and column["name"] not in values and not column["pk"]:
            values[column["name"]] = {"INTEGER": 1, "REAL": 0.5}.get(column["type"], "x")
    db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))


def _happening(db: sqlite3.Connection, number: int, medium: str, status: str, days: tuple[str, str], parties: tuple[int, int]) -> None:
    when = {"earliest": days[0], "latest": days[1], "edtf": "/".join(dict.fromkeys(days))}
    insert(db, "happening", number=number, id=f"h{number}", type="CONSULT", medium=medium, status=status, state="coded", **when)
    for actor, role in zip(parties, ("actor", "recipient"), strict=True):
        insert(db, "party", happening=number, actor=actor, role=role, earliest=days[0], latest=days[1])
    event = {
        "id": f"e{number}", "type": "CONSULT", "mode": None, "contexts": [], "cameo": None, "quad": 1, "actors": [], "recipients": [],
        "reciprocal": True, "status": status, "medium": medium, "duration_minutes": None, "initiator": "wd:Q37181",
        "when": None, "where": None, "about": [], "topics": [], "statements": [],
        "evidence": [{"field": "initiator", "start": 70, "end": 72}], "rule": "r", "confidence": 0.5,
    }  # fmt: skip
    insert(db, "report", number=number, key=f"k{number}", record=1, snapshot=1, event=f"e{number}", happening=number,
           json=json.dumps(event), state="coded", reasons="[]")  # fmt: skip


def _statement(db: sqlite3.Connection, number: int, *, speaker: int, outermost: int, content: str, stance: str, target: str) -> None:
    start = TEXT.index(content)
    statement = {
        "id": f"s{number}", "speaker": "wd:Q37181", "via": ["name:celso-arruda"], "addressee": None, "source": None, "cue": None,
        "content": {"start": start, "end": start + len(content)}, "quotes": [], "stance": {"kind": stance, "target": target},
        "event": "e1", "when": None,
    }  # fmt: skip
    insert(db, "statement", number=number, snapshot=1, id=f"s{number}", speaker=speaker, outermost=outermost, happening=CALL,
           content=content, json=json.dumps(statement))  # fmt: skip
