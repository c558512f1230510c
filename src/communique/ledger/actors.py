"""Who is in the ledger: one row an actor, whatever number of records name it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from communique.ledger.keys import listed
from communique.model import Actor

_KNOWN = "SELECT id, number, name, kind, country, office FROM actor WHERE id IN (SELECT value FROM json_each(?))"


def upsert_actors(db: sqlite3.Connection, actors: Sequence[Actor]) -> dict[str, int]:
    """The numbers of a record's actors by id; what is known of an actor is what its last record says."""
    known = {row[0]: tuple(row)[1:] for row in db.execute(_KNOWN, (listed(a.id for a in actors),))}
    return {actor.id: _number(db, actor, known.get(actor.id)) for actor in actors}


def _number(db: sqlite3.Connection, actor: Actor, row: tuple[object, ...] | None) -> int:
    facts = (actor.name, actor.kind, actor.country, actor.office)
    if row is None:
        added = db.execute("INSERT INTO actor (id, name, kind, country, office) VALUES (?, ?, ?, ?, ?)", (actor.id, *facts))
        return int(added.lastrowid or 0)
    number, *known = row
    if tuple(known) != facts:
        db.execute("UPDATE actor SET name = ?, kind = ?, country = ?, office = ? WHERE number = ?", (*facts, number))
    return int(str(number))
