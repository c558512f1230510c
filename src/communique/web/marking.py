"""A text with its evidence marked: cut at every boundary, so that marks may overlap. Taking the marks away gives the text back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup, escape

from communique.model import Record, Span, Zone

_ENDS = re.compile(r"\n+")


class Mark(msgspec.Struct, frozen=True, order=True):
    """A stretch that proves something: ``kind`` chooses its look, ``ref`` names what it proves (``e3-when``, ``s2``, an actor)."""

    start: int
    end: int
    kind: str
    ref: str


class Piece(msgspec.Struct, frozen=True):
    """A stretch without a boundary inside: its words and what they prove. ``anchors`` are the refs that begin here for the first time."""

    start: int
    words: str
    kinds: tuple[str, ...]
    refs: tuple[str, ...]
    anchors: tuple[str, ...]


class Passage(msgspec.Struct, frozen=True):
    """A zone of the page as pieces; ``kind`` is the zone's, and only bodies are coded."""

    kind: str
    pieces: tuple[Piece, ...]


def pieces(text: str, marks: Iterable[Mark], within: Span) -> Iterator[Piece]:
    """The text of ``within``, cut at every boundary of a mark. Offsets are Unicode code points, half-open."""
    inside = sorted(m for m in marks if m.start < within.end and m.end > within.start)
    cuts = {within.start, within.end, *(c for m in inside for c in (m.start, m.end) if within.start < c < within.end)}
    ordered = sorted(cuts)
    for start, end in itertools.pairwise(ordered):
        over = [m for m in inside if m.start <= start and end <= m.end]
        kinds, refs = (tuple(dict.fromkeys(getattr(m, f) for m in over)) for f in ("kind", "ref"))
        yield Piece(start, text[start:end], kinds, refs, tuple(dict.fromkeys(m.ref for m in over if m.start == start)))


def lined(words: str) -> Markup:
    """Words as markup, the ends of lines in an element of their own: it parts paragraphs, and copies as what it is."""
    return Markup(_ENDS.sub(r'<span class="gap">\g<0></span>', str(escape(words))))


def passages(record: Record) -> tuple[Passage, ...]:
    """The whole text of a record: its zones in order, and the blank stretches between them."""
    text, marks = record.article.text, marks_of(record)
    cut = [(z.kind, list(pieces(text, marks, z.span))) for z in _all_zones(record)]
    seen: set[str] = set()
    return tuple(Passage(kind, tuple(_anchored(p, seen) for p in found)) for kind, found in cut)


def _anchored(piece: Piece, seen: set[str]) -> Piece:
    """With those anchors only that no earlier piece has: a page's ids are unique."""
    new = tuple(a for a in piece.anchors if a not in seen)
    seen.update(new)
    return msgspec.structs.replace(piece, anchors=new)


def _all_zones(record: Record) -> Iterator[Zone]:
    at = 0
    for zone in record.zones:
        if zone.start > at:
            yield Zone("other", at, zone.start)
        yield zone
        at = max(at, zone.end)
    if at < len(record.article.text):
        yield Zone("other", at, len(record.article.text))


def marks_of(record: Record) -> tuple[Mark, ...]:
    """Everything that the record proves with words: fields of events, sources, cues and contents of statements."""
    found = [Mark(e.start, e.end, e.field, f"{event.id}-{e.field}") for event in record.events for e in event.evidence]
    for s in record.statements:
        spans = [("content", s.content), *((n, t.span) for n, t in (("source", s.source), ("cue", s.cue)) if t)]
        found += [Mark(span.start, span.end, kind, f"{s.id}-{kind}") for kind, span in spans]
    return tuple(found)
