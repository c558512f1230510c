"""``the two leaders``, ``both sides``, ``four Central Asian republics`` → the ones the article names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import msgspec

from communique.actors.memory import Member, Memory
from communique.actors.offices import leader_called, of_region
from communique.actors.phrases import Phrase
from communique.actors.states import state
from communique.actors.words import Line
from communique.model import Mention

# How often a state must be named to be one that an article is about.
_OFTEN = 2


class Around(msgspec.Struct, frozen=True):
    """What stands around a collective: the states that the article names, in text order; the ids of whoever the sentence sets
    against the group ("the two met Zelensky"); and who takes part in what is told next ("Mr Putin told Mr Blair")."""

    states: tuple[str, ...]
    others: Collection[str] = ()
    later: tuple[Member, ...] = ()


def resolve(memory: Memory, line: Line, phrase: Phrase, around: Around) -> tuple[tuple[Member, ...], str] | None:
    """Whom a collective means, and by which rule."""
    count = memory.knowledge.words.numbers.get(phrase.seats[0], 0) if phrase.seats else 0
    if phrase.label:  # "Arab leaders" are more than those the article names
        return _region(memory, phrase, around.states, count) if phrase.definite or count else None
    if not phrase.definite:  # "two diplomats said": nobody the article has named
        return None
    if phrase.key == "countries":
        return _paired(memory, line.sentence.number, count) or _countries(memory, around.states, count)
    people = _people(memory, count or 2, _noun(line, phrase), around)
    if phrase.key == "sides" and (states := _foremost(memory, people)):
        return states, "collective-states"
    if len(people) >= 2:
        return people, "collective"
    return _countries(memory, around.states, 2) if phrase.key == "sides" else None


def _noun(line: Line, phrase: Phrase) -> str:
    """What people are called, with the field of their office where it is told: "ministers", "foreign ministers"."""
    noun = line.piece(phrase.end - 1)
    full = f"{line.piece(phrase.end - 2)} {noun}"
    return full if any(r.kind == "title" for r in line.knowledge.readings(full.removesuffix("s"))) else noun


def _paired(memory: Memory, sentence: int, count: int) -> tuple[tuple[Member, ...], str] | None:
    """ "The two countries" of an article without a home: the only two told of here or one sentence before, else the two told of most."""
    if memory.publisher is not None or count not in (0, 2):
        return None
    for number in (sentence, sentence - 1):
        told = dict.fromkeys(c for m in memory.mentions if m.sentence == number for c in _countries_of(memory, m))
        if len(told) == 2:
            return tuple(state(memory, c) for c in told), "collective-states"
    ranked = Counter(c for m in memory.mentions for c in _countries_of(memory, m)).most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _OFTEN or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
        return None
    return tuple(state(memory, c) for c in sorted((ranked[0][0], ranked[1][0]))), "collective-states"


def two_states(memory: Memory, sentence: int) -> tuple[Member, ...]:
    """The states that "the two countries" of a sentence are; none where that is not clear."""
    found = _paired(memory, sentence, 2) or _countries(memory, (), 2)
    return found[0] if found is not None else ()


def _countries_of(memory: Memory, mention: Mention) -> list[str]:
    """The states that a mention is of; those of whoever is only talked about do not count."""
    members = (memory.members[a] for a in mention.actors) if not mention.reason.endswith(":aside") else ()
    return list(dict.fromkeys(m.country for m in members if m.country))


def _foremost(memory: Memory, people: tuple[Member, ...]) -> tuple[Member, ...]:
    """The two states that the article has been about, where the persons who come to mind were never named together."""
    if memory.publisher is not None or _met(memory, people):
        return ()
    named = Counter(c for m in memory.mentions for a in m.actors if (c := memory.members[a].country) and memory.members[a].kind != "person")
    ranked = named.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _OFTEN or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
        return ()
    two = {ranked[0][0], ranked[1][0]}
    return () if two <= {m.country for m in people} else tuple(state(memory, c) for c in sorted(two))


def _met(memory: Memory, people: tuple[Member, ...]) -> bool:
    """Whether one sentence has named all of them."""
    told = [{m.sentence for m in memory.mentions if p.id in m.actors} for p in people]
    return bool(told) and bool(set.intersection(*told))


def _region(memory: Memory, phrase: Phrase, states: tuple[str, ...], count: int) -> tuple[tuple[Member, ...], str] | None:
    """The people or states of a region that are meant: all its states where that is how many there are."""
    inside = memory.knowledge.words.regions[phrase.label]
    if phrase.key == "countries" and phrase.definite and len(inside) == count:
        return tuple(state(memory, s) for s in sorted(inside)), "region"
    people = tuple(of_region(memory, phrase.label))
    if len(people) > 1:
        return people, "region"
    if phrase.key != "countries":
        return None
    named = tuple(state(memory, s) for s in states if s in inside)
    return (named, "region") if len(named) > 1 else None


def _countries(memory: Memory, states: tuple[str, ...], count: int) -> tuple[tuple[Member, ...], str] | None:
    home = memory.publisher.country if memory.publisher else None
    people = [m.country for m in memory.recent("person") if m.country and m.leads]
    codes = list(dict.fromkeys([*([home] if home else []), *people, *states]))
    if len(codes) < 2 or (count and len(codes) < count):
        return None
    return tuple(state(memory, c) for c in codes[: count or 2]), "collective-states"


def _people(memory: Memory, count: int, noun: str, around: Around) -> tuple[Member, ...]:
    """The last persons named, the publisher's own first; where too few are named, those that come next, those that are only talked
    about, then the leaders of the states that are named.

    Those whose office is called by the noun come first ("the ministers" are not the presidents named since).
    """
    meant = (m for m in memory.recent("person", "office") if (m.offices or m.country) and m.id not in around.others)
    named = [m for m in meant if not _speaks_for(m) and _may_be(m, noun)]
    talked = [m for m in named if memory.only_owns(m) or memory.is_aside(m)]
    chosen = _chosen(memory, [m for m in named if m not in talked], count, noun)
    coming = (m for m in around.later if m.kind in ("person", "office") and (m.offices or m.country) and _may_be(m, noun))
    later = [m for m in coming if not _speaks_for(m)]
    chosen = _filled(chosen, later, count)
    chosen = _filled(chosen, _called_by(talked, noun), count)
    if len(chosen) < count:
        chosen.extend(_of_states(memory, around.states, {m.country for m in chosen}, count - len(chosen), noun))
    if len(chosen) < count:
        return ()
    return tuple(memory.add(m) for m in chosen[:count])


def _speaks_for(member: Member) -> bool:
    """Whether somebody only speaks for others: "the two men" of a denial are those it is about."""
    return bool(member.offices) and all(o.endswith("spokesperson") or o == "press_secretary" for o in member.offices)


def _may_be(member: Member, noun: str) -> bool:
    """Whether somebody may be one of "the five foreign ministers", who hold that office, or of "the ministers", who head no state."""
    if " " in noun:
        told = _is_called(member, noun) or noun.removesuffix("s").replace(" ", "_") in member.offices
        return told or not (member.offices or member.leads)
    return noun != "ministers" or member.offices != {"head_of_state"} or _is_called(member, noun)


def _chosen(memory: Memory, people: list[Member], count: int, noun: str) -> list[Member]:
    so_called = [m for m in people if _is_called(m, noun)]
    recent = so_called if len(so_called) >= count else people
    leaders = [m for m in recent if m.leads] if sum(m.leads for m in recent) >= count else recent
    if memory.publisher is not None:
        if count == 2 and (pair := opening_pair(memory)):
            return pair
        others = sorted((m for m in leaders if m.id != memory.publisher.id), key=lambda m: -memory.told(m))
        return [memory.publisher, *others]
    return _just_told(memory, leaders, count) or sorted(leaders, key=lambda m: -memory.told(m))


def opening_pair(memory: Memory) -> list[Member]:
    """Who acts in the first sentence of an official page, and whom of another state it names next, where the one who speaks on that page
    is neither: an aide's readout is about the aide. Else nobody."""
    home = memory.publisher
    first = [m for m in memory.mentions if m.sentence == 0 and len(m.actors) == 1 and not m.reason.endswith((":owner", ":aside"))]
    acting = next((m for m in first if m.reason.endswith(":subject")), None)
    if home is None or acting is None:
        return []
    one = memory.members[acting.actors[0]]
    rest = (memory.members[m.actors[0]] for m in first if m.start > acting.start)
    other = next((m for m in rest if m.kind in ("person", "office") and m.country != home.country), None)
    unstated = one.country is None and other is not None and other.country is not None
    mine = one.kind == "person" and (one.country == home.country or unstated)
    return [one, other] if other is not None and mine and home.id not in (one.id, other.id) else []


