"""Names of reports by content: what decisions hold on to when everything else is coded anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from communique.model import Event, Record, Target


def targets(record: Record) -> dict[str, Target]:
    """The target of each event of a record, by the event's id."""
    sha256 = record.article.sha256
    plain = {e.id: Target(sha256, *_trigger(e), e.type) for e in record.events}
    told = Counter(plain.values())
    return {i: t if told[t] == 1 else Target(t.sha256, t.start, t.end, t.type, i) for i, t in plain.items()}


def target_of(key: str) -> Target:
    """The target that a report's key writes in one word."""
    sha256, span, kind, *among = key.split(":")
    start, end = span.split("-")
    return Target(sha256, int(start), int(end), kind, *among)


# SQL for the numbers of the reports with a key, the oldest first: the key begins with its text's sha256.
REPORTS = """(SELECT k.number FROM snapshot t CROSS JOIN report k ON k.snapshot = t.number
              WHERE t.sha256 = substr(?1, 1, 64) AND k.key = ?1)"""


def happening_id(key: str) -> str:
    """The id of the happening that a report founds."""
    return "h" + hashlib.sha256(key.encode()).hexdigest()[:12]


@lru_cache(maxsize=20_000)
def word_number(word: str) -> int:
    """A word as a number of 64 bits: what indexes hold instead of long words. Two words may share one, where that is no harm."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big", signed=True)


def listed(values: Iterable[object]) -> str:
    """Values as a JSON list, for ``IN (SELECT value FROM json_each(?))``: one statement for any number of them."""
    return msgspec.json.encode(list(values)).decode()


def _trigger(event: Event) -> tuple[int, int]:
    """The first trigger; where none is told (inferred contacts), the first words that prove anything."""
    spans = [(e.start, e.end) for e in event.evidence if e.field == "trigger"] or [(e.start, e.end) for e in event.evidence]
    return min(spans, default=(0, 0))
