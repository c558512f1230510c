"""Whether two tellings can be of one happening, and the reasons. Pure functions: nothing here knows the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from communique.knowledge.merging import Merging
from communique.model import Actor, Event, When, Where, edtf

Days = tuple[dt.date, dt.date]
# Blocks grow with the square of the sides: of summits so many are enough to meet.
MOST_SIDES = 12


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What matters of a report, or of all reports of a happening together.

    ``parties`` are actor ids without those that name nobody in particular (``vague`` says whether there were any); ``days`` is where
    it is searched, ``dated`` whether the text gives them; ``place`` is name, country and whether it has a point of its own.
    """

    kind: str
    mode: str | None
    status: str
    medium: str | None
    actors: frozenset[str]
    parties: frozenset[str]
    vague: bool
    days: Days | None
    dated: bool
    where: Where | None

    @property
    def is_contact(self) -> bool:
        """Whether it is a contact: they merge whatever their type."""
        return self.medium is not None

    @property
    def width(self) -> int:
        """How many days it may have been on; undated ones count as the widest."""
        return (self.days[1] - self.days[0]).days if self.days and self.dated else 10_000


def telling(event: Event, published: dt.date | None, cast: Mapping[str, Actor], merging: Merging) -> Telling:
    """An event as matching sees it."""
    named = frozenset(p for p in event.parties if cast[p].kind not in merging.vague)
    parties = named if len(named) > 1 else frozenset(event.parties)
    return Telling(
        kind="contact" if event.medium is not None else event.type,
        mode=event.mode,
        status=merging.classes[event.status],
        medium=event.medium,
        actors=frozenset(event.actors),
        parties=parties,
        vague=parties != frozenset(event.parties),
        days=_days(event.when, published, merging),
        dated=event.when is not None and (event.when.earliest or event.when.latest) is not None,
        where=event.where,
    )


def _days(when: When | None, published: dt.date | None, merging: Merging) -> Days | None:
    slack = dt.timedelta(merging.open_days)
    if when is not None and when.earliest and when.latest:
        return when.earliest, when.latest
    if when is not None and when.latest:
        return when.latest - slack, when.latest
    if when is not None and when.earliest:
        return when.earliest, when.earliest + slack
    slack = dt.timedelta(merging.undated_days)
    return (published - slack, published + slack) if published else None


def blocks(one: Telling, cast: Mapping[str, Actor]) -> tuple[str, ...]:
    """The words under which it is looked for: two tellings that can be one share at least one."""
    sides = sorted(cast[p].country or p for p in one.parties)
    pairs = combinations(sides[:MOST_SIDES], 2) if len(sides) > 1 else [(s, "") for s in sides]
    return tuple(sorted({f"{one.kind}:{one.status}:{a}|{b}" for a, b in pairs}))


def reasons(one: Telling, other: Telling, cast: Mapping[str, Actor], merging: Merging) -> tuple[str, ...] | None:
    """Why the two can be one happening; ``None`` where they cannot."""
    if (one.kind, one.status) != (other.kind, other.status) or not _same_means(one, other):
        return None
    time = _same_time(one, other, merging)
    exact = not (one.dated and other.dated)
    who = _same_parties(one, other, cast, merging, exact=exact) if time else None
    if time is None or who is None or not same_place(one.where, other.where):
        return None
    place = (f"place {one.where.name}",) if one.where and other.where and one.where.name == other.where.name else ()
    means = (f"medium {one.medium}",) if one.medium == other.medium not in (None, "unspecified") else ()
    return (who, time, *means, *place)


def _same_means(one: Telling, other: Telling) -> bool:
    if not one.is_contact:
        return one.mode == other.mode or None in (one.mode, other.mode)
    return one.medium == other.medium or "unspecified" in (one.medium, other.medium)


def _same_time(one: Telling, other: Telling, merging: Merging) -> str | None:
    if one.days is None or other.days is None:
        return None
    # Too much happens in a long interval, whether the other tells its day or lies around its publication.
    if any(t.dated and t.width > merging.longest_days for t in (one, other)) and one.days != other.days:
        return None
    shared = overlap(one.days, other.days)
    if shared is None:
        return None
    return f"dates overlap {edtf(*shared)}" if one.dated and other.dated else "undated, published within days"


