"""What the events room passes along inside: a frame's match with its parties, before one happening is told from another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from communique.match import Match
from communique.model import Actor, Evidence, Medium, Mention, Status, TimeExpression, When, Where

# What only says that somebody was told something: where a text says by what means, that names the contact.
BARELY = frozenset({"contact/told-whom"})


class Party(msgspec.Struct, frozen=True):
    """A mention in a party's place, and the actors it means there; ``described`` where the cast does not hold it yet."""

    mention: Mention
    actors: tuple[str, ...]
    described: Actor | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of one happening. ``anaphoric`` ones point at one told elsewhere; ``open`` ones answer one, and lack their recipient."""

    match: Match
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status = "occurred"
    medium: Medium | None = None
    when: When | None = None
    time: TimeExpression | None = None
    where: Where | None = None
    duration_minutes: int | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.8
    anaphoric: bool = False
    tour: bool = False
    open: bool = False
    lacks: Literal["host", "guest", "addressee", "visitor", "hearer", "everyone"] | None = None
    """Which side its sentence leaves out: who received the named ("a meeting with him is planned"), or whom ("made a similar call"), or
    to whom a letter was brought ("handed over a letter from her"), or who was to go there ("a stop in Amman was scrapped"), or
    all of them ("*Talks followed* in Paris the next day")."""
    host: Party | None = None
    """Who acts before a telling that leaves its host out; who brings a letter."""

    @property
    def order(self) -> int:
        """Where its trigger stands in the text."""
        return self.match.trigger.start

    @property
    def ids(self) -> frozenset[str]:
        """The actors of both sides."""
        return frozenset(a for p in (*self.actors, *self.recipients) for a in p.actors)

    @property
    def is_contact(self) -> bool:
        """Whether its frame tells of a contact."""
        return self.medium is not None


def has_fuller_telling(finding: Finding, found: Iterable[Finding]) -> bool:
    """Whether a sentence says by what means somebody was told something: "told her *in a call* that …" is the call."""
    if finding.match.frame.rule not in BARELY:
        return False
    return any(f.is_contact and f.match.frame.rule not in BARELY and finding.ids <= f.ids for f in found)
