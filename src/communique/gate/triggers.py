"""Words that may tell of an event, in all their forms, and the other words that a frame needs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from communique.gate.names import plain
from communique.knowledge.events import EventKnowledge, Frame
from communique.knowledge.resource import read_yaml

_IRREGULAR = "lexicons/forms.yaml"
_WORD = re.compile(r"[a-z]+")
# Each of these sets of a frame, where it is not empty, needs one of its words in the sentence.
_NEEDED = ("object", "subject", "under", "modifiers", "complement", "following", "saying", "future", "modal", "preposition")
# Who acts or is acted upon may also be named by a state ("*Peruvians* marched") where people are asked for.
_OF_PEOPLE = frozenset({"object", "subject"})
_PEOPLE = frozenset({"people", "citizen"})

Needs = tuple[frozenset[str], ...]


class Way(msgspec.Struct, frozen=True, gc=False):
    """What the frames of one kind of event need: nothing, a word of one set, or of each set of one of ``several`` a word."""

    kind: str
    always: bool
    one: int
    several: tuple[int, ...]

    def is_met(self, there: int) -> bool:
        """Whether one of them has what it needs; ``there``: the sets that have a word in the sentence, a bit each."""
        return self.always or there & self.one != 0 or (self.several != () and any(there & n == n for n in self.several))


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A lemma that frames are triggered by, and for each kind of event what else one of its frames needs."""

    lemma: str
    ways: tuple[Way, ...]

    def kinds(self, there: int) -> tuple[str, ...]:
        """The kinds of events that it may tell of beside these sets."""
        return tuple([way.kind for way in self.ways if way.is_met(there)])


class Sets:
    """Sets of words that frames need, numbered: a sentence is looked through once, and then only bits are compared."""

    def __init__(self) -> None:
        """None yet."""
        self._bits: dict[frozenset[str], int] = {}
        self._having: dict[str, int] = {}

    def bit(self, forms: frozenset[str]) -> int:
        """The bit of a set."""
        if forms not in self._bits:
            self._bits[forms] = bit = 1 << len(self._bits)
            for form in forms:
                self._having[form] = self._having.get(form, 0) | bit
        return self._bits[forms]

    def within(self, words: frozenset[str]) -> int:
        """The sets that have one of these words."""
        there = 0
        for word in self._having.keys() & words:
            there |= self._having[word]
        return there


def trigger_forms(events: EventKnowledge, sets: Sets) -> Mapping[str, tuple[Trigger, ...]]:
    """The lower-case forms of every trigger of a frame, with the triggers that each may be a form of; what they need goes into ``sets``."""
    frames: dict[str, list[Frame]] = {}
    for (_, lemma), listed in events.by_word.items():
        frames.setdefault(lemma, []).extend(listed)
    found: dict[str, list[Trigger]] = {}
    for lemma in sorted(frames):
        trigger = Trigger(lemma, tuple(_ways(frames[lemma], sets)))
        for form in forms_of(lemma):
            found.setdefault(form, []).append(trigger)
    return {form: tuple(triggers) for form, triggers in found.items()}


def _ways(frames: Iterable[Frame], sets: Sets) -> Iterator[Way]:
    by_kind: dict[str, set[Needs]] = {}
    for frame in frames:
        by_kind.setdefault("contact" if frame.medium else frame.type, set()).add(needs_of(frame))
    for kind in sorted(by_kind):
        needs = by_kind[kind]
        one = frozenset(form for need in needs if len(need) == 1 for form in need[0])
        several = (sum(sets.bit(forms) for forms in need) for need in needs if len(need) > 1)
        yield Way(kind, () in needs, sets.bit(one) if one else 0, tuple(sorted(several)))


def needs_of(frame: Frame) -> Needs:
    """The sets of forms of which a sentence needs one each for the frame to apply."""
    asked = [getattr(frame, name) for name in _NEEDED if not (name in _OF_PEOPLE and _PEOPLE & getattr(frame, name))]
    asked += [frozenset({frame.particle})] if frame.particle else []
    asked += [frozenset({"to"})] if frame.infinitive else []
    return tuple(dict.fromkeys(_forms_of_all(words) for words in asked if words))


@cache
def _forms_of_all(words: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in forms_of(_last(word)))


def _last(word: str) -> str:
    """Of "re-establish" and "hand in hand" the last word: what is there however it is written."""
    last: str = _WORD.findall(plain(word))[-1]
    return last


def forms_of(lemma: str) -> frozenset[str]:
    """All that a lemma (the last part of "re-open") may look like in lower case, and some forms that do not exist."""
    lemma = lemma.rsplit("-", maxsplit=1)[-1]
    return frozenset((*_regular(lemma), *_irregular().get(lemma, ())))


@cache
def _irregular() -> dict[str, list[str]]:
    return msgspec.convert(read_yaml(_IRREGULAR), dict[str, list[str]])


def _regular(lemma: str) -> Iterator[str]:
    yield from (lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "d", lemma + "ing")
    yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
    if lemma.endswith("e"):
        yield lemma[:-1] + "ing"
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    if lemma.endswith("ic"):
        yield from (lemma + "ked", lemma + "king")
    if lemma.endswith("man"):
        yield lemma[:-2] + "en"
