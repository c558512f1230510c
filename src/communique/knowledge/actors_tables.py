"""The rows of ``resources/actors``: one noun a table, checked as they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_csv
from communique.model import ActorKind

FOLDER = "actors"
Row = TypeVar("Row")


class Country(msgspec.Struct, frozen=True):
    """A state or territory; codes are ISO 3166-1, Correlates of War, Gleditsch-Ward, Wikidata (empty: none or unknown)."""

    iso3: str
    iso2: str
    cow: str
    gw: str
    wikidata: str
    name: str
    variants: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    status: str

    @property
    def id(self) -> str:
        """The actor id of the state."""
        return f"wd:{self.wikidata}" if self.wikidata else f"iso:{self.iso3}"


class Person(msgspec.Struct, frozen=True):
    """Someone who held an office. ``key`` is a Wikidata item or the slug of the name; ``gender`` is ``f``, ``m`` or unknown."""

    key: str
    name: str
    short: tuple[str, ...]
    variants: tuple[str, ...]
    gender: str

    @property
    def id(self) -> str:
        """The actor id."""
        return f"wd:{self.key}" if self.key[0] == "Q" and self.key[1:].isdigit() else f"name:{self.key}"


class Term(msgspec.Struct, frozen=True):
    """A dated holding of an office: ``start`` inclusive, ``end`` exclusive or open.

    ``seat_of`` is an ISO-3 code or ``org:CODE``; ``seat`` tells parallel holders apart (a presidency of three, acting).
    """

    person: str
    seat_of: str
    office: str
    seat: str
    title: str
    start: dt.date
    end: dt.date | None
    confidence: float

    def covers(self, date: dt.date, slack: int = 0) -> bool:
        """Whether the term holds on ``date``, give or take ``slack`` days."""
        days = dt.timedelta(days=slack)
        return self.start - days <= date and (self.end is None or date <= self.end + days)


class Organisation(msgspec.Struct, frozen=True):
    """An international organisation, forum, or armed group; ``country`` is the ISO-3 code of a group's home, empty for the others."""

    code: str
    wikidata: str
    name: str
    variants: tuple[str, ...]
    kind: ActorKind
    type: str
    country: str

    @property
    def id(self) -> str:
        """The actor id."""
        return f"wd:{self.wikidata}" if self.wikidata else f"org:{self.code.lower()}"


class People(msgspec.Struct, frozen=True):
    """A people that is not the people of a state; ``country`` is the ISO-3 code of the one state it lives in, else empty."""

    name: str
    plurals: tuple[str, ...]
    adjectives: tuple[str, ...]
    country: str


class Metonym(msgspec.Struct, frozen=True):
    """A house or city that stands for who acts there. ``use`` is ``house`` (always) or ``place`` (only when it acts)."""

    name: str
    variants: tuple[str, ...]
    country: str
    org: str
    refers_to: str
    office: str
    use: str


class Place(msgspec.Struct, frozen=True):
    """A city, venue or region; coordinates in WGS 84 degrees."""

    name: str
    variants: tuple[str, ...]
    country: str
    kind: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    population: int


class Title(msgspec.Struct, frozen=True):
    """Words before or instead of a name: the offices they can mean, in order; no offices: a mere honorific.

    ``country`` is the one state (ISO-3) or body (``org:CODE``) that has it; empty where others do too.
    """

    phrase: str
    offices: tuple[str, ...]
    country: str
    kind: str
    gender: str


class Membership(msgspec.Struct, frozen=True):
    """Who belongs to an organisation; ``member`` is an ISO-3 code or ``org:CODE``; open ends are ``None``."""

    org: str
    member: str
    start: dt.date | None
    end: dt.date | None
    status: str


class Dominant(msgspec.Struct, frozen=True):
    """Which office leads a country in a period (``None``: open)."""

    country: str
    offices: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None


