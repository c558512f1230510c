"""One happening: the tellings of it that an article holds, as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from functools import cached_property

import msgspec

from communique.events.finding import BARELY, Finding, Party
from communique.knowledge.lists import word_lists
from communique.model import Evidence, EvidenceField, Medium, Status, Token, When, Where, edtf

Interval = tuple[dt.date | None, dt.date | None]
# Of two tellings, the one with the stronger status says what became of it: a plan that was kept has occurred.
STRENGTH: tuple[Status, ...] = ("hypothetical", "proposed", "planned", "occurred", "postponed", "cancelled", "denied")


class Happening(msgspec.Struct, frozen=True, kw_only=True, dict=True):
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
    is_tour: bool = False
    """Whether it is a visit to several states."""
    is_another: bool = False
    """Whether a telling says that it is not the one told before ("will meet again", "another call")."""

    is_sequel: bool = False
    """Whether it was held after, or before, one told before it ("*later* dined with both men")."""

    @cached_property
    def first(self) -> Finding:
        """The finding that names it best: the first that is no pointing back."""
        told = [f for f in self.findings if not f.anaphoric]
        return next((f for f in told if f.match.frame.rule not in BARELY), told[0] if told else self.findings[0])

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The numbers of the sentences that tell it, in order."""
        return tuple(dict.fromkeys(f.match.sentence.number for f in self.findings))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Actors and recipients, each once."""
        return tuple(dict.fromkeys(self.actors + self.recipients))


class Tellings:
    """The tellings of many happenings by sentence, in the order of the happenings."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        self._told: dict[int, list[tuple[Happening, Finding]]] = {}
        for happening in happenings:
            for finding in happening.findings:
                self._told.setdefault(finding.match.sentence.number, []).append((happening, finding))

    def beside(self, finding: Finding) -> Sequence[tuple[Happening, Finding]]:
        """What is told in the sentence of a telling, itself included."""
        return self.in_sentence(finding.match.sentence.number)

    def in_sentence(self, number: int) -> Sequence[tuple[Happening, Finding]]:
        """What is told in the sentence of that number."""
        return self._told.get(number, ())


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
        is_tour=finding.tour,
        is_another=any(t.text.lower() in word_lists()["another"] for t in around(finding)) or _is_further_plan(finding),
        is_sequel=finding.status == "occurred" and _is_sequel(finding),
    )


def _is_further_plan(finding: Finding) -> bool:
    """ "They will talk on Friday. They are *also* to meet in Osaka": planned beside the one told before."""
    sentence, trigger = finding.match.sentence, finding.match.trigger
    chain = (trigger, sentence.head(trigger)) if trigger.dep == "xcomp" else (trigger,)
    return finding.status == "planned" and any(a.text.lower() == "also" for v in chain for a in sentence.children(v, "advmod"))


# How many words from a contact's word "the same day" may stand.
NEAR = 12


def _is_sequel(finding: Finding) -> bool:
    """Whether a telling says that it was held before, after or beside another: "*later* dined with both men", "*on the same day* chaired
    a tea"."""
    if any(t.text.lower() in word_lists()["sequels"] for t in around(finding)):
        return True
    tokens = finding.match.sentence.tokens
    if any(t.lemma in word_lists()["beside"] for t in tokens[: finding.match.trigger.i + NEAR]):  # "*on the margins* he met"
        return True
    same = (t for t in tokens if t.text.lower() == "same" and t.i + 1 < len(tokens) and tokens[t.i + 1].lemma in word_lists()["day_parts"])
    return any(abs(t.i - finding.match.trigger.i) <= NEAR for t in same)


def around(finding: Finding) -> tuple[Token, ...]:
    """What stands right below a telling's trigger, and the adverbs of the verb that it hangs from."""
    sentence, match = finding.match.sentence, finding.match
    near = sentence.children(match.trigger)
    times = (t for t in near if t.lemma == "time")  # "spoke a *second* time"
    near = (*near, *(c for t in times for c in sentence.children(t, "amod", "det")))
    return (*near, *sentence.children(match.carrier, "advmod")) if match.carrier is not None else near