def _just_told(memory: Memory, people: list[Member], count: int) -> list[Member]:
    """The people of the last sentence that names any, if they are as many as are meant; else nobody."""
    spoken = [m for m in memory.mentions if not m.reason.endswith((":owner", ":aside")) and any(p.id in m.actors for p in people)]
    last = max((m.sentence for m in spoken), default=-1)
    there = {a for m in spoken if m.sentence == last for a in m.actors}
    found = [p for p in people if p.id in there]
    return found if len(found) == count else []


def _called_by(people: list[Member], noun: str) -> list[Member]:
    """Those whose title the noun is first, if any."""
    return sorted(people, key=lambda m: not _is_called(m, noun))


def _is_called(member: Member, noun: str) -> bool:
    return any(t.lower().endswith(noun.removesuffix("s")) for t in member.titles)


def _filled(chosen: list[Member], more: Iterable[Member], count: int) -> list[Member]:
    taken = {m.id: m for m in chosen}
    for member in more:
        if len(taken) < count:
            taken.setdefault(member.id, member)
    return list(taken.values())


def _of_states(memory: Memory, states: tuple[str, ...], taken: set[str | None], missing: int, noun: str) -> list[Member]:
    """The leaders of the only other states that the article names; nobody where it names more than are missing."""
    others = [s for s in states if s not in taken]
    if len(others) != missing or memory.date is None:
        return []
    people = (leader_called(memory, s, noun) for s in others)
    return [p for p in people if p is not None and _may_be(p, noun)]