class Publisher(msgspec.Struct, frozen=True):
    """A web domain whose texts speak for one office, of a state (``country`` is its ISO-3) or of a body (``org:CODE``)."""

    domain: str
    names: tuple[str, ...]
    country: str
    office: str
    body: str


def listed(field: str) -> tuple[str, ...]:
    """A field that is a list split by ``|``."""
    return tuple(field.split("|")) if field else ()


def rows(name: str, build: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    """The rows of a table as nouns; a row that cannot be built names its file and line."""
    path = f"{FOLDER}/{name}.csv"
    for line, row in enumerate(read_csv(path), start=2):
        try:
            yield build(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KnowledgeError(path, f"line {line}", f"{error}; mend that field") from error


def day(field: str) -> dt.date | None:
    """An ISO date, or ``None`` where the field is empty."""
    return dt.date.fromisoformat(field) if field else None


def country(row: dict[str, str]) -> Country:
    """A row of ``countries.csv``."""
    return Country(
        row["iso3"], row["iso2"], row["cow"], row["gw"], row["wikidata"], row["name"],
        listed(row["variants"]), listed(row["demonyms"]), listed(row["capital"]), row["status"],
    )  # fmt: skip


def person(row: dict[str, str]) -> Person:
    """A row of ``people.csv``."""
    return Person(row["key"], row["name"], listed(row["short"]), listed(row["variants"]), row["gender"])


def term(row: dict[str, str]) -> Term:
    """A row of ``terms.csv``."""
    start, end = dt.date.fromisoformat(row["start"]), day(row["end"])
    if end is not None and end < start:
        raise ValueError(f"ends ({end}) before it starts ({start})")
    return Term(row["person"], row["seat_of"], row["office"], row["seat"], row["title"], start, end, float(row["confidence"]))


def organisation(row: dict[str, str]) -> Organisation:
    """A row of ``organisations.csv``."""
    kind: ActorKind = "armed_group" if row["kind"] == "armed_group" else "organisation"
    return Organisation(row["code"], row["wikidata"], row["name"], listed(row["variants"]), kind, row["type"], row["country"])


def people(row: dict[str, str]) -> People:
    """A row of ``peoples.csv``."""
    return People(row["name"], listed(row["plurals"]), listed(row["adjectives"]), row["country"])


def metonym(row: dict[str, str]) -> Metonym:
    """A row of ``metonyms.csv``."""
    if row["use"] not in {"house", "place"}:
        raise ValueError(f"use is {row['use']!r}, not house or place")
    return Metonym(row["name"], listed(row["variants"]), row["country"], row["org"], row["refers_to"], row["office"], row["use"])


def place(row: dict[str, str]) -> Place:
    """A row of ``places.csv``."""
    identifier = int(row["geonames_id"]) if row["geonames_id"] else None
    lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
    return Place(row["name"], listed(row["variants"]), row["country"], row["kind"], identifier, lat, lon, int(row["population"] or 0))


def title(row: dict[str, str]) -> tuple[Title, str]:
    """A row of ``titles.csv``, and its plural."""
    if row["kind"] not in {"office", "royal", "rank", "clergy", "honorific"}:
        raise ValueError(f"kind {row['kind']!r} is unknown")
    return Title(row["title"], listed(row["offices"]), row["country"], row["kind"], row["gender"]), row["plural"]


def membership(row: dict[str, str]) -> Membership:
    """A row of ``memberships.csv``."""
    return Membership(row["org"], row["member"], day(row["start"]), day(row["end"]), row["status"])


def dominant(row: dict[str, str]) -> Dominant:
    """A row of ``dominant.csv``."""
    return Dominant(row["country"], listed(row["offices"]), day(row["start"]), day(row["end"]))


def publisher(row: dict[str, str]) -> Publisher:
    """A row of ``publishers.csv``."""
    return Publisher(row["domain"], listed(row["names"]), row["country"], row["office"], row["body"])
