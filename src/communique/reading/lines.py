"""Lines of a page, what each looks like, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import msgspec

from communique.knowledge.zones import ZoneEntry, ZoneRules
from communique.model import ZoneKind
from communique.reading.likeness import overlaps
from communique.reading.listing import list_marks

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same in a text of ASCII letters in lower case, where it is found sooner.
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔։][\"'”’»)\]」』）]*\Z")
# A pattern that begins with few characters is searched for several times as fast.
_INNER_END = re.compile(r"[.!?](?<=[a-z\d”\"’)].)[”\"’)]? +[\"“‘(]?[A-Z]")
_IDEOGRAPH = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_QUOTED = re.compile(r"[\"“«][^\"”»]*(?:[\"”»]|\Z)")
_QUOTE = re.compile(r"[\"“”«»]")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?|\d{1,2}/\d{1,2}/\d{2,4})\b", re.I)
_BREAK = re.compile(r"[|»›•·]")
_DASHED = re.compile(r" – \w+$")
# Function words decide by their share, and forty words show it.
SAMPLE = 40
PAGE_SAMPLE = 1_000
ENGLISH = 0.08
# So many short lines in a row are a menu.
MENU_LINES = 5
MENU_WORDS = 4


class Line(msgspec.Struct, frozen=True):
    """One non-blank line, trimmed. ``sentence`` says that it reads like running text, ``speaks`` that it
    addresses the readers (we, you) outside of what it quotes.
    """

    start: int
    end: int
    text: str
    words: int
    function: float
    ends: bool
    sentence: bool
    speaks: bool
    sign: ZoneEntry | None
    copies: int

    @property
    def sure(self) -> bool:
        """Whether its sign alone says that it is no article text."""
        return self.sign is not None and self.sign.sure

    @property
    def comments(self) -> bool:
        """Whether readers speak below it."""
        return self.sign is not None and self.sign.comments


def cut_lines(text: str, rules: ZoneRules) -> tuple[Line, ...]:
    """The non-blank lines of a text, each with its sign."""
    spans = [_trimmed(m) for m in _LINE.finditer(text)]
    copies = Counter(words for _, words in spans)
    english = _function(text, rules, PAGE_SAMPLE) >= ENGLISH
    return tuple(_line(start, words, copies[words], english, rules) for start, words in spans)


def _trimmed(match: re.Match[str]) -> tuple[int, str]:
    words = match.group()
    return match.start() + len(words) - len(words.lstrip()), words.strip()


def _line(start: int, text: str, copies: int, english: bool, rules: ZoneRules) -> Line:
    count = _count(text, english)
    function = _function(text, rules, SAMPLE) if english else _usual(count)
    ends = _SENTENCE_END.search(text, max(len(text) - 4, 0)) is not None
    sentence = count >= 8 and function >= 0.2 and (ends or count >= 20)
    speaks = rules.voice.search(_QUOTED.sub("", text).lower()) is not None
    return Line(start, start + len(text), text, count, function, ends, sentence, speaks, find_sign(text, count, rules), copies)


def _count(text: str, english: bool) -> int:
    """Words; in scripts that put no blanks between them, two characters count as one."""
    blanks = text.count(" ") + 1
    return blanks if english else max(blanks, len(_IDEOGRAPH.findall(text)) // 2)


def _function(text: str, rules: ZoneRules, size: int) -> float:
    """The share of function words among the first ones."""
    lower = text[: size * 6].lower()
    sample = (_PLAIN_WORD if lower.isascii() else _WORD).findall(lower)[:size]
    return sum(map(rules.function_words.__contains__, sample)) / len(sample) if sample else 0.0


def _usual(words: int) -> float:
    """What the share would likely be in a language whose function words we do not know."""
    return 0.35 if words >= 8 else 0.15


def find_sign(text: str, words: int, rules: ZoneRules) -> ZoneEntry | None:
    """The first sure sign of a line, else the first sign."""
    if words > rules.longest:
        return None
    found, lower = None, text.lower()
    for entry in rules.possible(lower):
        if words <= entry.most_words and entry.pattern.search(text if entry.sensitive else lower):
            if entry.sure:
                return entry
            found = found or entry
    return found


def features(lines: Sequence[Line]) -> list[dict[str, float]]:
    """For each line what the line model weighs: its own looks, its neighbours', its place between running text."""
    own = [_own(line) for line in lines]
    place = _places(lines)
    around = _page(lines)
    shared = overlaps(lines)
    listed = list_marks(lines)
    return [{**own[i], **place[i], **around, **shared[i], **listed[i], **_neighbours(lines, i)} for i in range(len(lines))]