def overlap(one: Days, other: Days) -> Days | None:
    """The days of both."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def _same_parties(one: Telling, other: Telling, cast: Mapping[str, Actor], merging: Merging, *, exact: bool) -> str | None:
    if not one.is_contact:
        return "same parties" if (one.actors, one.parties) == (other.actors, other.parties) else None
    if one.parties == other.parties:
        return "same parties"
    small, large = sorted((one, other), key=lambda t: (len(t.parties), sorted(t.parties)))
    if exact or len(small.parties) < 2:
        return None
    if _stand_for(small.parties, large.parties, cast, merging):
        return "parties that stand for each other"
    if {one.medium, other.medium} & merging.one_to_one:
        return None
    return _collective(small, large, merging)


def _stand_for(small: frozenset[str], large: frozenset[str], cast: Mapping[str, Actor], merging: Merging) -> bool:
    """Whether each that only one names has one of the other's to stand for: "Russia and the U.S." for their presidents."""
    return all(_spoken_for(a, large, cast, merging) for a in small - large) and all(
        _spoken_for(a, small, cast, merging) for a in large - small
    )


def _spoken_for(actor: str, others: Iterable[str], cast: Mapping[str, Actor], merging: Merging) -> bool:
    who = cast[actor]
    return who.country is not None and any(_is_pair(who, cast[o], merging) for o in others)


def _is_pair(one: Actor, other: Actor, merging: Merging) -> bool:
    return one.country == other.country and one.kind != other.kind and bool({one.kind, other.kind} & merging.stand_ins)


def _collective(small: Telling, large: Telling, merging: Merging) -> str | None:
    if small.parties < large.parties and small.vague:
        return "parties among those of a group"
    shared = len(small.parties & large.parties) / len(small.parties | large.parties)
    return f"{shared:.0%} of the parties shared" if shared >= merging.least_share else None


def same_place(one: Where | None, other: Where | None) -> bool:
    """Whether both can be one place: not told, the same, or a country or region and a town in it (regions have no point)."""
    if one is None or other is None or one.name == other.name:
        return True
    return one.country == other.country and (one.lat is None) != (other.lat is None)


def together(tellings: Iterable[Telling], cast: Mapping[str, Actor], merging: Merging) -> Telling:
    """Tellings of one happening as one: the days of all, the parties of any without those that only stand for others."""
    told = list(tellings)
    if len(told) == 1:
        return _alone(told[0], cast, merging)
    told.sort(key=lambda t: (t.width, t.where is None or t.where.lat is None, sorted(t.parties)))
    first, dated = told[0], [t for t in told if t.dated and t.days] or [t for t in told if t.days]
    parties = frozenset[str]().union(*(t.parties for t in told))
    days = _common([t.days for t in dated if t.days])
    return msgspec.structs.replace(
        first,
        medium=next((t.medium for t in told if t.medium not in (None, "unspecified")), first.medium),
        mode=next((t.mode for t in told if t.mode), None),
        parties=_without_stand_ins(parties, cast, merging) if first.is_contact else parties,
        vague=all(t.vague for t in told),
        days=days,
        where=next((t.where for t in told if t.where and t.where.lat is not None), next((t.where for t in told if t.where), None)),
    )


def _alone(one: Telling, cast: Mapping[str, Actor], merging: Merging) -> Telling:
    """A single telling: most happenings have no other."""
    parties = _without_stand_ins(one.parties, cast, merging) if one.is_contact else one.parties
    return one if len(parties) == len(one.parties) else msgspec.structs.replace(one, parties=parties)


def _without_stand_ins(parties: frozenset[str], cast: Mapping[str, Actor], merging: Merging) -> frozenset[str]:
    return frozenset(p for p in parties if not _is_stand_in(p, parties, cast, merging))


def _common(days: list[Days]) -> Days | None:
    """The days of all; those of the first where a human joined what has none in common."""
    if not days:
        return None
    start, end = max(d[0] for d in days), min(d[1] for d in days)
    return (start, end) if start <= end else days[0]


def _is_stand_in(actor: str, everyone: frozenset[str], cast: Mapping[str, Actor], merging: Merging) -> bool:
    who = cast[actor]
    if who.kind not in merging.stand_ins or who.country is None:
        return False
    return any(o != actor and cast[o].country == who.country and cast[o].kind == "person" for o in everyone)
