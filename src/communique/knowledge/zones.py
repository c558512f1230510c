"""``resources/zones/`` → compiled zone rules: what lines of a page say about their function."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Literal

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.needles import Haystack
from communique.knowledge.openings import Beginnings
from communique.knowledge.resource import names, read_text, read_yaml
from communique.model import ZoneKind

FOLDER = "zones"
WORDS = f"{FOLDER}/function_words.yaml"
WEIGHTS = f"{FOLDER}/weights.json"
Place = Literal["whole", "start", "end", "anywhere", "prefix"]
SHAPES = {"whole": r"\A(?:{})\Z", "start": r"\A(?:{})", "end": r"(?:{})\Z", "anywhere": "(?:{})", "prefix": r"\A(?:{})"}
LONGEST = 10_000
# A capital letter that is no escape.
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


class ZoneEntry(msgspec.Struct, frozen=True):
    """One sign by which a line shows its function.

    ``place`` says where in the line the pattern must stand (``prefix``: it is cut off the line, the rest stays body);
    ``sensitive`` patterns see the line as written, the others in lower case (which is five times faster than ignoring case);
    ``most_words`` is the longest line it speaks about; ``sure`` means that the line is no article text whatever stands
    around it; ``opens`` that what follows in the publisher's voice belongs to it; ``comments`` that readers speak below it.
    """

    file: str
    name: str
    kind: ZoneKind
    place: Place
    pattern: re.Pattern[str]
    sensitive: bool
    most_words: int
    sure: bool
    opens: bool
    comments: bool
    positive: str
    negative: str

    def finds(self, line: str, words: int) -> re.Match[str] | None:
        """Where the sign stands in a line of so many words."""
        return self.pattern.search(line if self.sensitive else line.lower()) if words <= self.most_words else None


class ZoneRules(msgspec.Struct, frozen=True, dict=True):
    """All signs in the order of files and entries, and what else zoning knows.

    ``voice`` is how a publisher addresses its readers; ``weights`` the line model: feature → weight, one table a stage.
    """

    signs: tuple[ZoneEntry, ...]
    prefixes: tuple[ZoneEntry, ...]
    voice: re.Pattern[str]
    function_words: frozenset[str]
    weights: tuple[Mapping[str, float], ...]

    def possible(self, lower: str) -> list[ZoneEntry]:
        """The signs that a line, given in lower case, may show, in order; it cannot show the others."""
        within = self._haystack.within(lower)
        return [self.signs[n] for n in self._beginnings.at(lower) if n in within]

    @cached_property
    def longest(self) -> int:
        """How many words the longest line has that a sign speaks about."""
        return max((e.most_words for e in self.signs), default=0)

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack([e.pattern.pattern for e in self.signs])

    @cached_property
    def _beginnings(self) -> Beginnings:
        """What a sign stands behind, or is written with capitals, may begin with anything."""
        at_start = (e.place in ("whole", "start") and not e.sensitive for e in self.signs)
        return Beginnings([e.pattern.pattern if known else "" for e, known in zip(self.signs, at_start, strict=True)])


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    where: Place
    pattern: str
    positive: str
    negative: str
    most_words: int = 30
    sure: bool = False
    opens: bool = False
    comments: bool = False
    sensitive: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: ZoneKind
    entries: list[_Entry]
    voice: str | None = None


@cache
def load_zones() -> ZoneRules:
    """The zone rules of this installation, compiled once. Raises ``KnowledgeError`` naming file and entry."""
    files = {path: _file(path, read_yaml(path)) for path in names(FOLDER, ".yaml") if path != WORDS}
    entries = [_compiled(path, file.kind, e) for path, file in files.items() for e in file.entries]
    _unique(entries)
    voices = [(path, file.voice) for path, file in files.items() if file.voice]
    if len(voices) != 1:
        raise KnowledgeError(FOLDER, "voice", "give it in exactly one file")
    return ZoneRules(
        signs=tuple(e for e in entries if e.place != "prefix"),
        prefixes=tuple(e for e in entries if e.place == "prefix"),
        voice=_pattern(voices[0][0], "voice", voices[0][1]),
        function_words=_words(),
        weights=_weights(),
    )


def check_zones(rules: ZoneRules) -> Iterator[str]:
    """What is wrong with the examples: a sentence for each entry that misses its positive or takes its negative."""
    for entry in (*rules.signs, *rules.prefixes):
        if not entry.finds(entry.positive, len(entry.positive.split())):
            yield f"resources/{entry.file}: {entry.name}: does not match its positive example {entry.positive!r}"
        if entry.finds(entry.negative, len(entry.negative.split())):
            yield f"resources/{entry.file}: {entry.name}: matches its negative example {entry.negative!r}"


def _file(path: str, plain: object) -> _File:
    try:
        return msgspec.convert(plain, _File)
    except msgspec.ValidationError as error:
        raise KnowledgeError(path, "file", str(error)) from error


def _compiled(path: str, kind: ZoneKind, entry: _Entry) -> ZoneEntry:
    if not entry.positive.strip() or not entry.negative.strip():
        raise KnowledgeError(path, entry.name, "needs a positive and a negative example")
    pattern = _pattern(path, entry.name, SHAPES[entry.where].format(entry.pattern))
    if not entry.sensitive and _CAPITAL.search(entry.pattern):
        raise KnowledgeError(path, entry.name, "is matched in lower case: write the pattern so, or say sensitive: true")
    if pattern.search(""):
        raise KnowledgeError(path, entry.name, "matches an empty line")
    most = LONGEST if entry.where == "prefix" else entry.most_words
    return ZoneEntry(
        file=path,
        name=entry.name,
        kind=kind,
        place=entry.where,
        pattern=pattern,
        sensitive=entry.sensitive,
        most_words=most,
        sure=entry.sure,
        opens=entry.opens,
        comments=entry.comments,
        positive=entry.positive,
        negative=entry.negative,
    )


def _pattern(path: str, name: str, pattern: str | None) -> re.Pattern[str]:
    try:
        return re.compile(pattern or "")
    except re.error as error:
        raise KnowledgeError(path, name, f"pattern is no regular expression: {error}") from error


def _unique(entries: list[ZoneEntry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            raise KnowledgeError(entry.file, entry.name, "name is taken; choose another")
        seen.add(entry.name)


def _words() -> frozenset[str]:
    plain = read_yaml(WORDS)
    words = plain.get("words") if isinstance(plain, dict) and set(plain) == {"words"} else None
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise KnowledgeError(WORDS, "words", "must be the file's only key, a list of words (quote on, no, yes)")
    return frozenset(words)


def _weights() -> tuple[Mapping[str, float], ...]:
    if WEIGHTS not in names(FOLDER, ".json"):
        return ()
    plain = json.loads(read_text(WEIGHTS))
    try:
        return tuple(msgspec.convert(plain["stages"], list[dict[str, float]]))
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise KnowledgeError(WEIGHTS, "stages", f"must be a list of tables feature → weight: {error}") from error
