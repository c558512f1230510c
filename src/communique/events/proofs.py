"""Proofs of an event's parties: each stands for the side on which its actor ended up, and everyone has one."""

from __future__ import annotations

from collections.abc import Mapping

from communique.events.happening import Happening
from communique.model import Actor, Evidence, EvidenceField, Span
from communique.statements.intervals import Intervals

_PARTIES = frozenset({"actors", "recipients"})


class Places:
    """Where the actors of an article are named; looked through once for each of them, however many events they have a part in."""

    def __init__(self, cast: Mapping[str, Actor]) -> None:
        """``cast`` is everyone by id."""
        self.cast = cast
        self._known: dict[str, Intervals] = {}

    def names(self, party: str, span: Span) -> bool:
        """Whether a stretch of the text names an actor."""
        if party not in self._known:
            self._known[party] = Intervals(self.cast[party].mentions)
        return self._known[party].touches(span)


def party_proofs(happening: Happening, places: Places) -> tuple[Evidence, ...]:
    """The evidence of a happening, with that of its parties set right.

    Tellings that became one may name a party on either side; and who is known from a list or a description may stand in no slot.
    """
    every = dict.fromkeys(happening.evidence)
    moved = tuple(_on_its_side(e, happening, places) if e.field in _PARTIES else e for e in every)
    shown = [Span(e.start, e.end) for e in moved if e.field in _PARTIES]
    lacking = (p for p in happening.parties if not any(places.names(p, s) for s in shown))
    added = (_nearest(p, happening, places.cast) for p in lacking)
    return (*moved, *(e for e in added if e is not None))


def _on_its_side(proof: Evidence, happening: Happening, places: Places) -> Evidence:
    span = Span(proof.start, proof.end)
    acts, receives = (any(places.names(p, span) for p in side) for side in (happening.actors, happening.recipients))
    if acts == receives:
        return proof
    return Evidence("actors" if acts else "recipients", proof.start, proof.end)


def _nearest(party: str, happening: Happening, cast: Mapping[str, Actor]) -> Evidence | None:
    trigger = happening.first.match.trigger
    mention = min(cast[party].mentions, key=lambda m: abs(m.start - trigger.start), default=None)
    field: EvidenceField = "actors" if party in happening.actors else "recipients"
    return Evidence(field, mention.start, mention.end) if mention is not None else None
