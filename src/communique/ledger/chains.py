"""What hangs on a happening: what it was about and what was about it, step by step, and its plan and outcome."""

from __future__ import annotations

import sqlite3

import msgspec

from communique.ledger.overviews import Link, links

LONGEST = 6
ABOUT, TOLD_IN = "was about", "was dealt with in"


class Step(msgspec.Struct, frozen=True):
    """One link of a chain; ``depth`` counts from the happening itself, below zero for what it was about."""

    depth: int
    link: Link


class Ties(msgspec.Struct, frozen=True):
    """``chain`` goes from the first matter to the last briefing about it; ``plans`` are plans and outcomes."""

    chain: tuple[Step, ...]
    plans: tuple[Link, ...]


def ties(db: sqlite3.Connection, identity: str) -> Ties:
    """Everything that a happening is tied to, over several steps."""
    seen = {identity}
    back = _walk(db, identity, ABOUT, -1, seen)
    forth = _walk(db, identity, TOLD_IN, 1, seen)
    ordered = sorted([*back, *forth], key=lambda s: s.depth)
    return Ties(tuple(ordered), tuple(t for t in links(db, identity) if t.kind not in (ABOUT, TOLD_IN)))


def _walk(db: sqlite3.Connection, identity: str, kind: str, step: int, seen: set[str]) -> list[Step]:
    found, waiting, depth = list[Step](), [identity], step
    while waiting and abs(depth) <= LONGEST:
        new = [t for one in waiting for t in links(db, one) if t.kind == kind and t.id not in seen]
        new = list({t.id: t for t in new}.values())
        seen.update(t.id for t in new)
        found += [Step(depth, t) for t in new]
        waiting, depth = [t.id for t in new], depth + step
    return found
