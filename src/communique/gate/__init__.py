"""Before parsing: can a text yield an event of an actor that we know? A multi-pattern search, compiled from the rules' own tables.

A text passes if one of its paragraphs has a state, organisation or leader that we know, a second one or a title beside it, and a word
that may tell of an event or a statement. What that loses is measured (``communique evaluate gate``), not assumed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import ahocorasick_rs

from communique.gate.names import Sign, plain, signs
from communique.gate.triggers import trigger_words
from communique.knowledge.actors import ActorKnowledge, load_actors
from communique.knowledge.cues import CueKnowledge, load_cues
from communique.knowledge.events import EventKnowledge, load_events
from communique.model import Problem

__all__ = ["Gate", "check"]

CLOSED = "nothing-diplomatic"
_WORD = re.compile(r"[a-z]+")
# Parties by themselves; a surname or a title only stands beside one.
PARTIES = frozenset({"state", "body", "person"})


class Gate:
    """The compiled search. It holds no state: the same text, the same answer."""

    def __init__(self, actors: ActorKnowledge, events: EventKnowledge, cues: CueKnowledge) -> None:
        """Compile names and triggers; takes about a second."""
        named = signs(actors)
        self._signs: tuple[Sign, ...] = tuple(named.values())
        self._names = ahocorasick_rs.AhoCorasick(list(named), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._triggers = trigger_words(events, cues)

    def opens(self, text: str) -> bool:
        """Whether the text is to be parsed."""
        return any(self._opens(p) for p in plain(text).split("\n"))

    def _opens(self, paragraph: str) -> bool:
        return _is_of_two(self._found(paragraph)) and self.tells(paragraph)

    def tells(self, paragraph: str) -> bool:
        """Whether a word of the paragraph may tell of an event or a statement."""
        return not self._triggers.isdisjoint(_WORD.findall(paragraph))

    def _found(self, paragraph: str) -> Iterable[Sign]:
        for number, start, end in self._names.find_matches_as_indexes(paragraph):
            if not (paragraph[start - 1 : start].isalnum() or paragraph[end : end + 1].isalnum()):
                yield self._signs[number]


def _is_of_two(found: Iterable[Sign]) -> bool:
    """Whether there is a party, and beside it another party, a leader's surname or a title."""
    first: Sign | None = None
    other = False
    for sign in found:
        if sign.kind in PARTIES:
            if other or (first is not None and sign != first):
                return True
            first = first or sign
        elif first is not None:
            return True
        else:
            other = True
    return False


@cache
def gate() -> Gate:
    """The gate of the package's own tables."""
    return Gate(load_actors(), load_events(), load_cues())


def check() -> Callable[[str], Problem | None]:
    """A check for reading: why a text is passed over, or ``None`` where it is to be parsed."""
    opens = gate().opens
    closed = Problem(CLOSED, "No paragraph names two parties, or a party and an office, with a word for what they do or say.")
    return lambda text: None if opens(text) else closed
