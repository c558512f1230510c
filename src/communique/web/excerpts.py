"""The passages of a text that prove an event, cut out around their evidence and marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from communique.model import Event, Span
from communique.web.marking import Mark, Piece, pieces

AROUND = 260
MOST = 3


class Excerpt(msgspec.Struct, frozen=True):
    """A passage as pieces; ``cut_before`` and ``cut_after`` say whether its paragraph goes on there."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def excerpts(text: str, event: Event, most: int = MOST) -> tuple[Excerpt, ...]:
    """The paragraphs with an event's evidence, long ones cut to what is around it; the one that tells that it happened is always there."""
    marks = [Mark(e.start, e.end, e.field, e.field) for e in event.evidence]
    triggers = [Span(e.start, e.end) for e in event.evidence if e.field == "trigger"]
    windows = _joined(_window(text, Span(m.start, m.end)) for m in marks)
    first = [w for w in windows if any(w.overlaps(t) for t in triggers)]
    kept = sorted([*first, *(w for w in windows if w not in first)][:most])
    return tuple(_cut(text, w, marks) for w in kept)


def excerpt(text: str, span: Span, kind: str = "trigger") -> tuple[Excerpt, ...]:
    """The passage around one span; none where the text does not reach so far."""
    if span.end > len(text):
        return ()
    return (_cut(text, _window(text, span), [Mark(span.start, span.end, kind, kind)]),)


def _cut(text: str, window: Span, marks: Sequence[Mark]) -> Excerpt:
    before, after = text[window.start - 1 : window.start], text[window.end : window.end + 1]
    return Excerpt(tuple(pieces(text, marks, window)), before not in ("", "\n"), after not in ("", "\n"))


def _window(text: str, span: Span) -> Span:
    """The paragraph of a span, or so much of it as is near, from word to word."""
    start, stop = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if stop < 0 else stop
    near, far = span.start - AROUND, span.end + AROUND
    if start < near:
        blank = text.find(" ", near, span.start)
        start = blank + 1 if blank >= 0 else near
    if far < end:
        blank = text.rfind(" ", span.end, far)
        end = blank if blank >= 0 else far
    return Span(start, end)


def _joined(windows: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for window in sorted(windows):
        if found and window.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, window.end))
        else:
            found.append(window)
    return found
