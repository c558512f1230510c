"""``resources/dates/`` → checked, compiled rules of time expressions."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, cached_property
from typing import Any, Literal, get_args

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.openings import Beginnings
from communique.knowledge.resource import names, read_yaml

FOLDER = "dates"
RULES = "dates/rules-"
AGAIN = "__"
# What a rule may say besides the classes it stands in for.
FREE = frozenset({"duration", "extra", "half", "ref"})
# What a rule may do with what it matched; the dates room holds a function of that name for each.
Normaliser = Literal[
    "calendar", "day_range", "iso_day", "slashed", "year", "year_range", "fiscal", "decade", "century", "quarter", "half", "season",
    "holiday", "day_word", "weekday", "weekday_set", "relative", "anaphor", "anaphor_weekday", "ago", "weekend", "daypart", "clock",
    "noon", "duration", "compound_duration", "half_duration", "range_duration", "stretch", "vague_duration", "fixed_duration",
    "every", "frequency", "rate", "reference", "ahead", "hence", "nth_day", "year_before", "month_range", "fixed_day", "same_day",
]  # fmt: skip
_SLOT = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
# An expression starts and ends at a word; amounts of money, decimals and names with hyphens are no numbers of time.
_OPEN = re.compile(r"(?<![\w$€£¥#@.,/%-])")
_CLOSE = r"(?![\w]|[.,]\d|%)"


class RuleExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that must give ``span`` this ``value`` and interval. With ``tense`` it needs a real parse."""

    text: str
    span: str
    value: str
    published: dt.date | None = None
    interval: tuple[dt.date | None, dt.date | None] | None = None
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None = None
    tense: bool = False


class _RawRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    pattern: str
    value: Normaliser
    examples: tuple[RuleExample, ...]
    never: tuple[str, ...]
    with_: dict[str, str] = msgspec.field(default_factory=dict, name="with")
    before: str | None = None
    not_before: str | None = None
    after: str | None = None
    not_after: str | None = None
    cased: tuple[str, ...] = ()


class DateRule(msgspec.Struct, frozen=True):
    """One way to write a time, compiled.

    ``pattern`` runs on lower-cased text; ``classes`` says which class each of its groups belongs to. ``before`` must
    match just before the expression, ``after`` just after. ``cased`` names groups that need a capital.
    """

    name: str
    file: str
    pattern: re.Pattern[str]
    source: str
    classes: dict[str, str]
    value: Normaliser
    fixed: dict[str, str]
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    cased: tuple[str, ...]
    examples: tuple[RuleExample, ...]
    never: tuple[str, ...]


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feast: fixed ``day`` (month-day), ``easter`` (days from Easter Sunday), or ``nth`` (month, ISO weekday, which)."""

    name: str
    day: str | None = None
    easter: int | None = None
    nth: tuple[int, int, int] | None = None
    vague: bool = False


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that open an interval: the end they keep, and whether the expression itself belongs to it."""

    words: str
    keeps: Literal["earliest", "latest"]
    inside: bool


class TenseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say whether a governing verb looks ahead or back."""

    future_auxiliaries: frozenset[str]
    plan_words: frozenset[str]
    expecting: frozenset[str]
    granting: frozenset[str]
    with_for: frozenset[str]
    hours: frozenset[str]
    ahead: tuple[str, ...]
    behind: tuple[str, ...]


class DateRules(msgspec.Struct, frozen=True, dict=True):
    """All knowledge of time expressions, compiled.

    ``triggers`` are the words without which (digits apart) no rule matches.
    """

    words: dict[str, dict[str, str | int]]
    triggers: frozenset[str]
    rules: tuple[DateRule, ...]
    holidays: dict[str, Holiday]
    bounds: dict[str, Bound]
    bound_words: re.Pattern[str]
    tense: TenseWords
    ahead: re.Pattern[str]
    behind: re.Pattern[str]

    def at(self, text: str, place: int) -> tuple[DateRule, ...]:
        """The rules that may match at a place of a text in lower case, by the characters that stand there and before it."""
        known = self._beginnings.at(text, place)
        return tuple([self.rules[n] for n in known]) if known and _OPEN.match(text, place) else ()

    @cached_property
    def _beginnings(self) -> Beginnings:
        return Beginnings([rule.source for rule in self.rules])


class _Classes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, dict[str, str | int]]
    patterns: dict[str, str]
    triggers: tuple[str, ...]
    trigger_words: tuple[str, ...]


@cache
def load_dates() -> DateRules:
    """The rules that ship with the package, compiled once. Raises :class:`KnowledgeError` for a faulty entry."""
    return compile_dates({path: read_yaml(path) for path in names(FOLDER, ".yaml")})


def compile_dates(files: dict[str, Any]) -> DateRules:
    """Check and compile plain values by file (``dates/classes.yaml``, ``dates/rules-*.yaml``, …)."""
    classes = _convert("dates/classes.yaml", files, _Classes)
    holidays = _convert("dates/holidays.yaml", files, tuple[Holiday, ...])
    bounds = _convert("dates/bounds.yaml", files, tuple[Bound, ...])
    tense = _convert("dates/tense.yaml", files, TenseWords)
    for name in classes.triggers:
        _known("dates/classes.yaml", "triggers", name, classes.words)
    for feast in holidays:
        _checked_holiday(feast)
    slots = _slots(classes, holidays)
    rules = tuple(rule for path in sorted(files) if path.startswith(RULES) for rule in _rules(path, files, slots))
    _unique(rules)
    return DateRules(
        words=classes.words,
        triggers=_triggers(classes, holidays),
        rules=rules,
        holidays={h.name: h for h in holidays},
        bounds={b.words: b for b in bounds},
        bound_words=_ending_in(b.words for b in bounds),
        tense=tense,
        ahead=_ending_in(tense.ahead),
        behind=_ending_in(tense.behind),
    )


def _convert(path: str, files: dict[str, Any], wanted: Any) -> Any:
    if path not in files:
        raise KnowledgeError(path, "file", "is missing")
    try:
        return msgspec.convert(files[path], wanted, strict=False)
    except msgspec.ValidationError as error:
        raise KnowledgeError(path, "entry", str(error)) from error


def _known(path: str, entry: str, name: str, known: dict[str, Any]) -> None:
    if name not in known:
        raise KnowledgeError(path, entry, f"unknown class {name!r}; add it to classes.yaml or mend the spelling")


def _checked_holiday(feast: Holiday) -> None:
    given = sum((feast.day is not None, feast.easter is not None, feast.nth is not None, feast.vague))
    if given != 1:
        raise KnowledgeError("dates/holidays.yaml", feast.name, "give exactly one of day, easter, nth, vague")
    if feast.day is not None and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", feast.day):
        raise KnowledgeError("dates/holidays.yaml", feast.name, f"day is MM-DD, not {feast.day!r}")


def _slots(classes: _Classes, holidays: tuple[Holiday, ...]) -> dict[str, str]:
    """Each class as a regular expression without groups of its own."""
    slots = {name: _either(words) for name, words in classes.words.items()}
    slots["holiday"] = _either({h.name: 0 for h in holidays})
    for name, pattern in classes.patterns.items():
        slots[name] = _expanded("dates/classes.yaml", name, pattern, slots)
    return slots


def _either(words: dict[str, Any]) -> str:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(_spaced(re.escape(w)) for w in longest_first) + ")"


def _spaced(pattern: str) -> str:
    return pattern.replace(r"\ ", r"[ \xa0]+").replace("'", "['’]")


def _expanded(path: str, entry: str, pattern: str, slots: dict[str, str]) -> str:
    for found in _SLOT.finditer(pattern):
        _known(path, entry, found[2] or found[1], slots)
    return _SLOT.sub(lambda m: slots[m[2] or m[1]], pattern)


def _rules(path: str, files: dict[str, Any], slots: dict[str, str]) -> list[DateRule]:
    return [_rule(path, raw, slots) for raw in _convert(path, files, tuple[_RawRule, ...])]


def _rule(path: str, raw: _RawRule, slots: dict[str, str]) -> DateRule:
    if not raw.examples or not raw.never:
        raise KnowledgeError(path, raw.name, "needs an example that must match and a text that must not (never)")
    plain = _gaps(raw.pattern)
    source = f"(?:{_expanded(path, raw.name, plain, slots)}){_CLOSE}"
    classes, captured = _captured(plain, slots)
    for group in raw.cased:
        _known(path, raw.name, group, classes)
    for key in raw.with_:
        if key not in FREE:
            _known(path, raw.name, key, slots)
    try:
        return DateRule(
            name=raw.name,
            file=path,
            pattern=re.compile(f"(?:{captured}){_CLOSE}"),
            source=source,
            classes=classes,
            value=raw.value,
            fixed=raw.with_,
            before=_optional(raw.before, slots, "(?:", ")$"),
            not_before=_optional(raw.not_before, slots, "(?:", ")$"),
            after=_optional(raw.after, slots, "", ""),
            not_after=_optional(raw.not_after, slots, "", ""),
            cased=raw.cased,
            examples=raw.examples,
            never=raw.never,
        )
    except re.error as error:
        raise KnowledgeError(path, raw.name, f"is no regular expression: {error}") from error


def _captured(pattern: str, slots: dict[str, str]) -> tuple[dict[str, str], str]:
    """The class of each group, and the pattern with groups. A name's second use gets a number: ``year__1``."""
    classes: dict[str, str] = {}

    def group(found: re.Match[str]) -> str:
        again = sum(name.split(AGAIN)[0] == found[1] for name in classes)
        name = f"{found[1]}{AGAIN}{again}" if again else found[1]
        classes[name] = found[2] or found[1]
        return f"(?P<{name}>{slots[classes[name]]})"

    return classes, _SLOT.sub(group, pattern)


_GAPS = {" ?": r"[ \xa0]*", " ": r"[ \xa0]+", "~": r"[ \xa0\-–]+"}


def _gaps(pattern: str) -> str:
    return re.sub(r" \??|~", lambda m: _GAPS[m[0]], pattern)


def _optional(pattern: str | None, slots: dict[str, str], head: str, tail: str) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    return re.compile(head + _SLOT.sub(lambda m: slots[m[2] or m[1]], pattern) + tail)


def _unique(rules: tuple[DateRule, ...]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            raise KnowledgeError(rule.file, rule.name, "is the name of two rules")
        seen.add(rule.name)


def _triggers(classes: _Classes, holidays: tuple[Holiday, ...]) -> frozenset[str]:
    """Last words: a rule is tried where one of these, or a digit, stands a few words ahead."""
    surfaces = [w for name in classes.triggers for w in classes.words[name]] + [h.name for h in holidays]
    return frozenset(re.findall(r"[a-z]+", s)[-1] for s in [*surfaces, *classes.trigger_words] if re.search("[a-z]", s))


def _ending_in(phrases: Any) -> re.Pattern[str]:
    either = "|".join(_spaced(re.escape(p)) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?<!\w)({either})[ \xa0]+(?:(?:the|its|his|her|their|a|an)[ \xa0]+)?$")


NORMALISERS: tuple[str, ...] = get_args(Normaliser)
