"""Who is in the ledger: one row an actor, whatever number of records name it."""

from __future__ import annotations

import sqlite3
from collections.abc import MutableMapping, Sequence

from communique.ledger.keys import listed
from communique.model import Actor

_KNOWN = "SELECT id, number, name, kind, country, office FROM actor WHERE id IN (SELECT value FROM json_each(?))"


# What the transaction has read or written of actors, by their ids: number, name, kind, country, office.
Known = MutableMapping[str, tuple[int, str, str, str | None, str | None]]


def upsert_actors(db: sqlite3.Connection, actors: Sequence[Actor], known: Known) -> dict[str, int]:
    """The numbers of a record's actors by id; what is known of an actor is what its last record says.

    ``known`` is of this transaction, in which nobody else writes.
    """
    if new := [a.id for a in actors if a.id not in known]:
        known.update((row[0], tuple(row)[1:]) for row in db.execute(_KNOWN, (listed(new),)))
    return {actor.id: _number(db, actor, known) for actor in actors}


def _number(db: sqlite3.Connection, actor: Actor, known: Known) -> int:
    facts, there = (actor.name, actor.kind, actor.country, actor.office), known.get(actor.id)
    if there is not None and there[1:] == facts:
        return there[0]
    if there is None:
        added = db.execute("INSERT INTO actor (id, name, kind, country, office) VALUES (?, ?, ?, ?, ?)", (actor.id, *facts))
    else:
        db.execute("UPDATE actor SET name = ?, kind = ?, country = ?, office = ? WHERE number = ?", (*facts, there[0]))
    number = int(added.lastrowid or 0) if there is None else there[0]
    known[actor.id] = (number, *facts)
    return number
