"""Giving a report its happening: where it fits, with its neighbours put in order, and with ids that stay."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.clusters import Cluster, Hands, best, clustered
from communique.ledger.deriving import found, refresh
from communique.ledger.hands import hands
from communique.ledger.keys import happening_id
from communique.ledger.matching import reasons, together
from communique.ledger.members import Cast, Member, keep, members, with_key
from communique.ledger.nearby import likely, searched
from communique.ledger.recent import forget_blocks

Groups = dict[int, tuple[Member, ...]]


class Settled(NamedTuple):
    """The happenings that changed, those of them that a known report left or came to, and plans whose outcome was absorbed."""

    changed: set[int]
    moved: set[int]
    left: set[int]


def settle(
    db: sqlite3.Connection, incoming: Sequence[Member], cast: Cast, heirs: Sequence[Member] = (), hits: frozenset[int] | None = None
) -> Settled:
    """Place reports, new ones or known ones that changed.

    ``heirs`` are reports that are gone: a new one like them takes over the happening they leave empty. ``hits`` are the happenings that
    may be one with the report, where it is one and this is known.
    """
    around = hands(db, {m.key for m in incoming})
    near = _hand_groups(db, around, cast)
    for member in incoming:
        near |= _own(db, member, cast) | _neighbours(db, member, cast, sure=not heirs, hits=hits)
    moving = {m.number for m in incoming if m.number}
    others = [m for group in near.values() for m in group if m.number not in moving]
    if not others and len(incoming) == 1 and not near:
        return Settled({_found(db, incoming[0], cast, heirs)}, set(), set())
    around = hands(db, {m.key for m in (*others, *incoming)})
    if len(others) > load_merging().most_reports and len(incoming) == 1 and not around.merged and not around.alone:
        return _joined(db, incoming[0], near, cast)
    return _settled(db, clustered((*others, *incoming), around, cast), near, cast, heirs)


def _own(db: sqlite3.Connection, member: Member, cast: Cast) -> Groups:
    return {member.happening: members(db, member.happening, cast)} if member.happening else {}


def _hand_groups(db: sqlite3.Connection, around: Hands, cast: Cast) -> Groups:
    """The happenings that people's merges bring in."""
    keys = frozenset[str]().union(*around.merged, around.alone)
    numbers = {m.happening for k in keys for m in with_key(db, k, cast)}
    return {n: members(db, n, cast) for n in numbers}


def _neighbours(db: sqlite3.Connection, member: Member, cast: Cast, *, sure: bool, hits: frozenset[int] | None) -> Groups:
    """The happenings with a report that the new one could be with, and those that could be with these.

    ``sure`` says that their rows are up to date, so that they tell which of them need not be read; ``hits`` are those around the new one,
    where they are known.
    """
    found: Groups = {}
    waiting, count = [member.telling], 0
    while waiting and count <= load_merging().most_reports:
        one = waiting.pop()
        asked = hits if hits is not None else likely(db, one, cast, known=found) if sure else searched(db, one, cast) - set(found)
        hits = None
        for number in asked:
            group = tuple(m for m in members(db, number, cast) if not member.number or m.number != member.number)
            if any(reasons(one, m.telling, cast, load_merging()) for m in group):
                found[number] = group
                count += len(group)
                waiting.extend(m.telling for m in group)
    return found


def _joined(db: sqlite3.Connection, member: Member, near: Groups, cast: Cast) -> Settled:
    """In a crowd: to the best happening, all others untouched."""
    groups = {n: tuple(m for m in g if m.number != member.number) for n, g in near.items()}
    numbers = [n for n, g in groups.items() if g]
    clusters = [Cluster(groups[n], together((m.telling for m in groups[n]), cast, load_merging())) for n in numbers]
    index, why = best(clusters, member, cast)
    left = {member.happening} - {0}
    if index is None:
        number = _found(db, msgspec.structs.replace(member, happening=0), cast, ())
        return Settled(left | {number}, left | {number} if member.number else set(), set())
    number = numbers[index]
    keep(db, msgspec.structs.replace(member, happening=number, reasons=why), member.happening)
    for changed in left | {number}:
        _renew(db, changed, cast)
    return Settled(left | {number}, left | {number} if member.number else set(), set())


def _renew(db: sqlite3.Connection, number: int, cast: Cast) -> None:
    if group := members(db, number, cast):
        refresh(db, number, group, cast)


def _found(db: sqlite3.Connection, member: Member, cast: Cast, heirs: Sequence[Member]) -> int:
    old = member.happening or _inherited(db, (member,), cast, heirs)
    number = old or _new(db, (member,), cast)
    kept = msgspec.structs.replace(member, happening=number, reasons=())
    keep(db, kept, member.happening)
    if old:
        refresh(db, number, (kept,), cast)
    return number


