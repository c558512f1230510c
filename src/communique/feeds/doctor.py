"""What ails the feeds: those gone silent against their own rhythm, those that fail, those that moved or ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from communique.feeds.nouns import DAY, Feed
from communique.feeds.store import Store

Ailment = Literal["silent", "failing", "moved", "ended", "never-asked", "pages-failed"]
# A rhythm shows in so many gaps, of which the newest are looked at.
FEWEST_GAPS, MOST_GAPS = 4, 100
# Silent is a feed whose gap is so many times its usual longest (of ten gaps nine are shorter), and longer than a day.
TIMES = 3.0


class Finding(msgspec.Struct, frozen=True):
    """One ailment of one feed, in a sentence."""

    feed: str
    url: str
    what: Ailment
    message: str


def findings(store: Store, now: float) -> Iterator[Finding]:
    """Everything that somebody should look at, feed by feed."""
    for feed in store.feeds():
        for what, message in _ailments(store, feed, now):
            yield Finding(feed.called, feed.url, what, message)


def _ailments(store: Store, feed: Feed, now: float) -> Iterator[tuple[Ailment, str]]:
    if feed.ended:
        yield "ended", f"is gone for good and not asked any more; `communique feeds remove {feed.number}`"
        return
    if feed.asked is None:
        yield "never-asked", "was never asked; `communique feeds run --once` does"
    if feed.failures:
        yield "failing", (f"failed {feed.failures} times in a row, last with: " if feed.failures > 1 else "failed with: ") + str(feed.error)
    if feed.moved:
        yield "moved", f"moved for good to {feed.moved}; add that and remove this"
    if (silence := silent_for(store.moments(feed), now)) and not feed.failures:
        gap, usual = silence
        yield "silent", f"has had nothing new for {gap / DAY:.1f} days; nine of ten gaps were shorter than {usual / DAY:.1f} days"
    if given_up := store.given_up(feed):
        yield "pages-failed", f"lists {given_up} pages that failed and are not asked for again"


def silent_for(moments: Sequence[float], now: float) -> tuple[float, float] | None:
    """The silence and the usual longest gap, in seconds, where a feed is silent against its own rhythm."""
    newest = [m for m in moments if m <= now][-MOST_GAPS - 1 :]
    gaps = sorted(b - a for a, b in pairwise(newest))
    if len(gaps) < FEWEST_GAPS:
        return None
    usual, gap = gaps[int(len(gaps) * 0.9)], now - newest[-1]
    return (gap, usual) if gap > max(TIMES * usual, DAY) else None
