"""What a normaliser may look at: the match, the publication date, what was mentioned before, and the verb's tense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

import msgspec

from communique.dates.calendar import Interval, interval
from communique.knowledge.dates import DateRule, DateRules
from communique.model import TimexType

Direction = Literal["past", "future", "unknown"]


class Meaning(msgspec.Struct, frozen=True):
    """What an expression means: TIMEX3 type and value, and the days it covers.

    ``anchor`` is the day that a later "that day" or "two days earlier" counts from.
    """

    type: TimexType
    value: str
    days: Interval
    anchor: dt.date | None = None


class Context(msgspec.Struct, frozen=True):
    """Where an expression stands.

    ``anchor`` is the last day mentioned before it, ``beside`` the same where it stands near, ``said`` the last value.
    """

    rules: DateRules
    rule: DateRule
    groups: dict[str, str]
    classes: dict[str, str]
    words: str
    published: dt.date | None
    anchor: dt.date | None
    said: str | None
    beside: dt.date | None
    look: Callable[[], Direction]

    def code(self, group: str) -> str | None:
        """What a group's words stand for, as a string; ``None`` where it took no part."""
        surface = self.groups.get(group)
        if surface is None:
            return self.rule.fixed.get(group)
        found = self.rules.words.get(self.classes[group])
        return surface if found is None else str(found[plain(surface)])

    def number(self, group: str) -> int | None:
        """The same as a whole number."""
        code = self.code(group)
        return None if code is None else int(code)

    def amount(self, group: str) -> str | None:
        """A quantity in TIMEX3 writing: ``3``, ``2.5``, ``X`` for a vague one."""
        surface = self.groups.get(group)
        if surface is None:
            return None
        for name in ("cardinal", "one", "vague"):
            if (found := self.rules.words[name].get(plain(surface))) is not None:
                return str(found)
        return _digits(surface, self.rules.words["cardinal"])

    @property
    def direction(self) -> Direction:
        """Whether the governing verb looks back or ahead."""
        return self.look()


def plain(surface: str) -> str:
    """A surface as the classes write it."""
    return " ".join(surface.replace("’", "'").split()) if surface else surface


def _digits(surface: str, cardinals: dict[str, str | int]) -> str:
    if surface.endswith(" 1/2"):
        return surface.removesuffix(" 1/2") + ".5"
    tens, hyphen, ones = surface.partition("-")
    if hyphen and tens in cardinals:
        return str(int(cardinals[tens]) + int(cardinals[ones]))
    return surface.replace(",", "")


def date(value: str, part: str | None = None, anchor: dt.date | None = None) -> Meaning:
    """A DATE with the days of its value, narrowed to a third of them by ``part``."""
    from communique.dates.calendar import narrow

    return Meaning("DATE", value, narrow(interval(value), part), anchor)


def day(found: dt.date) -> Meaning:
    """A DATE of one day, from which later ones count."""
    return Meaning("DATE", found.isoformat(), (found, found), found)
