"""With which characters the matches of a regular expression begin: what need not be tried at a place can be told from them."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import Any

# Beginnings of this length tell most places apart, and there are few of them.
SIZE = 5
DIGIT = "0"
BLANK = " "
_MOST_CHARACTERS = 40
# So many beginnings are remembered with the patterns that may match there.
_MOST_REMEMBERED = 65_536

# What is known of a beginning: its characters, and whether anything may follow them.
State = tuple[str, bool]


def openings(pattern: str) -> frozenset[str]:
    """The first characters of all matches of ``pattern`` as ``opening`` writes them; after fewer than ``SIZE`` anything may follow."""
    try:
        parsed = importlib.import_module("re._parser").parse(pattern)
    except ImportError:  # not this Python's: then nothing is known, and everything is tried
        return frozenset({""})
    return frozenset(text for text, _ in _sequence(parsed, {("", False)}))


def opening(text: str) -> str:
    """The first characters of ``text``: every digit as ``0``, every blank as a space."""
    return "".join(DIGIT if c.isdecimal() else BLANK if c.isspace() else c for c in text[:SIZE])


class Beginnings:
    """Regular expressions, by what their matches begin with."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Read how each of them begins."""
        self._having: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for known in openings(pattern):
                self._having.setdefault(known, []).append(number)
        self._told: dict[str, tuple[int, ...]] = {}

    def at(self, text: str, place: int = 0) -> tuple[int, ...]:
        """Which of them, by number, may match at a place of a text; the others cannot."""
        there = text[place : place + SIZE]
        found = self._told.get(there)
        if found is None:
            if len(self._told) >= _MOST_REMEMBERED:
                self._told.clear()
            known = opening(there)
            either = {n for size in range(len(known) + 1) for n in self._having.get(known[:size], ())}
            found = self._told[there] = tuple(sorted(either))
        return found


def _sequence(items: Iterable[Any], states: set[State]) -> set[State]:
    for item in items:
        done = {s for s in states if _is_done(s)}
        if len(done) == len(states):
            break
        states = done | _item(item, states - done)
    return states


def _is_done(state: State) -> bool:
    return state[1] or len(state[0]) >= SIZE


def _item(item: tuple[Any, Any], states: set[State]) -> set[State]:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return _with(states, {chr(value)})
    if name == "IN":
        return _with(states, _characters(value))
    if name == "BRANCH":
        return {s for branch in value[1] for s in _sequence(branch, states)}
    if name == "SUBPATTERN":
        return _sequence(value[3], states)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(value, states)
    # A look around and an edge take no characters; of anything else nothing is known.
    return states if name in ("ASSERT", "ASSERT_NOT", "AT") else _with(states, None)


def _with(states: set[State], characters: set[str] | None) -> set[State]:
    if characters is None:
        return {(text, True) for text, _ in states}
    return {(text + opening(c), False) for text, _ in states for c in characters}


def _repeated(value: tuple[int, int, Any], states: set[State]) -> set[State]:
    least, most, inner = value
    found: set[State] = set()
    for count in range(min(most, least + SIZE)):
        if count >= least:
            found |= states
        states = _sequence(inner, states)
        found |= {s for s in states if _is_done(s)}
        states = {s for s in states if not _is_done(s)}
        if not states:
            return found
    return found | states


def _characters(members: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a class; None for one that has too many, or leaves some out."""
    found: set[str] = set()
    for kind, value in members:
        name = str(kind)
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < _MOST_CHARACTERS:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add(DIGIT)
        else:
            return None
    return found


__all__ = ["SIZE", "Beginnings", "opening", "openings"]
