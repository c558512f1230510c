"""Sentences whose parse cannot be right are parsed once more, shorter; the parse with fewer oddities counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from communique.model import Token
from communique.parse.oddities import oddities
from communique.parse.shortening import restored, shortened
from communique.parse.tokens import is_tree

Words = tuple[Sequence[str], Sequence[bool]]
Mend = Callable[[tuple[Token, ...]], tuple[Token, ...]]


@runtime_checkable
class Rereader(Protocol):
    """A parser that also takes sentences as words, each with whether a blank follows."""

    def again(self, texts: Sequence[Words]) -> list[tuple[Token, ...]]:
        """One tree for each."""
        ...


def read_again(sentences: Sequence[tuple[Token, ...]], parser: Rereader, mend: Mend) -> list[tuple[Token, ...]]:
    """The sentences, those that were read better when they were shorter so: first with short names, then without asides too."""
    found = list(sentences)
    odd = {n: count for n, s in enumerate(sentences) if (count := oddities(s))}
    for asides in (False, True):
        short = {n: s for n in odd if (s := shortened(sentences[n], asides=asides)) is not None}
        trees = parser.again([(s.words, s.spaces) for s in short.values()]) if short else []
        for (n, form), tree in zip(short.items(), trees, strict=True):
            read = mend(restored(sentences[n], form, tree))
            count = oddities(read)
            if count < odd[n] and is_tree(read):
                found[n], odd[n] = read, count
        odd = {n: count for n, count in odd.items() if count}
    return found
