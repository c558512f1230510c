"""What all exports share: options, the events of records one by one, pairs of parties, codes of countries."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeGuard

import msgspec

from communique.errors import InputError
from communique.knowledge.actors import load_actors
from communique.model import Actor, Event, Record, Span

Expand = Literal["dyads", "directed", "none"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user chose. ``actor`` and ``other`` are ids or names that a feed is about."""

    expand: Expand = "dyads"
    actor: str | None = None
    other: str | None = None


class Notes:
    """What an export mapped or left out, counted, to be told to the user."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, message: str) -> None:
        """Count one case."""
        self.counts[message] += 1

    def lines(self) -> list[str]:
        """Each note with its number."""
        return [f"{number} × {message}" for message, number in sorted(self.counts.items())]


class Told(msgspec.Struct, frozen=True):
    """One event with the record that tells it."""

    record: Record
    event: Event
    cast: dict[str, Actor]

    def party(self, identity: str) -> Actor:
        """One of the event's actors or recipients."""
        return self.cast[identity]

    @property
    def words(self) -> str:
        """The paragraph line that holds the trigger, on one line."""
        text, at = self.record.article.text, self.trigger.start
        start = text.rfind("\n", 0, at) + 1
        stop = text.find("\n", at)
        return " ".join(text[start : len(text) if stop < 0 else stop].split())

    @property
    def trigger(self) -> Span:
        """The first word that says that it happened."""
        first = next((e for e in self.event.evidence if e.field == "trigger"), None)
        return Span(first.start, first.end) if first else Span(0, 0)

    @property
    def day(self) -> dt.date | None:
        """The first day of its interval, else the last, else the publication's."""
        when = self.event.when
        return (when.earliest or when.latest if when else None) or self.record.article.published


def told(records: Iterable[Record]) -> Iterator[Told]:
    """Every event of every record, in order. Raises ``InputError`` for a record whose references lead nowhere."""
    for record in records:
        cast = {a.id: a for a in record.actors}
        for event in record.events:
            _complete(record, event, cast)
            yield Told(record, event, cast)


def _complete(record: Record, event: Event, cast: dict[str, Actor]) -> None:
    unknown = [p for p in event.parties if p not in cast]
    if unknown:
        raise InputError(f"record of {record.article.id}: event {event.id} names {unknown[0]!r}, which is none of the record's actors")


def pairs(event: Event, expand: Expand) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Sources and targets of an event's rows.

    ``none`` is one row with all actors and all recipients. ``dyads`` is a row for each pair of an actor and a recipient, or of any two
    parties where the event is reciprocal or all are on one side; ``directed`` adds the other direction of reciprocal events. An event with
    one party has one row.
    """
    if expand == "none" or len(event.parties) < 2:
        return [(event.actors, event.recipients)]
    each_with_each = event.reciprocal or not (event.actors and event.recipients)
    found = list(itertools.combinations(event.parties, 2) if each_with_each else itertools.product(event.actors, event.recipients))
    found = [(a, b) for a, b in dict.fromkeys(found) if a != b]
    if expand == "directed" and event.reciprocal:
        found = list(dict.fromkeys([*found, *((b, a) for a, b in found)]))
    return [((a,), (b,)) for a, b in found]


def country_name(code: str | None) -> str:
    """The usual name of a country; empty for none."""
    country = load_actors().countries.get(code or "")
    return country.name if country else ""


def cow_code(code: str | None) -> str:
    """The Correlates of War number of a country, as text; empty where it has none."""
    country = load_actors().countries.get(code or "")
    return str(country.cow) if country and country.cow else ""


def iso2(code: str | None) -> str:
    """The two-letter code of a country in small letters; empty where it has none."""
    country = load_actors().countries.get(code or "")
    return country.iso2.lower() if country and country.iso2 else ""


def wikidata(identity: str) -> str:
    """The Wikidata item of an id; empty for other ids."""
    return identity.removeprefix("wd:") if identity.startswith("wd:") else ""


# As typed, and as wide as East Asian letters: some spreadsheets take both.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula, on one line: what begins like one gets an apostrophe, numbers stay."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    one_line = text.splitlines() == [text] and "\t" not in text
    words = text if one_line else " ".join(text.split())
    return f"'{words}" if words.startswith(_FORMULA) else words


def is_web(url: str | None) -> TypeGuard[str]:
    """Whether an address may become a link: others, such as ``javascript:``, are told as words only."""
    return url is not None and url.startswith(("http://", "https://"))


def xml_words(words: str) -> str:
    """Without the control characters that XML 1.0 has no place for."""
    return "".join(c for c in words if c >= " " or c in "\t\n")


def uri(record: Record, fragment: str) -> str:
    """A stable name for a part of a record, by the text's digest."""
    return f"urn:communique:{record.article.sha256}:{fragment}"
