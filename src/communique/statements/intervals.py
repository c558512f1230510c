"""Which of many spans overlap a given one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from communique.model import Span


class Intervals:
    """Spans by place. ``overlapping`` answers with their numbers in the sequence given."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Sort once; ``spans`` may overlap and stand in any order."""
        self._order = sorted(range(len(spans)), key=lambda n: (spans[n].start, n))
        self._spans = [spans[n] for n in self._order]
        self._starts = [s.start for s in self._spans]
        self._reach: list[int] = []
        for span in self._spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def overlapping(self, span: Span) -> Iterator[int]:
        """Numbers of the spans that share a character with ``span``, last start first."""
        place = bisect_left(self._starts, span.end) - 1
        while place >= 0 and self._reach[place] > span.start:
            if self._spans[place].overlaps(span):
                yield self._order[place]
            place -= 1

    def touches(self, span: Span) -> bool:
        """Whether any does."""
        return next(self.overlapping(span), None) is not None
