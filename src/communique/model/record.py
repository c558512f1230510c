"""The record of one document: the public contract, as types. `communique schema` prints it as JSON Schema."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.model.actors import Actor
from communique.model.document import Article, Problem, Zone
from communique.model.span import Span
from communique.model.times import TimeExpression, When

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "planned", "proposed", "cancelled", "postponed", "denied", "hypothetical"]
Medium = Literal["phone", "video", "in_person", "letter", "unspecified"]
EvidenceField = Literal[
    "actors", "recipients", "trigger", "when", "where", "medium", "status", "duration_minutes", "initiator", "about", "topics"
]


class TextSpan(msgspec.Struct, frozen=True):
    """A span that repeats its words, so that a reader needs no arithmetic."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch without the words."""
        return Span(self.start, self.end)


class Evidence(msgspec.Struct, frozen=True, order=True):
    """The words that prove one field of an event."""

    field: EvidenceField
    start: int
    end: int


class Where(msgspec.Struct, frozen=True):
    """A place. Coordinates are WGS 84 degrees; ``None`` where the knowledge base has none."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None


class Stance(msgspec.Struct, frozen=True):
    """What a statement does (support, thanks, condemnation, call…) and towards whom or what."""

    kind: str
    target: str | None


class Statement(msgspec.Struct, frozen=True):
    """Attributed content. ``source``, ``cue`` and ``content`` are PolNeAR's three parts, as written.

    ``speaker`` is whose words or acts are reported; ``via`` the chain of sources, nearest first.
    """

    id: str
    speaker: str
    via: tuple[str, ...]
    addressee: str | None
    source: TextSpan | None
    cue: TextSpan | None
    content: Span
    quotes: tuple[Span, ...]
    stance: Stance | None
    event: str | None
    when: When | None


class Event(msgspec.Struct, frozen=True):
    """One PLOVER-coded happening. A contact is an event whose ``medium`` is not ``None``."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    status: Status
    medium: Medium | None
    duration_minutes: int | None
    initiator: str | None
    when: When | None
    where: Where | None
    about: tuple[str, ...]
    topics: tuple[str, ...]
    statements: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float

    @property
    def parties(self) -> tuple[str, ...]:
        """Actors and recipients, each once."""
        return tuple(dict.fromkeys(self.actors + self.recipients))


class Engine(msgspec.Struct, frozen=True):
    """What coded the record: same input and same engine give the same bytes."""

    name: str
    version: str
    knowledge: str
    model: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What one document yields."""

    schema: Literal["communique/record/1"] = "communique/record/1"
    article: Article
    zones: tuple[Zone, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    times: tuple[TimeExpression, ...]
    problems: tuple[Problem, ...]
    engine: Engine

    def to_dict(self) -> dict[str, object]:
        """The record as plain JSON-ready values, keys in the contract's order."""
        plain: dict[str, object] = msgspec.json.decode(self.to_json())
        return plain

    def to_json(self) -> bytes:
        """The record as one line of UTF-8 JSON, without the line's end."""
        return msgspec.json.encode(self)
