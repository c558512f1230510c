"""Coreference of events: one happening told in the lead, in the body, and again as "the call" is one event."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.events.finding import Finding
from communique.events.happening import Happening, common, from_finding, interval, joined
from communique.model import Actor, Evidence

TOGETHER = frozenset({"occurred", "planned"})


class Merger:
    """Collects findings of one article, in text order, into happenings."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        """``actors`` are those of the cast, by id."""
        self._actors = actors
        self._known: list[Happening] = []
        self._waiting: list[Finding] = []

    def add(self, finding: Finding) -> None:
        """Take in one more finding."""
        if finding.anaphoric:
            self._point_back(finding)
        elif finding.is_contact:
            for telling in self._told(from_finding(finding)):
                self._contact(telling)
        else:
            self._other(from_finding(finding))

    def result(self) -> tuple[Happening, ...]:
        """The happenings, by first mention. What points back to nothing is dropped: it names no parties."""
        for finding in self._waiting:
            fitting = [i for i, h in enumerate(self._known) if self._fits(h, finding)]
            if fitting:
                self._known[fitting[0]] = _noted(self._known[fitting[0]], finding)
        return tuple(sorted(self._known, key=lambda h: h.first.order))

    def _told(self, telling: Happening) -> Iterable[Happening]:
        """A telling of several contacts at once ("calls with A, B and C"), one by one."""
        hub, others = telling.actors, telling.recipients
        if len(hub) != 1 or len(others) < 2 or telling.medium == "in_person":
            return (telling,)
        if not _is_plural(telling) and not self._known_apart(hub[0], others):
            return (telling,)
        return tuple(_part(telling, hub[0], other) for other in others)

    def _known_apart(self, hub: str, others: tuple[str, ...]) -> bool:
        pairs = {frozenset(h.parties) for h in self._known if h.distributed}
        return all(frozenset((hub, o)) in pairs for o in others)

    def _contact(self, telling: Happening) -> None:
        for index in reversed(range(len(self._known))):
            known = self._known[index]
            if known.medium is None or not _may_be_one(known, telling):
                continue
            parties = self._same_parties(known, telling)
            if parties is not None:
                self._known[index] = joined(known, telling, parties=parties)
                return
        self._known.append(telling)

    def _same_parties(self, one: Happening, other: Happening) -> tuple[str, ...] | None:
        """The parties of both, where those of one are all among the other's; a state stands for its people."""
        small, large = sorted((one.parties, other.parties), key=len)
        if set(small) <= set(large):
            return large if len(small) > 1 else None
        unmatched = [a for a in small if a not in large]
        if len(unmatched) == len(small) or not all(self._represented(a, large) for a in unmatched):
            return None
        everyone = dict.fromkeys(one.parties + other.parties)
        return tuple(a for a in everyone if not self._is_stood_for(a, everyone))

    def _represented(self, actor: str, others: Iterable[str]) -> bool:
        who = self._actors[actor]
        return who.country is not None and any(
            o != actor
            and self._actors[o].country == who.country
            and "person" in (who.kind, self._actors[o].kind)
            and who.kind != self._actors[o].kind
            for o in others
        )

    def _is_stood_for(self, actor: str, everyone: Iterable[str]) -> bool:
        return self._actors[actor].kind in ("state", "government", "office") and self._represented(actor, everyone)

    def _other(self, telling: Happening) -> None:
        for index, known in enumerate(self._known):
            if known.first.match.frame.type == telling.first.match.frame.type and known.medium is None and _same_act(known, telling):
                self._known[index] = joined(known, telling)
                return
        self._known.append(telling)

    def _point_back(self, finding: Finding) -> None:
        fitting = [i for i, h in enumerate(self._known) if self._fits(h, finding)]
        if not fitting:
            self._waiting.append(finding)
            return
        index = max(fitting, key=lambda i: self._known[i].findings[-1].order)
        self._known[index] = _noted(self._known[index], finding)

    def _fits(self, happening: Happening, finding: Finding) -> bool:
        """Whether "the call" may be this call: its means, whoever is named with it, its date."""
        if happening.medium is None or not _same_means(happening.medium, finding.medium):
            return False
        if not finding.ids <= set(happening.parties):
            return False
        return common(interval(happening.when), interval(finding.when)) is not None


def _noted(happening: Happening, finding: Finding) -> Happening:
    noted = from_finding(msgspec.structs.replace(finding, actors=(), recipients=()))
    return joined(happening, noted, parties=happening.parties)


def _is_plural(telling: Happening) -> bool:
    return any(f.match.trigger.tag == "NNS" and f.match.trigger.lemma != "talk" for f in telling.findings)


def _part(telling: Happening, hub: str, other: str) -> Happening:
    finding = telling.findings[0]
    spans = {(p.mention.start, p.mention.end) for p in finding.recipients if other not in p.actors}
    kept = tuple(e for e in telling.evidence if not (e.field == "recipients" and (e.start, e.end) in spans))
    return msgspec.structs.replace(telling, actors=(hub,), recipients=(other,), evidence=kept, distributed=True)


def _may_be_one(one: Happening, other: Happening) -> bool:
    if not _same_means(one.medium, other.medium):
        return False
    if one.status != other.status:
        return False
    return common(interval(one.when), interval(other.when)) is not None


def _same_means(one: str | None, other: str | None) -> bool:
    return one == other or "unspecified" in (one, other)


def _same_act(one: Happening, other: Happening) -> bool:
    if set(one.actors) != set(other.actors) or set(one.recipients) != set(other.recipients) or one.status != other.status:
        return False
    near = abs(one.first.match.sentence.number - other.first.match.sentence.number) <= 1
    return near or (one.when == other.when and one.first.match.trigger.lemma == other.first.match.trigger.lemma)


def evidence_of(happening: Happening) -> tuple[Evidence, ...]:
    """All evidence, in text order."""
    return tuple(sorted(set(happening.evidence), key=lambda e: (e.start, e.end, e.field)))
