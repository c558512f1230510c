"""Sentences are parsed once more, shorter, where long names may mislead the parser; the parse with fewer oddities counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from communique.model import Token
from communique.parse.oddities import oddities
from communique.parse.shortening import restored, shortened
from communique.parse.tokens import is_tree

Words = tuple[Sequence[str], Sequence[bool]]
# By how many words names must make a sentence longer for it to be parsed again though nothing about it is odd.
WORTHWHILE = 2
Mend = Callable[[tuple[Token, ...]], tuple[Token, ...]]


@runtime_checkable
class Rereader(Protocol):
    """A parser that also takes sentences as words, each with whether a blank follows."""

    def again(self, texts: Sequence[Words]) -> list[tuple[Token, ...]]:
        """One tree for each."""
        ...


def read_again(sentences: Sequence[tuple[Token, ...]], parser: Rereader, mend: Mend) -> list[tuple[Token, ...]]:
    """The sentences as they are read with short names, unless that is odder; if odd still, as they are read without clauses too."""
    found = list(sentences)
    odd = {n: oddities(s) for n, s in enumerate(sentences)}
    for clauses in (False, True):
        short = {n: s for n in odd if (s := shortened(sentences[n], clauses=clauses)) is not None and (odd[n] or s.saved >= WORTHWHILE)}
        trees = parser.again([(s.words, s.spaces) for s in short.values()]) if short else []
        for (n, form), tree in zip(short.items(), trees, strict=True):
            read = mend(restored(sentences[n], form, tree))
            count = oddities(read)
            if count < odd[n] + (not clauses) and is_tree(read):
                found[n], odd[n] = read, count
        odd = {n: count for n, count in odd.items() if count}
    return found
