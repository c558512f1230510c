"""A multi-pattern search for names and titles, and which lines of a text have a party and a word for a deed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType

import ahocorasick_rs

from communique.gate.names import Sign, plain, signs
from communique.gate.sighting import PARTIES, Found, Key, Line, Name, Passage, Sighting, Told
from communique.gate.signals import own_signals
from communique.gate.topics import load_topics, topics
from communique.gate.triggers import Sets, Trigger, trigger_forms
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.events import EventKnowledge

_WORD = re.compile(r"[a-z]+")
_STOP = re.compile(r"[!?]")
NOTHING: Mapping[Key, Passage] = MappingProxyType({})


class Search:
    """The compiled search. It holds no state: the same text, the same answer."""

    def __init__(self, actors: ActorKnowledge, events: EventKnowledge) -> None:
        """Compile names and triggers; takes about a second."""
        named = signs(actors)
        self._signs: tuple[Sign, ...] = tuple(named.values())
        self._names = ahocorasick_rs.AhoCorasick(list(named), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._topics = load_topics()
        self._needed = Sets()
        self._forms: Mapping[str, tuple[Trigger, ...]] = trigger_forms(events, self._needed)

    def look(self, lines: Sequence[str], known: Mapping[Key, Passage] = NOTHING) -> Sighting | None:
        """What is to be seen in the lines of a text; ``None`` where none has a party and a word for a deed. ``known`` are read already."""
        text = plain("\n".join(lines))
        by_line = self._by_line(text)
        passages = [self._passage(n, (line, tuple(names)), known) for n, line, names in by_line if _has_party([s for s, _, _ in names])]
        kept = tuple([p for p in passages if p is not None])
        if not kept:
            return None
        every = [s for _, _, names in by_line for s, _, _ in names]
        states = len({s.key for s in every if s.kind == "state"})
        return Sighting(kept, len(text.split()), sum(s.kind != "title" for s in every), states, topics(text, self._topics))

    def _by_line(self, text: str) -> list[tuple[int, str, list[Name]]]:
        """The lines that have names, with them; offsets count within the line."""
        found: list[tuple[int, str, list[Name]]] = []
        persons: set[str] = set()
        number, start, end = 0, 0, -1
        for which, first, last in self._names.find_matches_as_indexes(text):
            if text[first - 1 : first].isalnum() or text[last : last + 1].isalnum():
                continue
            if first > end:
                number += text.count("\n", start, first)
                start, end = text.rfind("\n", 0, first) + 1, text.find("\n", first)
                end = len(text) if end < 0 else end
                found.append((number, text[start:end], []))
            sign = self._signs[which]
            if sign.kind == "person":
                persons.add(text[first:last].rsplit(" ", maxsplit=1)[-1])
            found[-1][2].append((sign, first - start, last - start))
        return [(n, line, _with_known(line, names, persons)) for n, line, names in found]

    def _passage(self, number: int, key: Key, known: Mapping[Key, Passage]) -> Passage | None:
        if (before := known.get(key)) is not None:
            return Passage(number, key, before.words, before.own)
        text, names = key
        words, ends, found = _words(text.lower(), names)
        named = {i for f in found for i in range(f.first, f.end)}
        told = tuple([t for first, end in pairwise(ends) for t in self._told(words, first, end, named)])
        return Passage(number, key, len(words), own_signals(Line(found, tuple(words), told))) if told else None

    def _told(self, words: Sequence[str], first: int, end: int, named: Set[int]) -> Iterator[Told]:
        """The words of a sentence that stand in no name, may be triggers, and have beside them what a frame needs."""
        sentence = frozenset(words[first:end])
        forms = self._forms.keys() & sentence
        if not forms:
            return
        there = self._needed.within(sentence)
        for i in range(first, end):
            if words[i] in forms and i not in named:
                for trigger in self._forms[words[i]]:
                    if kinds := trigger.kinds(there):
                        yield Told(i, trigger.lemma, kinds, first, end)


def _words(lower: str, names: Sequence[Name]) -> tuple[list[str], list[int], tuple[Found, ...]]:
    """The words of a line given in small letters, between which of them sentences end, and its names; no sentence ends in a name."""
    words: list[str] = []
    ends, found, last = [0], [], 0
    for sign, start, end in names:
        _add(lower[last:start], words, ends)
        first = len(words)
        words += _WORD.findall(lower, start, end)
        found.append(Found(sign, first, len(words)))
        last = end
    _add(lower[last:], words, ends)
    return words, [*ends, len(words)], tuple(found)


def _add(text: str, words: list[str], ends: list[int]) -> None:
    for number, sentence in enumerate(_STOP.split(text)):
        if number:
            ends.append(len(words))
        words += _WORD.findall(sentence)


def _with_known(line: str, names: list[Name], persons: Set[str]) -> list[Name]:
    """Surnames of persons that the text names in full, or behind a title, stand for a person."""
    if all(s.kind != "surname" for s, _, _ in names):
        return names
    titled = {b + 1 for s, _, b in names if s.kind == "title"}
    return [(_person(s) if s.kind == "surname" and (a in titled or line[a:b] in persons) else s, a, b) for s, a, b in names]


def _person(surname: Sign) -> Sign:
    return Sign("person", surname.key)


def _has_party(seen: Sequence[Sign]) -> bool:
    return any(s.kind in PARTIES for s in seen) or len({s.key for s in seen if s.kind == "surname"}) > 1
