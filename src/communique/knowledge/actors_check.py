"""What must hold between the tables of actors: no dangling names, no two holders of one seat on one day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping

from communique.errors import KnowledgeError
from communique.knowledge.actors_tables import Country, Metonym, Organisation, People, Person, Place, Term

# Offices that several people hold side by side.
SHARED = frozenset({"spokesperson", "foreign_ministry_spokesperson", "special_envoy", "presidential_aide"})


def check_countries(countries: Iterable[Country]) -> None:
    """Codes are well formed."""
    for c in countries:
        if not re.fullmatch("[A-Z]{3}", c.iso3) or not re.fullmatch("[A-Z]{2}", c.iso2):
            raise KnowledgeError("actors/countries.csv", c.name, f"bad ISO codes {c.iso2}/{c.iso3}")


def check_seat(known: Callable[[str], bool], file: str, entry: str, code: str) -> None:
    """A country or ``org:CODE`` that a row names must exist."""
    if not known(code):
        raise KnowledgeError(file, entry, f"no country or organisation {code!r}; add it first")


def check_terms(terms: Iterable[Term], people: Mapping[str, Person], known: Callable[[str], bool]) -> None:
    """Every person and seat of a term exists, and no seat has two holders on one day."""
    last: dict[tuple[str, str, str], Term] = {}
    for t in sorted(terms, key=lambda t: (t.start, t.end or dt.date.max)):
        entry = f"{t.person} {t.office} {t.start}"
        if t.person not in people:
            raise KnowledgeError("actors/terms.csv", entry, "no such person in people.csv")
        check_seat(known, "actors/terms.csv", entry, t.seat_of)
        before = last.get((t.seat_of, t.office, t.seat))
        if before and t.office not in SHARED and (before.end is None or before.end > t.start):
            raise KnowledgeError("actors/terms.csv", entry, f"overlaps the term of {before.person} from {before.start}")
        last[t.seat_of, t.office, t.seat] = t


def check_metonyms(metonyms: Iterable[Metonym], known: Callable[[str], bool]) -> None:
    """Every metonym stands for a known country or organisation."""
    for m in metonyms:
        for code in filter(None, (m.country, f"org:{m.org}" if m.org else "")):
            check_seat(known, "actors/metonyms.csv", m.name, code)


def check_homes(organisations: Iterable[Organisation], peoples: Iterable[People], known: Callable[[str], bool]) -> None:
    """Every armed group and people lives in a known country."""
    for file, name, country in (
        *(("organisations", o.code, o.country) for o in organisations),
        *(("peoples", p.name, p.country) for p in peoples),
    ):
        if country:
            check_seat(known, f"actors/{file}.csv", name, country)


def check_places(places: Iterable[Place], known: Callable[[str], bool]) -> None:
    """Every place lies in a known country."""
    for p in places:
        check_seat(known, "actors/places.csv", p.name, p.country)


def check_people(people: Iterable[Person], organisations: Iterable[Organisation]) -> None:
    """Nobody is nameless."""
    for name, entry in [*((p.name, p.key) for p in people), *((o.name, o.code) for o in organisations)]:
        if not name.strip():
            raise KnowledgeError("actors/people.csv", entry, "has no name")
