"""A multi-pattern search for names and titles, and which lines of a text have a party and a word for a deed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

import ahocorasick_rs
import msgspec

from communique.gate.names import Sign, plain, signs
from communique.gate.triggers import Trigger, trigger_forms
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.events import EventKnowledge

_WORD = re.compile(r"[A-Za-z]+|[!?]")
# Parties by themselves; a title only stands beside one, and of surnames of leaders it takes two, or one that the text names in full.
PARTIES = frozenset({"state", "body", "person"})
# A name in a line: what it is a sign of, where it starts and ends.
Name = tuple[Sign, int, int]


class Found(msgspec.Struct, frozen=True, gc=False):
    """A name in a line: what it is a sign of, its first word, and the word behind its last."""

    sign: Sign
    first: int
    end: int


class Told(msgspec.Struct, frozen=True, gc=False):
    """A word that may tell of events: its place, its lemma, the kinds of events; its sentence's first word, and the word behind it."""

    at: int
    lemma: str
    kinds: tuple[str, ...]
    first: int
    end: int


class Passage(msgspec.Struct, frozen=True):
    """A line that has a party and a word for a deed: its names, its words in lower case, and which of them may be triggers."""

    line: int
    found: tuple[Found, ...]
    words: tuple[str, ...]
    triggers: tuple[Told, ...]


class Sighting(msgspec.Struct, frozen=True):
    """What the search sees of a text: the passages, and of all lines how many words, names of parties and states there are."""

    passages: tuple[Passage, ...]
    words: int
    named: int
    states: int


class Search:
    """The compiled search. It holds no state: the same text, the same answer."""

    def __init__(self, actors: ActorKnowledge, events: EventKnowledge) -> None:
        """Compile names and triggers; takes about a second."""
        named = signs(actors)
        self._signs: tuple[Sign, ...] = tuple(named.values())
        self._names = ahocorasick_rs.AhoCorasick(list(named), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._forms: Mapping[str, tuple[Trigger, ...]] = trigger_forms(events)

    def look(self, lines: Sequence[str]) -> Sighting | None:
        """What is to be seen in the lines of a text; ``None`` where none has a party and a word for a deed."""
        text = plain("\n".join(lines))
        by_line = self._by_line(text)
        passages = [self._passage(n, line, names) for n, line, names in by_line if _has_party([s for s, _, _ in names])]
        kept = tuple([p for p in passages if p is not None])
        if not kept:
            return None
        every = [s for _, _, names in by_line for s, _, _ in names]
        states = len({s.key for s in every if s.kind == "state"})
        return Sighting(kept, len(text.split()), sum(s.kind != "title" for s in every), states)

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

    def _passage(self, number: int, line: str, names: Iterable[Name]) -> Passage | None:
        starts, words, ends = _words(line)
        found = tuple([Found(s, bisect_right(starts, a) - 1, bisect_left(starts, b)) for s, a, b in names])
        named = {i for f in found for i in range(f.first, f.end)}
        triggers = tuple([t for first, end in pairwise(ends) for t in self._told(words, first, end, named)])
        return Passage(number, found, tuple(words), triggers) if triggers else None

    def _told(self, words: Sequence[str], first: int, end: int, named: Set[int]) -> Iterator[Told]:
        """The words of a sentence that stand in no name, may be triggers, and have beside them what a frame needs."""
        sentence = frozenset(words[first:end])
        for i in range(first, end):
            for trigger in self._forms.get(words[i], ()):
                if i not in named and (kinds := trigger.kinds(sentence)):
                    yield Told(i, trigger.lemma, kinds, first, end)


def _words(line: str) -> tuple[list[int], list[str], list[int]]:
    """Where the words of a line start, the words in lower case, and between which of them sentences end."""
    starts: list[int] = []
    words: list[str] = []
    ends = [0]
    for match in _WORD.finditer(line):
        word = match.group()
        if word in "!?":
            ends.append(len(words))
        else:
            starts.append(match.start())
            words.append(word.lower())
    return starts, words, [*ends, len(words)]


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
