"""A name as a person types it → the actors of the ledger that it means. An unknown one is an error with suggestions."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Iterable

import msgspec

from communique.errors import UnknownNameError
from communique.knowledge.actors import country_code, load_actors
from communique.knowledge.actors_names import AliasKind, pieces, slug

MOST_SUGGESTIONS = 5
# Nobody is called more; SQLite refuses to look for much more.
LONGEST = 500
# The letters of an ISO code.
_CODE = 3
_WIKIDATA = re.compile(r"[Qq]\d+$")
_NAMING: frozenset[AliasKind] = frozenset(("person", "short", "organisation", "metonym"))


class Named(msgspec.Struct, frozen=True):
    """What a name means in one ledger: a country with all who act for it, or actors by their numbers. ``words`` are the user's."""

    words: str
    country: str | None = None
    actors: tuple[int, ...] = ()

    def condition(self, column: str) -> tuple[str, tuple[object, ...]]:
        """SQL that holds where ``column`` is the number of one of these actors, and its values."""
        if self.country:
            return f"{column} IN (SELECT number FROM actor WHERE country = ?)", (self.country,)
        return f"{column} IN ({', '.join('?' * len(self.actors))})", self.actors

    def numbers(self, db: sqlite3.Connection) -> tuple[int, ...]:
        """The numbers of all these actors."""
        return _numbers(db, "SELECT number FROM actor WHERE country = ?", (self.country,)) if self.country else self.actors


def resolve(db: sqlite3.Connection, words: str) -> Named:
    """Who is meant: an id (``wd:Q7747``, ``Q7747``, ``iso:RUS``), a country by name or code, a person, body or metonym by any name.

    A surname that several share means them all. Raises ``UnknownNameError``.
    """
    words = words.strip()
    if not words:
        raise UnknownNameError(words, ())
    if len(words) > LONGEST:
        raise UnknownNameError(f"{words[:LONGEST]}…", ())
    numbers = _by_id(db, words)
    if numbers:
        return _widened(db, words, numbers)
    country = country_code(load_actors(), words.removeprefix("iso:"))
    if country:
        return _country(db, words, country)
    numbers = _known(db, words) or _written(db, words)
    if numbers:
        return Named(words, actors=numbers)
    country = country_code(load_actors(), words.upper()) if len(words) == _CODE else None
    if country:
        return _country(db, words, country)
    raise UnknownNameError(words, _suggestions(db, words), _called(words))


def _country(db: sqlite3.Connection, words: str, country: str) -> Named:
    if not _numbers(db, "SELECT number FROM actor WHERE country = ? LIMIT 1", (country,)):
        raise UnknownNameError(words, (), load_actors().countries[country].name)
    return Named(words, country=country)


def _called(words: str) -> str | None:
    """Whom the knowledge base knows by the words, which tell nobody of this ledger: a person by id or any name, or a body."""
    knowledge = load_actors()
    people = [p.name for p in knowledge.people.values() if p.id.removeprefix("wd:") == words.removeprefix("wd:").upper()]
    ids = set(_known_ids(words))
    people += [p.name for p in knowledge.people.values() if p.id in ids]
    bodies = [o.name for o in knowledge.organisations.values() if o.id in ids]
    found = tuple(dict.fromkeys((*people, *bodies)))
    return found[0] if len(found) == 1 else None


def _widened(db: sqlite3.Connection, words: str, numbers: tuple[int, ...]) -> Named:
    """The id of a state means all who act for it, as its name does."""
    row = db.execute("SELECT kind, country FROM actor WHERE number = ?", numbers[:1]).fetchone()
    return Named(words, country=row["country"]) if row["kind"] == "state" and row["country"] else Named(words, actors=numbers)


def _by_id(db: sqlite3.Connection, words: str) -> tuple[int, ...]:
    ids = (f"wd:{words.upper()}",) if _WIKIDATA.match(words) else (words,)
    return _with_ids(db, ids) if ":" in ids[0] else ()


def _known(db: sqlite3.Connection, words: str) -> tuple[int, ...]:
    """Actors of the ledger whom the knowledge base knows by that name."""
    return _with_ids(db, _known_ids(words))


def _known_ids(words: str) -> list[str]:
    """The ids of all whom the knowledge base knows by that name."""
    knowledge = load_actors()
    readings = [a for a in knowledge.readings(words) if a.kind in _NAMING]
    ids = [_id(a.kind, a.key) for a in readings]
    if len(pieces(words)) == 1:
        ids += [knowledge.people[k].id for k in knowledge.by_piece.get(pieces(words)[0], ())]
    return ids


def _id(kind: AliasKind, key: str) -> str:
    knowledge = load_actors()
    if kind == "metonym":
        return f"org:{slug(key)}"
    return knowledge.organisations[key].id if kind == "organisation" else knowledge.people[key].id


def _written(db: sqlite3.Connection, words: str) -> tuple[int, ...]:
    """Actors of the ledger whose names hold all the words, in any order."""
    wanted = pieces(words)
    if not wanted:
        return ()
    rows = db.execute("SELECT number, name FROM actor WHERE name LIKE ? ESCAPE '\\'", (f"%{_literal(max(words.split(), key=len))}%",))
    return tuple(r["number"] for r in rows if set(wanted) <= set(pieces(r["name"])))


def _literal(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)


def _with_ids(db: sqlite3.Connection, ids: Iterable[str]) -> tuple[int, ...]:
    asked = tuple(dict.fromkeys(ids))
    return _numbers(db, f"SELECT number FROM actor WHERE id IN ({', '.join('?' * len(asked))}) ORDER BY number", asked) if asked else ()


def _numbers(db: sqlite3.Connection, query: str, values: tuple[object, ...]) -> tuple[int, ...]:
    return tuple(r["number"] for r in db.execute(query, values))


def _suggestions(db: sqlite3.Connection, words: str) -> tuple[str, ...]:
    """Names of the ledger that look alike, as a whole or by one of their words."""
    names = [r["name"] for r in db.execute("SELECT DISTINCT name FROM actor WHERE kind NOT IN ('other', 'group')")]
    countries = load_actors().countries
    codes = (r["country"] for r in db.execute("SELECT DISTINCT country FROM actor WHERE country IS NOT NULL ORDER BY country"))
    names += [countries[c].name for c in codes if c in countries]
    by_word: dict[str, list[str]] = {}
    for name in names:
        for word in {" ".join(pieces(name)), *pieces(name)}:
            by_word.setdefault(word, []).append(name)
    close = difflib.get_close_matches(" ".join(pieces(words)), by_word, MOST_SUGGESTIONS, 0.7)
    return tuple(dict.fromkeys(n for word in close for n in by_word[word]))[:MOST_SUGGESTIONS]
