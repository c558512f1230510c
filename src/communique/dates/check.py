"""Running the examples that stand beside the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from communique.dates.find import explained_times
from communique.knowledge.dates import DateRule, DateRules, RuleExample
from communique.model import Article, Document, Parse, TimeExpression, Zone

Parsing = Callable[[Document], Parse]


def check_dates(rules: DateRules, parse: Parsing | None = None) -> Iterator[str]:
    """One line for each example that fails: the rule's file and name, what was found and what was wanted.

    Without ``parse`` (document → parse) examples run on an empty one: what hangs on the tense of a verb is then not checked.
    """
    for rule in rules.rules:
        for example in rule.examples:
            yield from _missed(rule, example, rules, parse)
        for text in rule.never:
            yield from _wrong(rule, text, rules, parse)


def _missed(rule: DateRule, example: RuleExample, rules: DateRules, parse: Parsing | None) -> Iterator[str]:
    if parse is None and example.tense:
        return
    found = times_in(example.text, example.published, rules, parse)
    mine = next((t for t, name in found if name == rule.name and example.text[t.start : t.end].endswith(example.span)), None)
    if mine is None:
        seen = [(example.text[t.start : t.end], name) for t, name in found]
        yield f"{rule.file}: {rule.name}: {example.text!r}: no {example.span!r} among {seen}"
        return
    wanted = (example.value, example.type or mine.type, example.interval or (mine.earliest, mine.latest))
    got = (mine.value, mine.type, (mine.earliest, mine.latest))
    if got != wanted:
        yield f"{rule.file}: {rule.name}: {example.text!r}: {got}, not {wanted}"


def _wrong(rule: DateRule, text: str, rules: DateRules, parse: Parsing | None) -> Iterator[str]:
    for time, name in times_in(text, None, rules, parse):
        if name == rule.name:
            yield f"{rule.file}: {rule.name}: must not fire on {text[time.start : time.end]!r} in {text!r}"


def times_in(
    text: str, published: dt.date | None, rules: DateRules, parse: Parsing | None = None
) -> tuple[tuple[TimeExpression, str], ...]:
    """The time expressions of a bare text, each with its rule's name."""
    article = Article("", None, None, None, published, "en", "", text)
    document = Document(article, (Zone("body", 0, len(text)),))
    parsed = parse(document) if parse else Parse(text, (), "none")
    return tuple(explained_times(document, parsed, rules))
