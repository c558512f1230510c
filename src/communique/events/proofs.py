"""Proofs of an event's parties: each stands for the side on which its actor ended up, and everyone has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.events.happening import Happening
from communique.model import Actor, Evidence, EvidenceField, Span

_PARTIES = frozenset({"actors", "recipients"})


def party_proofs(happening: Happening, cast: Mapping[str, Actor]) -> tuple[Evidence, ...]:
    """The evidence of a happening, with that of its parties set right.

    Tellings that became one may name a party on either side; and who is known from a list or a description may stand in no slot.
    """
    moved = tuple(_on_its_side(e, happening, cast) if e.field in _PARTIES else e for e in happening.evidence)
    shown = [Span(e.start, e.end) for e in moved if e.field in _PARTIES]
    lacking = (p for p in happening.parties if not _overlap(cast[p].mentions, shown))
    added = (_nearest(p, happening, cast) for p in lacking)
    return (*moved, *(e for e in added if e is not None))


def _on_its_side(proof: Evidence, happening: Happening, cast: Mapping[str, Actor]) -> Evidence:
    spans = (Span(proof.start, proof.end),)
    acts = any(_overlap(cast[p].mentions, spans) for p in happening.actors)
    receives = any(_overlap(cast[p].mentions, spans) for p in happening.recipients)
    if acts == receives:
        return proof
    return Evidence("actors" if acts else "recipients", proof.start, proof.end)


def _nearest(party: str, happening: Happening, cast: Mapping[str, Actor]) -> Evidence | None:
    trigger = happening.first.match.trigger
    mention = min(cast[party].mentions, key=lambda m: abs(m.start - trigger.start), default=None)
    field: EvidenceField = "actors" if party in happening.actors else "recipients"
    return Evidence(field, mention.start, mention.end) if mention is not None else None


def _overlap(mentions: Iterable[Span], spans: Iterable[Span]) -> bool:
    return any(m.overlaps(s) for m in mentions for s in spans)
