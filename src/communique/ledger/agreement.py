"""Blind double coding: sheets of events without the machine's values, and how far two coders agree.

Nominal alpha after Krippendorff, Content Analysis (2004), chapter 11: 1 - observed / expected disagreement over pairable values.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from communique.errors import InputError
from communique.ledger.keys import target_of

FIELDS = ("type", "status", "medium")
CONTEXT = 400


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a sheet: a report's key, its words in ``[[`` ``]]`` with what stands around them, and the coder's values (ids or names)."""

    key: str
    text: str = ""
    type: str | None = None
    status: str | None = None
    medium: str | None = None
    parties: tuple[str, ...] = ()


class Agreement(msgspec.Struct, frozen=True):
    """Alpha of each field (``None`` where nothing varies), F1 of the parties, and how many events both have coded."""

    events: int
    alpha: dict[str, float | None]
    parties_f1: float


def sheet(db: sqlite3.Connection) -> Iterator[Coded]:
    """Every event once, in the order of keys, without what the machine or anybody says of it."""
    rows = db.execute("SELECT r.key, s.text FROM report r JOIN snapshot s ON s.number = r.snapshot GROUP BY r.key ORDER BY r.key")
    for row in rows:
        target, text = target_of(row["key"]), row["text"]
        before, after = text[max(0, target.start - CONTEXT) : target.start], text[target.end : target.end + CONTEXT]
        yield Coded(key=row["key"], text=f"{before}[[{text[target.start : target.end]}]]{after}")


def read_sheet(lines: Iterable[bytes], *, name: str) -> dict[str, Coded]:
    """A coder's sheet by key. Raises ``InputError`` naming a bad line, or one whose key stands twice."""
    found: dict[str, Coded] = {}
    for number, line in enumerate(lines, 1):
        try:
            coded = msgspec.json.decode(line, type=Coded)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{name}: line {number}: {error}") from error
        if coded.key in found:
            raise InputError(f"{name}: line {number}: {coded.key} stands twice; keep one line for each event")
        found[coded.key] = coded
    return found


def agreement(one: Mapping[str, Coded], other: Mapping[str, Coded]) -> Agreement:
    """How far two coders agree on the events that both have. Raises ``InputError`` where there is none."""
    pairs = [(one[k], other[k]) for k in sorted(one.keys() & other.keys())]
    if not pairs:
        raise InputError("the two sheets have no event in common; code the same sheet twice")
    values = {f: alpha([(getattr(a, f), getattr(b, f)) for a, b in pairs]) for f in FIELDS}
    shared = sum(len(set(a.parties) & set(b.parties)) for a, b in pairs)
    named = sum(len(set(a.parties)) + len(set(b.parties)) for a, b in pairs)
    return Agreement(len(pairs), values, 2 * shared / named if named else 1.0)


def alpha(pairs: Sequence[tuple[str | None, str | None]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal values; ``None`` is missing, and the outcome where all values are the same."""
    paired = [(a, b) for a, b in pairs if a is not None and b is not None]
    counts = Counter(v for pair in paired for v in pair)
    total = counts.total()
    expected = total * total - sum(n * n for n in counts.values())
    if not expected:
        return None
    return 1 - (total - 1) * 2 * sum(a != b for a, b in paired) / expected
