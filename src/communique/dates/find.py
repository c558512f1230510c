"""The scan: where time expressions stand, and what each means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from communique.dates.context import Context, Direction, Meaning
from communique.dates.normalise import NORMALISERS
from communique.dates.tense import direction, of_past_plan
from communique.knowledge.dates import AGAIN, DateRule, DateRules
from communique.model import Document, Parse, Span, TimeExpression

_DIGITS = frozenset("0123456789")
_NUMERIC = _DIGITS | frozenset("'’")
_WORD = re.compile(r"['’]?[a-z0-9]+")
# No expression has more words than this before the word that gives it away.
REACH = 8
# How much of the text around an expression its guards see.
AROUND = 40
# A time of day belongs to the day told at most this many characters before; else to the day of publication.
BESIDE = 400


def find_times(document: Document, parse: Parse, rules: DateRules) -> tuple[TimeExpression, ...]:
    """The time expressions of the body, in text order, none overlapping.

    Relative ones count from ``document.article.published`` and from what the text told before; without a publication
    date they stay unresolved (``XXXX-XX-XX``, no interval).
    """
    return tuple(time for time, _ in explained_times(document, parse, rules))


def explained_times(document: Document, parse: Parse, rules: DateRules) -> Iterator[tuple[TimeExpression, str]]:
    """The same, each with the name of the rule that found it."""
    scan = _Scan(document.article.text, parse, rules, document.article.published)
    for zone in document.body:
        for span, rule, meaning in scan.zone(zone.start, zone.end):
            earliest, latest = meaning.days
            yield TimeExpression(span.start, span.end, meaning.type, meaning.value, earliest, latest), rule.name


class _Scan:
    """One pass over a text, and what it told so far."""

    def __init__(self, text: str, parse: Parse, rules: DateRules, published: dt.date | None) -> None:
        self.text = text
        self.low = _lower(text)
        self.parse = parse
        self.rules = rules
        self.published = published
        self.anchor: dt.date | None = None
        self.anchored_at = 0
        self.said: str | None = None

    def zone(self, start: int, end: int) -> Iterator[tuple[Span, DateRule, Meaning]]:
        """The expressions between two offsets."""
        at, low = start, self.low
        for place in _places(low, start, end, self.rules.triggers):
            rules = self.rules.at(low, place) if place >= at else ()
            found = self._best(rules, place, end) if rules else None
            if found is not None:
                at = found[0].end
                self._tell(found[2], place)
                yield found

    def _tell(self, meaning: Meaning, place: int) -> None:
        if meaning.anchor is not None:
            self.anchor, self.anchored_at = meaning.anchor, place
        if meaning.days[0] is not None and meaning.type in ("DATE", "TIME"):
            self.said = meaning.value

    def _best(self, rules: tuple[DateRule, ...], place: int, end: int) -> tuple[Span, DateRule, Meaning] | None:
        """The longest match that means something; of equals, the rule that stands first."""
        matches = [(rule, m) for rule in rules if (m := rule.pattern.match(self.low, place, end))]
        for rule, found in sorted(matches, key=lambda pair: -pair[1].end()):
            if not self._allowed(rule, found):
                continue
            meaning = NORMALISERS[rule.value](self._context(rule, found))
            if meaning is not None:
                return Span(place, found.end()), rule, meaning
        return None

    def _allowed(self, rule: DateRule, found: re.Match[str]) -> bool:
        before = self.low[max(0, found.start() - AROUND) : found.start()]
        after = self.low[found.end() : found.end() + AROUND]
        return not (
            (rule.before and not rule.before.search(before))
            or (rule.not_before and rule.not_before.search(before))
            or (rule.after and not rule.after.match(after))
            or (rule.not_after and rule.not_after.match(after))
            or any(found.start(group) >= 0 and not self.text[found.start(group)].isupper() for group in rule.cased)
        )

    def _context(self, rule: DateRule, found: re.Match[str]) -> Context:
        matched = {name: words for name, words in found.groupdict().items() if words is not None}
        return Context(
            rules=self.rules,
            rule=rule,
            groups={name.split(AGAIN)[0]: words for name, words in matched.items()},
            classes={name.split(AGAIN)[0]: rule.classes[name] for name in matched},
            words=found.group(),
            published=self.published,
            anchor=self.anchor,
            said=self.said,
            beside=self.anchor if found.start() - self.anchored_at < BESIDE else None,
            look=lambda: self._direction(found.start(), found.end()),
        )

    def _direction(self, start: int, end: int) -> Direction:
        if not self._names_weekday(start, end) and of_past_plan(self.parse, start, end, self.rules.tense):
            return "unknown"
        preceding = self.low[max(0, start - AROUND) : start]
        if self.rules.ahead.search(preceding):
            return "future"
        if self.rules.behind.search(preceding):
            return "past"
        return direction(self.parse, start, end, self.rules.tense)

    def _names_weekday(self, start: int, end: int) -> bool:
        """Whether a day of the week is named: what "had been set for Monday" was so a few days ago."""
        return any(word in self.rules.words["weekday"] for word in self.low[start:end].split())


def _lower(text: str) -> str:
    """Lower case without moving an offset: a few letters grow when lowered."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _places(low: str, start: int, end: int, triggers: frozenset[str]) -> Iterator[int]:
    """Starts of words near enough before a trigger."""
    waiting: list[int] = []
    for found in _WORD.finditer(low, start, end):
        word = found.group()
        waiting.append(found.start())
        if word in triggers or word[-1] in _DIGITS or word[0] in _NUMERIC:
            yield from waiting[-REACH:]
            waiting.clear()
