"""What parsing yields: sentences of tokens, free of any parser's own types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

import msgspec

from communique.model.span import Span


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word of a sentence.

    ``i`` and ``head`` count within the sentence (a root is its own head); ``start`` and ``end`` are offsets into the
    article's text. ``pos`` is the universal tag, ``tag`` the Penn tag, ``dep`` the ClearNLP label as spaCy's English
    models give it.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int

    @property
    def span(self) -> Span:
        """The token's stretch of the article."""
        return Span(self.start, self.end)


_NOBODY = (None,)


class Sentence(msgspec.Struct, frozen=True, dict=True):
    """One sentence. ``number`` counts through the article, ``paragraph`` names the paragraph it stands in."""

    number: int
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def root(self) -> Token:
        """The token that is its own head."""
        return next(t for t in self.tokens if t.head == t.i)

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(tuple(c) for c in below)

    @cached_property
    def _labelled(self) -> dict[tuple[int, str], tuple[Token, ...]]:
        below: dict[tuple[int, str], tuple[Token, ...]] = {}
        for token in self.tokens:
            if token.head != token.i:
                key = (token.head, token.dep)
                below[key] = (*below[key], token) if key in below else (token,)
        return below

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """The token's dependants in text order; with ``deps``, only those so labelled."""
        if len(deps) == 1:  # most ask so
            return self._labelled.get((token.i, deps[0]), ())
        found = self._children[token.i]
        return tuple([c for c in found if c.dep in deps]) if found and deps else found

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependant so labelled, if any."""
        if len(deps) == 1:
            return self._labelled.get((token.i, deps[0]), _NOBODY)[0]
        for child in self._children[token.i]:
            if not deps or child.dep in deps:
                return child
        return None

    def head(self, token: Token) -> Token:
        """The token above (itself at the root)."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The tokens above, nearest first, without the token itself."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and everything below it, in text order."""
        children = self._children
        if not children[token.i]:
            return (token,)
        found, stack = [token.i], [*children[token.i]]
        while stack:
            top = stack.pop().i
            found.append(top)
            stack += children[top]
        found.sort()
        return tuple([self.tokens[i] for i in found])

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def forget(self) -> None:
        """Let go of what was remembered of it, which refers back to it: without such rings a coded text is gone at once."""
        self.__dict__.clear()

    def at(self, offset: int) -> Token | None:
        """The token that covers an offset of the article."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that start in that stretch of the article."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Parse(msgspec.Struct, frozen=True, dict=True):
    """All sentences of an article's body, in text order."""

    text: str
    sentences: tuple[Sentence, ...]
    model: str

    def joined(self, other: Parse) -> Parse:
        """With the sentences of other paragraphs of the same article, in text order."""
        ordered = sorted((*self.sentences, *other.sentences), key=lambda s: s.paragraph)
        return Parse(self.text, tuple([Sentence(n, s.paragraph, s.tokens) for n, s in enumerate(ordered)]), self.model)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers an offset of the article."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].span.start <= offset:
            return self.sentences[low]
        return None

    def covered(self, span: Span) -> tuple[Token, ...]:
        """The tokens that overlap ``span``."""
        return tuple(t for s in self.sentences if s.span.overlaps(span) for t in s.tokens if t.span.overlaps(span))