def _own(line: Line) -> dict[str, float]:
    text, found = line.text, {"bias": 1.0, _length("words", line.words): 1.0, "function": line.function}
    letters = [w[0] for w in text.split(None, SAMPLE)[:SAMPLE] if w[0].isalpha()]
    capitals = sum(map(str.isupper, letters)) / len(letters) if letters else 0.0
    found["capitals"] = capitals
    found["commas"] = min(text.count(",") / line.words, 0.3)
    flags = {
        "ends": line.ends,
        "sentence": line.sentence,
        "speaks": line.speaks,
        "two sentences": _INNER_END.search(text) is not None,
        "colon": text.endswith(":"),
        "cut off": text.endswith(("...", "…", "[…]", "[...]", "…]")),
        "question": text.endswith("?"),
        "quote": _QUOTE.search(text) is not None,
        "starts with quote": text[0] in "\"“‘'",
        "starts small": text[0].islower(),
        "starts with digit": text[0].isdigit(),
        "starts with mark": not text[0].isalnum() and text[0] not in "\"“‘'(",
        "bracketed": text[0] in "([",
        "date": _DIGIT.search(text, 0, 200) is not None and _DATE.search(text, 0, 200) is not None,
        "breaks": " / " in text or _BREAK.search(text) is not None or _DASHED.search(text) is not None,
        "all capitals": text.isupper(),
        "title case": capitals > 0.7 and line.words > 2,
        "copied": line.copies > 1,
        "short title case": capitals > 0.7 and line.words <= 4,
    }
    found.update({name: 1.0 for name, holds in flags.items() if holds})
    if line.sign:
        found["sign " + line.sign.kind] = 1.0
        found["sure" if line.sure else "unsure"] = 1.0
    return found


def _length(name: str, words: int) -> str:
    for limit in (2, 5, 9, 14, 24, 40):
        if words <= limit:
            return f"{name} to {limit}"
    return f"{name} many"


def _places(lines: Sequence[Line]) -> list[dict[str, float]]:
    """Where each line stands between the lines of running text."""
    total = sum(line.words for line in lines if line.sentence) or 1
    found, seen, count, since, related = [], 0, 0, 0, 0
    for line in lines:
        inside = line.words if line.sentence else 0
        share = seen / total
        place = {_length("since sentence", since): 1.0, f"sentences before {min(count, 3)}": 1.0, "text before": share}
        rest = total - seen - inside
        place["text after"] = rest / total
        if rest == 0 and count:
            place["after all text"] = 1.0
        if related:
            place["below links" if count else "below first links"] = 1.0
        found.append(place)
        seen, count = seen + inside, count + line.sentence
        since = 0 if line.sentence else since + 1
        related = _below(related, line)
    return found


def _below(related: int, line: Line) -> int:
    """How many more lines count as standing below a heading of links."""
    if line.sign and line.sign.kind == "related":
        return 12
    return 0 if line.words > 40 else max(related - 1, 0)


def _page(lines: Sequence[Line]) -> dict[str, float]:
    total = sum(line.words for line in lines) or 1
    return {
        "page text": sum(line.words for line in lines if line.sentence) / total,
        "page signs": sum(line.sure for line in lines) / len(lines),
        "page bare": float(not furnished(lines)),
    }


def furnished(lines: Sequence[Line]) -> bool:
    """Whether the page shows menus, links or boxes at all; a clean text shows none."""
    signs = (line.sign for line in lines if line.sure and line.sign)
    return any(sign.kind not in ("byline", "caption", "correction") for sign in signs) or _has_menu(lines)


def _has_menu(lines: Sequence[Line]) -> bool:
    """A run of short lines at the top or the bottom that are no sentences."""
    ends = (lines[:MENU_LINES], lines[-MENU_LINES:])
    return len(lines) > MENU_LINES and any(all(x.words <= MENU_WORDS and not x.ends for x in run) for run in ends)


def _neighbours(lines: Sequence[Line], i: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for step in (-3, -2, -1, 1, 2, 3):
        j = i + step
        if not 0 <= j < len(lines):
            found |= _nobody(step)
            continue
        other = lines[j]
        look = "sentence" if other.sentence else _length("words", other.words)
        found |= _beside(step, look, other.sign.kind if other.sign and other.sign.sure else None, other.ends)
    return found


@cache
def _nobody(step: int) -> dict[str, float]:
    return {f"{step} none": 1.0}


@cache
def _beside(step: int, look: str, sign: ZoneKind | None, ends: bool) -> dict[str, float]:
    """What is weighed of a line so many lines away: what it looks like, its sure sign, how it ends."""
    found = {f"{step} {look}": 1.0}
    if sign:
        found[f"{step} sure"] = 1.0
    if sign and abs(step) == 1:
        found[f"{step} sign {sign}"] = 1.0
    if ends:
        found[f"{step} ends"] = 1.0
    return found