def _ids(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for p in parties for a in p.actors))


def joined(one: Happening, other: Happening, *, parties: tuple[str, ...] | None = None, status: Status | None = None) -> Happening:
    """Both tellings as one: the more precise of each field, and the evidence for what is kept.

    ``parties`` overrides who took part, ``status`` what became of it (else the first's).
    """
    everyone = parties if parties is not None else tuple(dict.fromkeys(one.parties + other.parties))
    actors = tuple(a for a in one.actors if a in everyone) or everyone[:1]
    result = Happening(
        findings=_in_order(one.findings, other.findings),
        actors=actors,
        recipients=tuple(a for a in everyone if a not in actors),
        status=status or one.status,
        medium=sharper(one.medium, other.medium),
        when=narrower(one.when, other.when) if one.is_tour == other.is_tour else (one if one.is_tour else other).when,
        where=nearer(one.where, other.where) if not (one.is_tour or other.is_tour) else None,
        duration_minutes=one.duration_minutes if one.duration_minutes is not None else other.duration_minutes,
        evidence=(),
        distributed=one.distributed or other.distributed,
        is_tour=one.is_tour or other.is_tour,
        is_another=one.is_another or other.is_another,
        is_sequel=one.is_sequel or other.is_sequel,
    )
    return msgspec.structs.replace(result, evidence=_standing(one, result) + _standing(other, result))


def facing(happening: Happening, states: Container[str]) -> Happening | None:
    """Each party on one side only; ``None`` where nobody is left to act: "he" was taken for whom he spoke of, and nobody hopes of himself.

    One of ``states`` acts on itself where it acts at home.
    """
    both = {a for a in happening.actors if a in happening.recipients and a not in states}
    if not both:
        return happening if happening.actors else None
    others = tuple(r for r in happening.recipients if r not in both)
    if others:
        return msgspec.structs.replace(happening, recipients=others)
    acting = tuple(a for a in happening.actors if a not in both)
    return msgspec.structs.replace(happening, actors=acting) if acting else None


def _in_order(some: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Both in text order. Where one lies behind the other, as most do, without sorting: a text may tell of a thing a thousand times."""
    if some[-1].order <= others[0].order:
        return some + others
    return tuple(sorted((*some, *others), key=lambda f: f.order))


def _standing(telling: Happening, result: Happening) -> tuple[Evidence, ...]:
    """Its evidence for what is kept; some may come twice, and in no order, until the record is made."""
    refuted = _refuted(telling, result)
    return tuple([e for e in telling.evidence if e.field not in refuted]) if refuted else telling.evidence


def _refuted(telling: Happening, result: Happening) -> frozenset[EvidenceField]:
    """The fields in which a telling says something else than what was kept: its words prove nothing there."""
    fields: list[EvidenceField] = []
    if telling.status != result.status:
        fields.append("status")
    if telling.duration_minutes not in (None, result.duration_minutes):
        fields.append("duration_minutes")
    if telling.when is not None and common(interval(telling.when), interval(result.when)) is None:
        fields.append("when")
    if telling.where is not None and result.where is None:
        fields.append("where")
    if telling.where is not None and result.where is not None and not same_place(telling.where, result.where):
        fields.append("where")
    return frozenset(fields)


def sharper(one: Medium | None, other: Medium | None) -> Medium | None:
    """The medium that says more; a call over video is one by phone to those who do not say how."""
    return other if one in (None, "unspecified") or (one, other) == ("phone", "video") else one


def same_place(one: Where | None, other: Where | None) -> bool:
    """Whether both can be one place: not told, the same, or one a region or country of the other."""
    return one is None or other is None or one.name == other.name or nearer(one, other) != one or nearer(other, one) != other


def nearer(one: Where | None, other: Where | None) -> Where | None:
    """The place that says more: a town rather than the region or state of the same country it lies in.

    Regions are known by name and have no point of their own.
    """
    if one is None or other is None:
        return one or other
    return other if one.country == other.country and one.lat is None and other.lat is not None else one


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
