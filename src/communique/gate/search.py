"""A multi-pattern search for names and titles, and which lines of a text have a party and a word for a deed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import ahocorasick_rs
import msgspec

from communique.gate.names import Sign, plain, signs
from communique.gate.triggers import trigger_forms
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.events import EventKnowledge

_WORD = re.compile(r"[A-Za-z]+")
# Parties by themselves; a title only stands beside one, and of surnames of leaders it takes two.
PARTIES = frozenset({"state", "body", "person"})


class Found(msgspec.Struct, frozen=True, gc=False):
    """A name in a line: what it is a sign of, its first word, and the word behind its last."""

    sign: Sign
    first: int
    end: int


class Passage(msgspec.Struct, frozen=True):
    """A line that has a party and a word for a deed: its names, its words in lower case, and which of them may be triggers."""

    line: int
    found: tuple[Found, ...]
    words: tuple[str, ...]
    triggers: tuple[tuple[int, str], ...]


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
        self._forms: Mapping[str, tuple[str, ...]] = trigger_forms(events)

    def look(self, lines: Sequence[str]) -> Sighting | None:
        """What is to be seen in the lines of a text; ``None`` where none has a party and a word for a deed."""
        text = plain("\n".join(lines))
        by_line = self._by_line(text)
        passages = [self._passage(n, line, names) for n, line, names in by_line if _has_party([s for s, _, _ in names])]
        kept = tuple(p for p in passages if p is not None)
        if not kept:
            return None
        every = [s for _, _, names in by_line for s, _, _ in names]
        states = len({s.key for s in every if s.kind == "state"})
        return Sighting(kept, len(text.split()), sum(s.kind != "title" for s in every), states)

    def _by_line(self, text: str) -> list[tuple[int, str, list[tuple[Sign, int, int]]]]:
        """The lines that have names, with them; offsets count within the line."""
        found: list[tuple[int, str, list[tuple[Sign, int, int]]]] = []
        number, start, end = 0, 0, -1
        for which, first, last in self._names.find_matches_as_indexes(text):
            if text[first - 1 : first].isalnum() or text[last : last + 1].isalnum():
                continue
            if first > end:
                number += text.count("\n", start, first)
                start, end = text.rfind("\n", 0, first) + 1, text.find("\n", first)
                end = len(text) if end < 0 else end
                found.append((number, text[start:end], []))
            found[-1][2].append((self._signs[which], first - start, last - start))
        return found

    def _passage(self, number: int, line: str, names: Sequence[tuple[Sign, int, int]]) -> Passage | None:
        starts, words = [], []
        for match in _WORD.finditer(line):
            starts.append(match.start())
            words.append(match.group().lower())
        triggers = tuple((i, lemma) for i, word in enumerate(words) for lemma in self._forms.get(word, ()))
        if not triggers:
            return None
        found = tuple(Found(s, bisect_right(starts, a) - 1, bisect_left(starts, b)) for s, a, b in names)
        return Passage(number, found, tuple(words), triggers)


def _has_party(seen: Sequence[Sign]) -> bool:
    return any(s.kind in PARTIES for s in seen) or len({s.key for s in seen if s.kind == "surname"}) > 1
