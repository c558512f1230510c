"""Sentence → words as names are matched: folded, hyphens gone, each with its place."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Alias, fold
from communique.model import Sentence, Token

_PART = re.compile(r"[^\W_](?:[^\W_]|[.'’‘ʻʼ`´](?=[^\W_]))*\.?")
_HYPHENS = frozenset("-–‑‐")
OWNERS = frozenset({"his", "her", "their", "our", "my"})
DETERMINERS = OWNERS | {"the", "this", "a", "an", "several", "other"}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "`s"})


class Word(msgspec.Struct, frozen=True):
    """One word: folded and as written, its token, its offsets in the article, and whether a hyphen joins it to the last."""

    piece: str
    raw: str
    token: int
    start: int
    end: int
    glued: bool = False

    @property
    def capital(self) -> bool:
        """Begins with a capital letter."""
        return self.raw[0].isupper()

    @property
    def is_word(self) -> bool:
        """No punctuation, no possessive mark."""
        return self.raw[0].isalnum()


class Line(msgspec.Struct, frozen=True, dict=True):
    """A sentence as words, with the names that begin at each; ``surnames`` are those of people whom this article names in full."""

    sentence: Sentence
    words: tuple[Word, ...]
    knowledge: ActorKnowledge
    surnames: frozenset[str] = frozenset()

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(w.piece for w in self.words)

    @cached_property
    def read(self) -> dict[int, Any]:
        """What was read at a word, so that it is read once."""
        return {}

    @cached_property
    def _names(self) -> dict[int, list[tuple[int, tuple[Alias, ...]]]]:
        return {}

    def names(self, i: int) -> list[tuple[int, tuple[Alias, ...]]]:
        """Known names that begin at word ``i``, longest first: (end word, readings that the case of the letters allows)."""
        found = self._names.get(i)
        if found is None:
            hits = self.knowledge.aliases.at(self.pieces, i) if i < len(self.words) else []
            fitting = ((i + n, tuple(a for a in readings if self._fits(a, i, i + n))) for n, readings in hits)
            found = self._names[i] = [(end, readings) for end, readings in fitting if readings]
        return found

    def may_name(self, i: int) -> bool:
        """Whether a phrase can begin at word ``i``: most words in small letters are seen at a glance to begin none."""
        word = self.words[i]
        return word.piece in self.knowledge.openers or word.piece in DETERMINERS or (word.is_word and not word.raw[0].islower())

    def _fits(self, alias: Alias, start: int, end: int) -> bool:
        first = self.words[start]
        if alias.upper:
            return all(w.raw.isupper() for w in self.words[start:end])
        return first.capital or first.raw[0].isdigit() or not alias.capital

    def named(self, i: int, *kinds: str) -> tuple[int, Alias] | None:
        """The longest known name at ``i`` of one of those kinds: (end word, reading)."""
        for end, readings in self.names(i):
            for alias in readings:
                if alias.kind in kinds:
                    return end, alias
        return None

    def piece(self, i: int) -> str:
        """The folded word at ``i``, empty beyond the ends."""
        return self.pieces[i] if 0 <= i < len(self.pieces) else ""

    def is_capital(self, i: int) -> bool:
        """Whether word ``i`` exists and begins with a capital."""
        return 0 <= i < len(self.words) and self.words[i].capital

    def knowing(self, surnames: frozenset[str]) -> Line:
        """The same line with the surnames that its article told; what was looked up is kept."""
        new = Line(self.sentence, self.words, self.knowledge, surnames)
        new.__dict__.update(self.__dict__)
        return new

    def token(self, i: int) -> Token:
        """The token of word ``i``."""
        return self.sentence.tokens[self.words[i].token]


def line(sentence: Sentence, knowledge: ActorKnowledge, surnames: frozenset[str] = frozenset()) -> Line:
    """The words of a sentence."""
    words: list[Word] = []
    for token in sentence.tokens:
        words.extend(_of_token(token, words, sentence))
    return Line(sentence, tuple(words), knowledge, surnames)


def _of_token(token: Token, before: list[Word], sentence: Sentence) -> list[Word]:
    if token.text in _HYPHENS and _inside_word(token, sentence):
        return []
    if token.text in _POSSESSIVE and (token.tag == "POS" or len(token.text) > 1):
        return [Word("'s", token.text, token.i, token.start, token.end)]
    parts = _parts(token.text)
    if not parts:
        return [Word(token.text, token.text, token.i, token.start, token.end)]
    glued = bool(before) and 0 <= token.start - before[-1].end <= 1 and token.start > before[-1].end and _hyphen_before(token, sentence)
    return [
        Word(piece, raw, token.i, token.start + start, token.start + end, glued or n > 0)
        for n, (piece, raw, start, end) in enumerate(parts)
    ]


@lru_cache(maxsize=65536)
def _parts(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """The words of a token: folded, as written, and where they stand in it."""
    return tuple((fold(m.group()), m.group(), m.start(), m.end()) for m in _PART.finditer(text))


def _inside_word(token: Token, sentence: Sentence) -> bool:
    inner = 0 < token.i < len(sentence.tokens) - 1
    return inner and sentence.tokens[token.i - 1].end == token.start and sentence.tokens[token.i + 1].start == token.end


def _hyphen_before(token: Token, sentence: Sentence) -> bool:
    return token.i > 0 and sentence.tokens[token.i - 1].text in _HYPHENS
