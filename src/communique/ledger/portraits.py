"""What a ledger holds on one actor, or on two: counterparts, what is still open, and the offices that knowledge has for them."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

import msgspec
import numpy as np

from communique.export.base import country_name
from communique.knowledge.actors import load_actors
from communique.knowledge.actors_tables import Term
from communique.ledger.columns import Columns
from communique.ledger.facets import Chosen, Wanted, as_date, choose, largest, newest
from communique.ledger.keys import listed
from communique.ledger.names import Named
from communique.ledger.pairs import Mask
from communique.ledger.queries import SIDES, Contact

MOST, MOST_LOOKED_AT = 25, 200
DEMANDS = ("THREATEN", "REQUEST", "COERCE")
TO_COME = ("planned", "proposed", "postponed")
# The offices of a state that its page lists, in this order.
SEATS = ("head_of_state", "head_of_government", "foreign_minister")
_OUTCOME = "SELECT 1 FROM link l WHERE l.target = h.number AND l.kind IN ('fulfils', 'cancels', 'postpones')"


class Counterpart(msgspec.Struct, frozen=True):
    """Somebody who took part in the same contacts; ``last`` is the latest one's first day."""

    id: str
    name: str
    country: str | None
    contacts: int
    last: str | None


class Office(msgspec.Struct, frozen=True):
    """A dated holding of an office; ``end`` is the day after its last, empty where it is not over."""

    name: str
    title: str
    seat: str
    start: str
    end: str


class Pending(msgspec.Struct, frozen=True):
    """What is open on the ledger's last day.

    Plans to come, plans without a day, those whose day has passed without a word; threats, the latest first, and what threats and demands
    set a day for that is still to come.
    """

    day: str | None
    to_come: tuple[Contact, ...]
    undated: tuple[Contact, ...]
    overdue: tuple[Contact, ...]
    threats: tuple[Contact, ...]
    deadlines: tuple[Contact, ...]


def counterparts(db: sqlite3.Connection, chosen: Chosen, parties: Sequence[Named]) -> tuple[Counterpart, ...]:
    """Those who take part in the chosen rows besides ``parties``, the most frequent first."""
    mine = np.isin(chosen.columns.actors.numbers, [n for named in parties for n in named.numbers(db)])
    told = np.where(mine, 0, chosen.actors)
    return tuple(_counterpart(chosen.columns, chosen.rows, n, int(told[n])) for n in largest(told, MOST))


def _counterpart(columns: Columns, rows: Mask, actor: int, contacts: int) -> Counterpart:
    (theirs,) = columns.parties.of([actor])
    days = columns.first[theirs[rows[theirs]]]
    dated = days[~np.isnat(days)]
    country = int(columns.actors.country[actor])
    return Counterpart(
        id=columns.actors.ids[actor],
        name=columns.actors.names[actor],
        country=columns.countries[country] if country >= 0 else None,
        contacts=contacts,
        last=as_date(dated.max()).isoformat() if len(dated) else None,
    )


def pending(db: sqlite3.Connection, columns: Columns, parties: tuple[Named, ...]) -> Pending:
    """What is open for them all together. The ledger's last day is its newest publication's: today's date is never used."""
    day = db.execute("SELECT MAX(published) FROM snapshot").fetchone()[0]
    plans = choose(db, columns, Wanted(parties=parties, status=TO_COME)).rows
    waiting = newest(db, columns, _without_outcome(db, columns, plans), most=columns.size)
    dated = tuple(c for c in waiting if c.latest)
    threats = choose(db, columns, Wanted(parties=parties, type=("THREATEN",), contacts_only=False)).rows
    demands = choose(db, columns, Wanted(parties=parties, type=DEMANDS, contacts_only=False, since=_after(day))).rows
    return Pending(
        day=day,
        to_come=tuple(reversed([c for c in dated if not day or (c.latest or "") >= day][-MOST:])),
        undated=tuple(c for c in waiting if not c.latest)[:MOST],
        overdue=tuple(c for c in dated if day and (c.latest or "") < day)[:MOST],
        threats=newest(db, columns, threats, most=MOST),
        deadlines=newest(db, columns, demands, most=MOST) if day else (),
    )


def told_by_one(db: sqlite3.Connection, columns: Columns, parties: tuple[Named, ...]) -> tuple[Contact, ...]:
    """Of their newest contacts that took place, those of which one side only gives an account."""
    rows = choose(db, columns, Wanted(parties=parties, status=("occurred",))).rows
    found = newest(db, columns, rows, most=MOST_LOOKED_AT)
    query = f"SELECT h.id FROM happening h WHERE h.id IN (SELECT value FROM json_each(?)) AND ({SIDES}) = 1"
    alone = {row[0] for row in db.execute(query, (listed(c.id for c in found),))}
    return tuple(c for c in found if c.id in alone)


def _after(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) + dt.timedelta(days=1) if day else None


def _without_outcome(db: sqlite3.Connection, columns: Columns, rows: Mask) -> Mask:
    numbers = listed(columns.numbers[rows].tolist())
    query = f"SELECT h.number FROM happening h WHERE h.number IN (SELECT value FROM json_each(?)) AND NOT EXISTS ({_OUTCOME})"
    return np.isin(columns.numbers, [row[0] for row in db.execute(query, (numbers,))])


def offices(identity: str) -> tuple[Office, ...]:
    """The offices that somebody held, the latest first; of a state, who held its first three, the latest holders of each.

    A president who leads the government too holds two of the tables' offices, and one that is told.
    """
    knowledge = load_actors()
    kind, _, key = identity.partition(":")
    if kind in ("wd", "name") and key in knowledge.terms_of:
        return tuple(dict.fromkeys(_office(t, "") for t in reversed(knowledge.terms_of[key])))
    terms = [t for seat in SEATS for t in reversed(knowledge.terms_in.get((identity, seat), ())[-6:])]
    return tuple(dict.fromkeys(_office(t, knowledge.people[t.person].name) for t in terms))


def _office(term: Term, name: str) -> Office:
    return Office(name, term.title, _seat(term.seat_of), term.start.isoformat(), term.end.isoformat() if term.end else "")


def _seat(code: str) -> str:
    if code.startswith("org:"):
        body = load_actors().organisations.get(code[4:])
        return body.name if body else code[4:]
    return country_name(code) or code
