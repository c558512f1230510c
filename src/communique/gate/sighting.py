"""What the gate sees of a text: names, words for deeds, and the lines that have both."""

from __future__ import annotations

import msgspec

from communique.gate.names import Sign

# A name in a line: what it is a sign of, where it starts and ends.
Name = tuple[Sign, int, int]
# A line with its names: all that its signals depend on.
Key = tuple[str, tuple[Name, ...]]
# Parties by themselves; a title only stands beside one, and of surnames of leaders it takes two, or one that the text names in full.
PARTIES = frozenset({"state", "body", "person"})


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


class Line(msgspec.Struct, frozen=True):
    """A line that has a party and a word for a deed: its names, its words in lower case, and which of them may be triggers."""

    found: tuple[Found, ...]
    words: tuple[str, ...]
    triggers: tuple[Told, ...]


class Passage(msgspec.Struct, frozen=True):
    """Such a line of a text: its number, what it was read from, how many words it has, and its own signals."""

    line: int
    key: Key
    words: int
    own: frozenset[str]


class Sighting(msgspec.Struct, frozen=True):
    """What the search sees of a text: the passages; of all lines how many words, parties' names and states there are; the topics."""

    passages: tuple[Passage, ...]
    words: int
    named: int
    states: int
    topics: frozenset[str] = frozenset()
