"""The scan: where time expressions stand, and what each means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from communique.dates.context import Context, Direction, Meaning
from communique.dates.normalise import NORMALISERS
from communique.dates.tense import direction
from communique.knowledge.dates import AGAIN, DateRule, DateRules
from communique.model import Document, Parse, TimeExpression

_WORD = re.compile(r"['’]?[a-z0-9]+")
# No expression has more words than this before the word that gives it away.
REACH = 8
# How much of the text around an expression its guards see.
AROUND = 40


def find_times(document: Document, parse: Parse, rules: DateRules) -> tuple[TimeExpression, ...]:
    """The time expressions of the body, in text order, none overlapping.

    Relative ones count from ``document.article.published`` and from what the text told before; without a publication
    date they stay unresolved (``XXXX-XX-XX``, no interval).
    """
    return tuple(time for time, _ in explained_times(document, parse, rules))


def explained_times(document: Document, parse: Parse, rules: DateRules) -> Iterator[tuple[TimeExpression, str]]:
    """The same, each with the name of the rule that found it."""
    text = document.article.text
    low = _lower(text)
    state = _State(document.article.published)
    for zone in document.body:
        for start, end, rule, meaning in _scan(low, zone.start, zone.end, text, parse, rules, state):
            earliest, latest = meaning.days
            yield TimeExpression(start, end, meaning.type, meaning.value, earliest, latest), rule.name


class _State:
    """What the text told so far."""

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self.anchor: dt.date | None = None
        self.said: str | None = None

    def tell(self, meaning: Meaning) -> None:
        self.anchor = meaning.anchor or self.anchor
        if meaning.days[0] is not None and meaning.type in ("DATE", "TIME"):
            self.said = meaning.value


def _lower(text: str) -> str:
    """Lower case without moving an offset: a few letters grow when lowered."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _scan(
    low: str, start: int, end: int, text: str, parse: Parse, rules: DateRules, state: _State
) -> Iterator[tuple[int, int, DateRule, Meaning]]:
    at = start
    for place in _places(low, start, end, rules.triggers):
        if place < at or rules.any_rule.match(low, place, end) is None:
            continue
        found = _best(low, place, end, text, parse, rules, state)
        if found is not None:
            at = found[0]
            state.tell(found[2])
            yield place, at, found[1], found[2]


def _places(low: str, start: int, end: int, triggers: frozenset[str]) -> Iterator[int]:
    """Starts of words near enough before a trigger."""
    waiting: list[int] = []
    for found in _WORD.finditer(low, start, end):
        word = found.group()
        waiting.append(found.start())
        if word in triggers or word[-1] in "0123456789" or word[0] in "0123456789" or word[0] in "'’":
            yield from waiting[-REACH:]
            waiting.clear()


def _best(
    low: str, place: int, end: int, text: str, parse: Parse, rules: DateRules, state: _State
) -> tuple[int, DateRule, Meaning] | None:
    """The longest match that means something; of equals, the rule that stands first."""
    matches = [(rule, m) for rule in rules.rules if (m := rule.pattern.match(low, place, end))]
    for rule, found in sorted(matches, key=lambda pair: -pair[1].end()):
        if not _guarded(rule, found, low, text):
            continue
        meaning = NORMALISERS[rule.value](_context(rule, found, low, parse, rules, state))
        if meaning is not None:
            return found.end(), rule, meaning
    return None


def _guarded(rule: DateRule, found: re.Match[str], low: str, text: str) -> bool:
    before = low[max(0, found.start() - AROUND) : found.start()]
    after = low[found.end() : found.end() + AROUND]
    return not (
        (rule.before and not rule.before.search(before))
        or (rule.not_before and rule.not_before.search(before))
        or (rule.after and not rule.after.match(after))
        or (rule.not_after and rule.not_after.match(after))
        or any(found.start(group) >= 0 and not text[found.start(group)].isupper() for group in rule.cased)
    )


def _context(rule: DateRule, found: re.Match[str], low: str, parse: Parse, rules: DateRules, state: _State) -> Context:
    preceding = low[max(0, found.start() - AROUND) : found.start()]

    def look() -> Direction:
        if rules.ahead.search(preceding):
            return "future"
        if rules.behind.search(preceding):
            return "past"
        return direction(parse, found.start(), found.end(), rules.tense)

    return Context(
        rules=rules,
        rule=rule,
        groups={name.split(AGAIN)[0]: words for name, words in found.groupdict().items() if words is not None},
        words=found.group(),
        published=state.published,
        anchor=state.anchor,
        said=state.said,
        look=look,
        preceding=preceding,
        following=low[found.end() : found.end() + AROUND],
    )
