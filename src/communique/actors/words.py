"""Sentence → words as names are matched: folded, hyphens gone, each with its place."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec

from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Alias, fold
from communique.model import Sentence, Token

_PART = re.compile(r"[^\W_](?:[^\W_]|[.'’‘ʻʼ`´](?=[^\W_]))*\.?")
_HYPHENS = frozenset("-–‑‐")
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
    def _names(self) -> dict[int, list[tuple[int, tuple[Alias, ...]]]]:
        return {}

    def names(self, i: int) -> list[tuple[int, tuple[Alias, ...]]]:
        """Known names that begin at word ``i``, longest first: (end word, readings that the case of the letters allows)."""
        if i not in self._names:
            hits = self.knowledge.aliases.at(self.pieces, i) if i < len(self.words) else []
            fitting = ((i + n, tuple(a for a in readings if self._fits(a, i, i + n))) for n, readings in hits)
            self._names[i] = [(end, readings) for end, readings in fitting if readings]
        return self._names[i]

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
        return self.words[i].piece if 0 <= i < len(self.words) else ""

    def is_capital(self, i: int) -> bool:
        """Whether word ``i`` exists and begins with a capital."""
        return 0 <= i < len(self.words) and self.words[i].capital

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
    parts = list(_PART.finditer(token.text))
    if not parts:
        return [Word(token.text, token.text, token.i, token.start, token.end)]
    glued = bool(before) and 0 <= token.start - before[-1].end <= 1 and token.start > before[-1].end and _hyphen_before(token, sentence)
    return [
        Word(fold(m.group()), m.group(), token.i, token.start + m.start(), token.start + m.end(), glued or n > 0)
        for n, m in enumerate(parts)
    ]


def _inside_word(token: Token, sentence: Sentence) -> bool:
    inner = 0 < token.i < len(sentence.tokens) - 1
    return inner and sentence.tokens[token.i - 1].end == token.start and sentence.tokens[token.i + 1].start == token.end


def _hyphen_before(token: Token, sentence: Sentence) -> bool:
    return token.i > 0 and sentence.tokens[token.i - 1].text in _HYPHENS
