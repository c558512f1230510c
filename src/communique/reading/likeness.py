"""What the lines of a page have in common: the words of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST = 400


class Written(Protocol):
    """What likeness needs of a line."""

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def sentence(self) -> bool:
        """Whether it reads like running text."""
        ...


def overlaps(lines: Sequence[Written]) -> list[dict[str, float]]:
    """For each line the share of its longer words that stand in running text elsewhere on the page: lists of the article have them,
    links to other articles do not.
    """
    words = [{w.lower() for w in _WORD.findall(line.text[:_LONGEST])} for line in lines]
    counts = Counter(w for line, found in zip(lines, words, strict=True) if line.sentence for w in found)
    return [
        {"shared words": sum(counts[w] > line.sentence for w in own) / len(own)} if own else {"no words": 1.0}
        for line, own in zip(lines, words, strict=True)
    ]
