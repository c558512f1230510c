"""Reports with nothing near them found happenings of their own: most do, and they are written together."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from communique.ledger.deriving import found
from communique.ledger.keys import happening_id, listed
from communique.ledger.matching import Telling
from communique.ledger.members import Cast, Member, add
from communique.ledger.nearby import met
from communique.ledger.settling import settle


class Founding:
    """The reports of one record, taken in order: those that surely stand alone are written together at the end, the others settled.

    ``fresh`` are the happenings that hold one new report and nothing else, with what matching sees of it; ``changed`` are the others,
    ``moved`` those of them that a known report left or came to, ``left`` plans whose outcome was absorbed.
    """

    def __init__(self, db: sqlite3.Connection, cast: Cast) -> None:
        self.db, self.cast = db, cast
        self.fresh: dict[int, Telling] = {}
        self.changed, self.moved, self.left = set[int](), set[int](), set[int]()
        self._waiting: list[Member] = []

    def take(self, members: Sequence[Member], bound: frozenset[str], gone: Sequence[Member]) -> None:
        """Place reports. ``bound`` are the keys that decisions are about, ``gone`` reports that a new one may inherit from."""
        near = met(self.db, [m.telling for m in members], self.cast)
        # Two events of one record are two, so that nothing placed here is a neighbour of what follows.
        for at, member in enumerate(members):
            if at in near or member.number or gone or member.key in bound:
                # What one report moves may be another's neighbour: then it is asked for again.
                known = near.get(at, frozenset()) if not (self.changed or member.number or gone or member.key in bound) else None
                self._settle(member, gone, known)
            else:
                self._waiting.append(member)
        self.write()

    def write(self) -> None:
        """Write what waits."""
        groups = {happening_id(m.key): m for m in self._waiting}
        new, taken = {i: (m,) for i, m in groups.items()}, set[str]()
        told = found(self.db, new, self.cast) if new else {}
        if told is None:
            query = "SELECT id FROM happening WHERE id IN (SELECT value FROM json_each(?))"
            taken = {row[0] for row in self.db.execute(query, (listed(groups),))}
            new = {i: told for i, told in new.items() if i not in taken}
            told = (found(self.db, new, self.cast) if new else None) or {}
        add(self.db, [msgspec.structs.replace(m, happening=n) for n, (m,) in zip(told, new.values(), strict=True)])
        self.fresh |= told
        for member in (groups[i] for i in groups if i in taken):  # a copy of the same text has founded it
            self._settle(member, ())
        self._waiting = []

    def _settle(self, member: Member, gone: Sequence[Member], near: frozenset[int] | None = None) -> None:
        settled = settle(self.db, (member,), self.cast, gone, near)
        self.changed |= settled.changed
        self.moved |= settled.moved
        self.left |= settled.left
        self.fresh = {n: t for n, t in self.fresh.items() if n not in settled.changed}
