"""Who is in the ledger: one row an actor, whatever number of records name it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from communique.model import Actor


def upsert_actors(db: sqlite3.Connection, actors: Iterable[Actor]) -> dict[str, int]:
    """The numbers of a record's actors by id; what is known of an actor is what its last record says."""
    return {actor.id: _number(db, actor) for actor in actors}


def _number(db: sqlite3.Connection, actor: Actor) -> int:
    facts = (actor.name, actor.kind, actor.country, actor.office)
    row = db.execute("SELECT number, name, kind, country, office FROM actor WHERE id = ?", (actor.id,)).fetchone()
    if row is None:
        added = db.execute("INSERT INTO actor (id, name, kind, country, office) VALUES (?, ?, ?, ?, ?)", (actor.id, *facts))
        return int(added.lastrowid or 0)
    number, *known = row
    if tuple(known) != facts:
        db.execute("UPDATE actor SET name = ?, kind = ?, country = ?, office = ? WHERE number = ?", (*facts, number))
    return int(number)
