"""Time: expressions as the text has them, and the intervals they mean."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from communique.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class TimeExpression(msgspec.Struct, frozen=True):
    """A time expression (TIMEX3) and its interval: inclusive ends, ``None`` is open.

    ``value`` follows TIMEX3 (``2025-08-18``, ``2025-W33``, ``P2D``, ``PAST_REF``, ``2025-08-18TMO``).
    """

    start: int
    end: int
    type: TimexType
    value: str
    earliest: dt.date | None
    latest: dt.date | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class When(msgspec.Struct, frozen=True):
    """When an event took or takes place: inclusive ends, ``None`` is open; ``edtf`` says the same in EDTF."""

    earliest: dt.date | None
    latest: dt.date | None
    edtf: str
    text: str


def edtf(earliest: dt.date | None, latest: dt.date | None) -> str:
    """An interval in Extended Date/Time Format level 0/1 (``2025-08-17/2025-08-18``, ``../2025-08-15``)."""
    if earliest and earliest == latest:
        return earliest.isoformat()
    return f"{earliest.isoformat() if earliest else '..'}/{latest.isoformat() if latest else '..'}"
