"""``the two leaders``, ``both sides``, ``four Central Asian republics`` → the ones the article names."""

from __future__ import annotations

from collections.abc import Collection

from communique.actors.memory import Member, Memory
from communique.actors.offices import leader_called, of_region
from communique.actors.phrases import Phrase
from communique.actors.states import state
from communique.actors.words import Line


def resolve(
    memory: Memory, line: Line, phrase: Phrase, states: tuple[str, ...], others: Collection[str] = ()
) -> tuple[tuple[Member, ...], str] | None:
    """Whom a collective means, and by which rule. ``states`` are the states that the article names, in text order.

    ``others`` are the ids of whoever the sentence sets against the group ("the two met Zelensky").
    """
    count = memory.knowledge.words.numbers.get(phrase.seats[0], 0) if phrase.seats else 0
    if phrase.label:  # "Arab leaders" are more than those the article names
        return _region(memory, phrase, states) if phrase.definite or count else None
    if not phrase.definite:  # "two diplomats said": nobody the article has named
        return None
    if phrase.key == "countries":
        return _countries(memory, states, count)
    people = _people(memory, count or 2, states, line.piece(phrase.end - 1), others)
    if len(people) >= 2:
        return people, "collective"
    return _countries(memory, states, 2) if phrase.key == "sides" else None


def _region(memory: Memory, phrase: Phrase, states: tuple[str, ...]) -> tuple[tuple[Member, ...], str] | None:
    people = tuple(of_region(memory, phrase.label))
    if len(people) > 1:
        return people, "region"
    if phrase.key != "countries":
        return None
    inside = memory.knowledge.words.regions[phrase.label]
    named = tuple(state(memory, s) for s in states if s in inside)
    return (named, "region") if len(named) > 1 else None


def _countries(memory: Memory, states: tuple[str, ...], count: int) -> tuple[tuple[Member, ...], str] | None:
    home = memory.publisher.country if memory.publisher else None
    people = [m.country for m in memory.recent("person") if m.country and m.leads]
    codes = list(dict.fromkeys([*([home] if home else []), *people, *states]))
    if len(codes) < 2 or (count and len(codes) < count):
        return None
    return tuple(state(memory, c) for c in codes[: count or 2]), "collective-states"


def _people(memory: Memory, count: int, states: tuple[str, ...], noun: str, others: Collection[str]) -> tuple[Member, ...]:
    """The last persons named, the publisher's own first; where too few are named, the leaders of the states that are.

    Those whose office is called by the noun come first ("the ministers" are not the presidents named since).
    """
    named = (m for m in memory.recent("person", "office") if (m.offices or m.country) and m.id not in others)
    recent = sorted(named, key=memory.only_owns)
    so_called = [m for m in recent if any(t.lower().endswith(noun.removesuffix("s")) for t in m.titles)]
    recent = so_called if len(so_called) >= count else recent
    leaders = [m for m in recent if m.leads] if sum(m.leads for m in recent) >= count else recent
    chosen = list(leaders)
    if memory.publisher is not None:
        chosen = [memory.publisher, *(m for m in leaders if m.id != memory.publisher.id)]
    if len(chosen) < count:
        chosen.extend(_of_states(memory, states, {m.country for m in chosen}, count - len(chosen), noun))
    if len(chosen) < count:
        return ()
    return tuple(memory.add(m) for m in chosen[:count])


def _of_states(memory: Memory, states: tuple[str, ...], taken: set[str | None], missing: int, noun: str) -> list[Member]:
    """The leaders of the only other states that the article names; nobody where it names more than are missing."""
    others = [s for s in states if s not in taken]
    if len(others) != missing or memory.date is None:
        return []
    people = (leader_called(memory, s, noun) for s in others)
    return [p for p in people if p is not None]
