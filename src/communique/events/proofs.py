"""Proofs of an event's parties: each stands for the side on which its actor ended up, and everyone has one."""

from __future__ import annotations

from collections.abc import Mapping

from communique.events.happening import Happening
from communique.model import Actor, Evidence, EvidenceField, Span
from communique.statements.intervals import Intervals

_PARTIES = frozenset({"actors", "recipients"})


def party_proofs(happening: Happening, cast: Mapping[str, Actor]) -> tuple[Evidence, ...]:
    """The evidence of a happening, with that of its parties set right.

    Tellings that became one may name a party on either side; and who is known from a list or a description may stand in no slot.
    """
    acting, receiving = (Intervals([m for p in side for m in cast[p].mentions]) for side in (happening.actors, happening.recipients))
    every = dict.fromkeys(happening.evidence)
    moved = tuple(_on_its_side(e, acting, receiving) if e.field in _PARTIES else e for e in every)
    shown = Intervals([Span(e.start, e.end) for e in moved if e.field in _PARTIES])
    lacking = (p for p in happening.parties if not any(shown.touches(m) for m in cast[p].mentions))
    added = (_nearest(p, happening, cast) for p in lacking)
    return (*moved, *(e for e in added if e is not None))


def _on_its_side(proof: Evidence, acting: Intervals, receiving: Intervals) -> Evidence:
    span = Span(proof.start, proof.end)
    acts, receives = acting.touches(span), receiving.touches(span)
    if acts == receives:
        return proof
    return Evidence("actors" if acts else "recipients", proof.start, proof.end)


def _nearest(party: str, happening: Happening, cast: Mapping[str, Actor]) -> Evidence | None:
    trigger = happening.first.match.trigger
    mention = min(cast[party].mentions, key=lambda m: abs(m.start - trigger.start), default=None)
    field: EvidenceField = "actors" if party in happening.actors else "recipients"
    return Evidence(field, mention.start, mention.end) if mention is not None else None
