"""What a person types for a field → a JSON value of the contract. A wrong one is an error that says what would be right."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Iterable
from typing import get_args

import msgspec

from communique.errors import InputError, UnknownNameError
from communique.knowledge.actors import ActorKnowledge, country_code, load_actors
from communique.knowledge.actors_names import pieces
from communique.ledger.names import resolve
from communique.model import Actor, Event, EventType, Medium, Status, When, Where, edtf

NOTHING = ("none", "null", "")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse_value(db: sqlite3.Connection, field: str, text: str) -> object:
    """The value of a field, from words: ids or names (parted by ``;``), EDTF dates, a place's name, ``none``. Raises ``InputError``."""
    if field not in FIELDS:
        raise InputError(f"{field} is no field that can be fixed; use one of: {', '.join(FIELDS)}")
    return FIELDS[field](db, field, text.strip())


def _one_of(choices: tuple[str, ...], *, optional: bool = False) -> Callable[[sqlite3.Connection, str, str], object]:
    def parse(_: sqlite3.Connection, field: str, text: str) -> object:
        if optional and text in NOTHING:
            return None
        if text not in choices:
            raise InputError(f"{field}={text}: use one of: {', '.join(choices)}{', none' if optional else ''}")
        return text

    return parse


def _word(_: sqlite3.Connection, __: str, text: str) -> object:
    return None if text in NOTHING else text


def _listed(_: sqlite3.Connection, __: str, text: str) -> object:
    return [w.strip() for w in text.split(";") if w.strip()]


def _minutes(_: sqlite3.Connection, field: str, text: str) -> object:
    if text in NOTHING:
        return None
    if not text.isdecimal() or int(text) == 0:
        raise InputError(f"{field}={text}: give whole minutes, or none")
    return int(text)


def _when(_: sqlite3.Connection, field: str, text: str) -> object:
    if text in NOTHING:
        return None
    ends = text.split("/")
    if len(ends) > 2 or all(e in ("", "..") for e in ends):
        raise InputError(f"{field}={text}: give a day, month or year, or an interval (2025-08-17/2025-08-18, ../2025-08-15), or none")
    earliest, latest = _edge(field, text, ends[0], last=False), _edge(field, text, ends[-1], last=True)
    if earliest and latest and earliest > latest:
        raise InputError(f"{field}={text}: the interval ends before it begins")
    return msgspec.to_builtins(When(earliest, latest, edtf(earliest, latest), ""))


def _edge(field: str, text: str, end: str, *, last: bool) -> dt.date | None:
    if end in ("", ".."):
        return None
    match = _DATE.fullmatch(end)
    try:
        year, month, day = (int(g) if g else None for g in match.groups()) if match else (0, None, None)
        month = month or (12 if last else 1)
        return dt.date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except (ValueError, IndexError) as error:
        raise InputError(f"{field}={text}: {end!r} is no date of the calendar; write it as 2025-08-18, 2025-08 or 2025") from error


def _where(_: sqlite3.Connection, __: str, text: str) -> object:
    if text in NOTHING:
        return None
    found = load_actors().places.get(" ".join(pieces(text)))
    if found:
        place = found[0]
        return msgspec.to_builtins(Where(place.name, place.country, place.lat, place.lon, place.geonames_id))
    return msgspec.to_builtins(Where(text, country_code(load_actors(), text), None, None, None))


def _party(db: sqlite3.Connection, field: str, text: str) -> object:
    return None if text in NOTHING else _identity(db, field, text)


def _parties(db: sqlite3.Connection, field: str, text: str) -> object:
    names = [w.strip() for w in text.split(";") if w.strip() and w.strip() not in NOTHING]
    return list(dict.fromkeys(_identity(db, field, n) for n in names))


def _identity(db: sqlite3.Connection, field: str, words: str) -> str:
    """The id of one actor, by id or by name, in the ledger or else in the knowledge base."""
    if known_actor(db, words):
        return words
    known = load_actors()
    code = country_code(known, words)
    if code:
        return f"wd:{known.countries[code].wikidata}" if known.countries[code].wikidata else f"iso:{code}"
    ids = _named(db, words) or _in_tables(known, words)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise InputError(f"{field}: {words!r} may be any of {', '.join(sorted(ids))}; give the id")
    raise InputError(
        f"{field}: nobody is known as {words!r}, neither in this ledger nor in the knowledge base; check the name or give an id"
    )


def _named(db: sqlite3.Connection, words: str) -> tuple[str, ...]:
    try:
        numbers = resolve(db, words).actors
    except UnknownNameError:
        return ()
    marks = ", ".join("?" * len(numbers))
    return tuple(r["id"] for r in db.execute(f"SELECT id FROM actor WHERE number IN ({marks})", numbers))


def _in_tables(known: ActorKnowledge, words: str) -> tuple[str, ...]:
    readings = known.readings(words)
    people = [known.people[a.key].id for a in readings if a.kind in ("person", "short")]
    return tuple(dict.fromkeys(people + [known.organisations[a.key].id for a in readings if a.kind == "organisation"]))


def known_actor(db: sqlite3.Connection, identity: str) -> Actor | None:
    """An actor by id, from the ledger or the knowledge base; ``None`` for an id that neither has."""
    row = db.execute("SELECT name, kind, country, office FROM actor WHERE id = ?", (identity,)).fetchone()
    if row:
        return Actor(identity, row["name"], row["kind"], row["country"], row["office"], ())
    known = load_actors()
    for country in known.countries.values():
        if identity in (f"wd:{country.wikidata}", f"iso:{country.iso3}"):
            return Actor(identity, country.name, "state", country.iso3, None, ())
    for body in known.organisations.values():
        if body.id == identity:
            return Actor(identity, body.name, body.kind, None, None, ())
    for person in known.people.values():
        if person.id == identity:
            terms = [t for t in known.terms_of.get(person.key, ()) if not t.seat_of.startswith("org:")]
            seat, office = (terms[-1].seat_of, terms[-1].office) if terms else (None, None)
            return Actor(identity, person.name, "person", seat, office, ())
    return None


def ensure_actors(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Give actors that decisions name a row; one that nobody knows any more is kept by its id."""
    for identity in ids:
        if not db.execute("SELECT 1 FROM actor WHERE id = ?", (identity,)).fetchone():
            who = known_actor(db, identity) or Actor(identity, identity.partition(":")[2] or identity, "other", None, None, ())
            facts = (who.id, who.name, who.kind, who.country, who.office)
            db.execute("INSERT INTO actor (id, name, kind, country, office) VALUES (?, ?, ?, ?, ?)", facts)


def named_actors(event: Event) -> tuple[str, ...]:
    """All actors that an event refers to."""
    return (*event.parties, *((event.initiator,) if event.initiator else ()))


FIELDS: dict[str, Callable[[sqlite3.Connection, str, str], object]] = {
    "type": _one_of(get_args(EventType)),
    "mode": _word,
    "status": _one_of(get_args(Status)),
    "medium": _one_of(get_args(Medium), optional=True),
    "when": _when,
    "where": _where,
    "actors": _parties,
    "recipients": _parties,
    "initiator": _party,
    "duration_minutes": _minutes,
    "topics": _listed,
}
