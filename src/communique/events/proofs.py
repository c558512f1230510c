"""Proofs of an event as it ended up: each party has one on its side, and nothing is proved that is not told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    every = (e for e in dict.fromkeys(happening.evidence) if e.field != "medium" or happening.medium is not None)
    moved = tuple(_on_its_side(e, happening, places) if e.field in _PARTIES else e for e in every)
    shown = [Span(e.start, e.end) for e in moved if e.field in _PARTIES]
    lacking = (p for p in happening.parties if not any(places.names(p, s) for s in shown))
    added = (_nearest(p, happening, places.cast) for p in lacking)
    placed = _outermost((*moved, *(e for e in added if e is not None)))
    return (*placed, *_of_both_sides(placed, happening, places))


def _outermost(proofs: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The proofs without names of parties inside longer ones: one span for each mention ("*Indian* Prime Minister Modi" is one)."""
    reach: dict[EvidenceField, int] = {}
    inner: set[Evidence] = set()
    for proof in sorted({p for p in proofs if p.field in _PARTIES}, key=lambda p: (p.start, -p.end)):
        if proof.end <= reach.get(proof.field, 0):
            inner.add(proof)
        reach[proof.field] = max(reach.get(proof.field, 0), proof.end)
    return tuple(p for p in proofs if p not in inner)


def _on_its_side(proof: Evidence, happening: Happening, places: Places) -> Evidence:
    span = Span(proof.start, proof.end)
    acts, receives = (any(places.names(p, span) for p in side) for side in (happening.actors, happening.recipients))
    if acts == receives:
        return proof
    return Evidence("actors" if acts else "recipients", proof.start, proof.end)


def _of_both_sides(proofs: Sequence[Evidence], happening: Happening, places: Places) -> Iterator[Evidence]:
    """ "*The two ministers* agreed": words that name both sides prove a side that has no words of its own."""
    sides: tuple[tuple[EvidenceField, tuple[str, ...]], ...] = (("actors", happening.actors), ("recipients", happening.recipients))
    for field, parties in sides:
        if not any(p.field == field for p in proofs):
            named = (p for p in proofs if p.field in _PARTIES and any(places.names(i, Span(p.start, p.end)) for i in parties))
            yield from (Evidence(field, p.start, p.end) for p in named)


def _nearest(party: str, happening: Happening, cast: Mapping[str, Actor]) -> Evidence | None:
    trigger = happening.first.match.trigger
    mention = min(cast[party].mentions, key=lambda m: abs(m.start - trigger.start), default=None)
    field: EvidenceField = "actors" if party in happening.actors else "recipients"
    return Evidence(field, mention.start, mention.end) if mention is not None else None