def _inherited(db: sqlite3.Connection, inside: Sequence[Member], cast: Cast, heirs: Sequence[Member]) -> int | None:
    for gone in heirs:
        empty = not db.execute("SELECT 1 FROM report WHERE happening = ?", (gone.happening,)).fetchone()
        if empty and any(reasons(gone.telling, m.telling, cast, load_merging()) for m in inside):
            return gone.happening
    return None


def _settled(db: sqlite3.Connection, clusters: Sequence[Cluster], near: Groups, cast: Cast, heirs: Sequence[Member]) -> Settled:
    """Write clusters: each keeps the id that most of it had, what lost all its reports is absorbed."""
    claims = _claims(db, clusters)
    numbers = [claims.get(i) or _inherited(db, c.members, cast, heirs) or _new(db, c.members, cast) for i, c in enumerate(clusters)]
    changed, moved = set[int](), set[int]()
    for number, cluster in zip(numbers, clusters, strict=True):
        kept = [msgspec.structs.replace(m, happening=number) for m in cluster.members]
        for before, member in zip(cluster.members, kept, strict=True):
            if not member.number or before.happening != number or _changed(near, member):
                keep(db, member, before.happening)
                changed |= {number, before.happening} - {0}
                moved |= {number, before.happening} - {0} if member.number else set()
    # When all have moved: one cluster's report may leave another's happening.
    for number, cluster in zip(numbers, clusters, strict=True):
        if number in changed or number not in near:
            # All its reports are here, and read by no other order than that in which they came.
            refresh(db, number, sorted(cluster.members, key=lambda m: m.number or math.inf), cast)
            changed.add(number)
    empty = (set(near) | {m.happening for c in clusters for m in c.members}) - set(numbers) - {0}
    left = set[int]().union(*(_absorb(db, number, clusters, numbers) for number in empty))
    return Settled(changed, moved, left)


def _changed(near: Groups, member: Member) -> bool:
    return all(member != m for m in near.get(member.happening, ()))


def _claims(db: sqlite3.Connection, clusters: Sequence[Cluster]) -> dict[int, int]:
    """Which cluster keeps which happening: the one with its founding report, else with most of its reports; the oldest first."""
    held = [Counter(m.happening for m in c.members if m.happening) for c in clusters]
    claims: dict[int, int] = {}
    for founded in (True, False):
        for number in sorted(set().union(*held) - set(claims.values())):
            wanting = [i for i, h in enumerate(held) if h[number] and i not in claims and (not founded or _founds(db, clusters[i], number))]
            if wanting:
                claims[max(wanting, key=lambda i: (held[i][number], -i))] = number
    return claims


def _founds(db: sqlite3.Connection, cluster: Cluster, number: int) -> bool:
    identity = db.execute("SELECT id FROM happening WHERE number = ?", (number,)).fetchone()[0]
    return any(happening_id(m.key) == identity for m in cluster.members)


def _new(db: sqlite3.Connection, inside: Sequence[Member], cast: Cast) -> int:
    """A happening named by its founding report; an absorbed one that a report of these founded stands up again."""
    ids = {happening_id(m.key): m for m in sorted(inside, key=lambda m: (m.key, m.snapshot))}
    marks = ", ".join("?" * len(ids))
    taken = db.execute(f"SELECT number, id, absorbed FROM happening WHERE id IN ({marks}) ORDER BY number", tuple(ids)).fetchall()
    if back := next((row["number"] for row in taken if row["absorbed"] is not None), None):
        refresh(db, int(back), inside, cast)
        return int(back)
    identity, founder = next(iter(ids.items()))
    while taken and db.execute("SELECT 1 FROM happening WHERE id = ?", (identity,)).fetchone():
        identity = happening_id(f"{identity}#{founder.snapshot}")  # a copy of the same text founded another
    new = found(db, {identity: inside}, cast)
    assert new is not None  # nobody has the id
    return next(iter(new))


def _absorb(db: sqlite3.Connection, number: int, clusters: Sequence[Cluster], numbers: Sequence[int]) -> set[int]:
    """Let a happening that lost all its reports lead to where most went. Gives the plans whose outcome it was."""
    went = Counter({n: sum(m.happening == number for m in c.members) for n, c in zip(numbers, clusters, strict=True)})
    if not went or db.execute("SELECT 1 FROM report WHERE happening = ?", (number,)).fetchone():
        return set()
    into = min(went, key=lambda n: (-went[n], n))
    db.execute("UPDATE statement SET happening = NULL WHERE happening = ?", (number,))
    db.execute("UPDATE happening SET absorbed = ?, reports = 0, sources = 0 WHERE number = ?", (into, number))
    return forget(db, number)


def forget(db: sqlite3.Connection, number: int) -> set[int]:
    """Take a happening out of everything that is searched. Gives the plans whose outcome it was: another may be theirs."""
    left = {row[0] for row in db.execute("SELECT target FROM link WHERE source = ? AND kind <> 'about'", (number,))}
    db.execute("DELETE FROM party WHERE happening = ?", (number,))
    forget_blocks(db, number)
    db.execute("DELETE FROM link WHERE source = ? OR target = ?", (number, number))
    return left
