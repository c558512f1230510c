"""Which words stand in every match of a regular expression: a text that has none of them need not be searched."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import ahocorasick_rs

# One of these words, in small letters, stands in every match; ``None``: nothing is known.
Needles = frozenset[str] | None


def needles(pattern: str) -> Needles:
    """The words of which every match of ``pattern`` holds one; of several such choices the one whose shortest word is longest."""
    try:
        parsed = importlib.import_module("re._parser").parse(pattern)
    except ImportError:  # not this Python's: then nothing is known, and everything is searched
        return None
    return _best(_choices(parsed))


class Haystack:
    """Regular expressions, by what their matches must hold."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Read what each of them must hold."""
        wanted: dict[str, list[int]] = {}
        always: list[int] = []
        for number, pattern in enumerate(patterns):
            found = needles(pattern)
            if found is None:
                always.append(number)
            for needle in sorted(found or ()):
                wanted.setdefault(needle, []).append(number)
        self._always = tuple(always)
        self._having = tuple(wanted.values())
        self._search = ahocorasick_rs.AhoCorasick(list(wanted))

    def within(self, lower: str) -> frozenset[int]:
        """Which of them, by number, may match in a text, given in lower case; the others cannot."""
        hits = self._search.find_matches_as_indexes(lower, overlapping=True)
        return frozenset([*self._always, *(n for which, _, _ in hits for n in self._having[which])])


def _best(choices: Iterable[frozenset[str]]) -> Needles:
    return max(choices, key=lambda c: (min(map(len, c)), -len(c)), default=None)


def _choices(items: Iterable[Any]) -> Iterator[frozenset[str]]:
    """For parts of a sequence that every match has: the words of which it holds one."""
    run = ""
    for name, value in ((str(n), v) for n, v in items):
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            yield frozenset({run.lower()})
        run = ""
        inner = _inner(name, value)
        if inner is not None:
            yield inner
    if run:
        yield frozenset({run.lower()})


def _inner(name: str, value: Any) -> Needles:
    """What a group, a choice or a repeat holds; of anything else nothing is known."""
    if name == "SUBPATTERN":
        return _best(_choices(value[3]))
    if name == "BRANCH":
        branches = [_best(_choices(branch)) for branch in value[1]]
        return None if None in branches else frozenset(needle for branch in branches if branch for needle in branch)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _best(_choices(value[2]))
    return None


__all__ = ["Haystack", "needles"]
