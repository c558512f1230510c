"""One happening: the tellings of it that an article holds, as one."""

from __future__ import annotations

import datetime as dt

import msgspec

from communique.events.finding import Finding, Party
from communique.model import Evidence, Medium, Status, When, Where, edtf

Interval = tuple[dt.date | None, dt.date | None]


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One happening of the article, from one finding or several. ``findings`` are in text order."""

    findings: tuple[Finding, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    medium: Medium | None
    when: When | None
    where: Where | None
    duration_minutes: int | None
    evidence: tuple[Evidence, ...]
    distributed: bool = False

    @property
    def first(self) -> Finding:
        """The finding that names it best: the first that is no pointing back."""
        return next((f for f in self.findings if not f.anaphoric), self.findings[0])

    @property
    def parties(self) -> tuple[str, ...]:
        """Actors and recipients, each once."""
        return tuple(dict.fromkeys(self.actors + self.recipients))


def from_finding(finding: Finding) -> Happening:
    """A happening told once."""
    return Happening(
        findings=(finding,),
        actors=_ids(finding.actors),
        recipients=_ids(finding.recipients),
        status=finding.status,
        medium=finding.medium,
        when=finding.when,
        where=finding.where,
        duration_minutes=finding.duration_minutes,
        evidence=finding.evidence,
    )


def _ids(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for p in parties for a in p.actors))


def joined(one: Happening, other: Happening, *, parties: tuple[str, ...] | None = None) -> Happening:
    """Both tellings as one: the more precise of each field, all evidence. ``parties`` overrides who took part."""
    everyone = parties if parties is not None else tuple(dict.fromkeys(one.parties + other.parties))
    actors = tuple(a for a in one.actors if a in everyone) or everyone[:1]
    return Happening(
        findings=tuple(sorted((*one.findings, *other.findings), key=lambda f: f.order)),
        actors=actors,
        recipients=tuple(a for a in everyone if a not in actors),
        status=one.status,
        medium=sharper(one.medium, other.medium),
        when=narrower(one.when, other.when),
        where=one.where or other.where,
        duration_minutes=one.duration_minutes if one.duration_minutes is not None else other.duration_minutes,
        evidence=tuple(sorted({*one.evidence, *other.evidence}, key=lambda e: (e.start, e.end, e.field))),
        distributed=one.distributed or other.distributed,
    )


def sharper(one: Medium | None, other: Medium | None) -> Medium | None:
    """The medium that says more."""
    return other if one in (None, "unspecified") else one


def interval(when: When | None) -> Interval:
    """Both ends; unknown is open on both sides."""
    return (when.earliest, when.latest) if when is not None else (None, None)


def common(one: Interval, other: Interval) -> Interval | None:
    """The days in both, or None where there are none."""
    earliest = max((d for d in (one[0], other[0]) if d is not None), default=None)
    latest = min((d for d in (one[1], other[1]) if d is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return None
    return earliest, latest


def narrower(one: When | None, other: When | None) -> When | None:
    """What both allow; where they contradict each other, the first."""
    if one is None or other is None:
        return one or other
    both = common(interval(one), interval(other))
    if both is None or both == interval(one):
        return one
    return other if both == interval(other) else When(both[0], both[1], edtf(*both), one.text)
