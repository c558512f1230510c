"""Reports → groups that are one happening each. The outcome hangs on the reports, not on the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.matching import Telling, reasons, together
from communique.ledger.members import Member
from communique.model import Actor

BY_HAND = "merged by hand"


class Hands(msgspec.Struct, frozen=True):
    """What people decided about a neighbourhood: keys merged with one another, and keys that stand alone."""

    merged: tuple[frozenset[str], ...] = ()
    alone: frozenset[str] = frozenset()

    def group(self, key: str) -> frozenset[str]:
        """The keys that were merged with ``key``."""
        return next((g for g in self.merged if key in g), frozenset())


class Cluster(msgspec.Struct, frozen=True):
    """Members of one happening, and all of them as one telling."""

    members: tuple[Member, ...]
    telling: Telling
    closed: bool = False

    @property
    def founder(self) -> str:
        """The key that names it among others: content, not order."""
        return min(m.key for m in self.members)


def clustered(members: Iterable[Member], hands: Hands, cast: Mapping[str, Actor]) -> tuple[Cluster, ...]:
    """The clusters of some members: what was merged by hand first, then each report, the precise first, to where it fits best."""
    ordered = sorted(members, key=lambda m: m.order)
    found = [_of_hand([m for m in ordered if m.key in group], cast) for group in _inside(ordered, hands)]
    for member in ordered:
        if not hands.group(member.key):
            _take(found, member, hands, cast)
    return tuple(found)


def _inside(ordered: Sequence[Member], hands: Hands) -> list[frozenset[str]]:
    """The groups merged by hand that have members here, in an order of content."""
    keys = {m.key for m in ordered}
    return sorted((g for g in hands.merged if g & keys), key=min)


def _of_hand(members: Sequence[Member], cast: Mapping[str, Actor]) -> Cluster:
    kept = (_because(members[0], ()), *(_because(m, (BY_HAND,)) for m in members[1:]))
    return Cluster(kept, together((m.telling for m in members), cast, load_merging()))


def _take(found: list[Cluster], member: Member, hands: Hands, cast: Mapping[str, Actor]) -> None:
    alone = member.key in hands.alone
    index, why = (None, ()) if alone else best(found, member, cast)
    if index is None:
        found.append(Cluster((_because(member, ()),), member.telling, closed=alone))
        return
    joined = (*found[index].members, _because(member, why))
    found[index] = Cluster(joined, together((m.telling for m in joined), cast, load_merging()))


def best(found: Sequence[Cluster], member: Member, cast: Mapping[str, Actor]) -> tuple[int | None, tuple[str, ...]]:
    """Where a report fits best, and why; ``None`` where it fits nowhere."""
    fitting = []
    for index, cluster in enumerate(found):
        why = fits(cluster, member, cast)
        if why is not None:
            fitting.append((why[0] != "same parties", -len(why), cluster.telling.width, cluster.founder, index, why))
    if not fitting:
        return None, ()
    *_, index, why = min(fitting, key=lambda f: f[:4])
    return index, why


def fits(cluster: Cluster, member: Member, cast: Mapping[str, Actor]) -> tuple[str, ...] | None:
    """Why a report may belong to a cluster. Two events of one record are two, whatever they have in common."""
    if cluster.closed or any(m.snapshot == member.snapshot for m in cluster.members):
        return None
    tellings = [m.telling for m in cluster.members if m.reasons == (BY_HAND,)]
    tellings = [cluster.members[0].telling, *tellings] if tellings else [cluster.telling]
    return next((why for t in tellings if (why := reasons(t, member.telling, cast, load_merging())) is not None), None)


def _because(member: Member, why: tuple[str, ...]) -> Member:
    return msgspec.structs.replace(member, reasons=why)
