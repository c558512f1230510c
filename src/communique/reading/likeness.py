"""What the lines of a page have in common: the words of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

_WORD = re.compile(r"[^\W\d_]{4,}")
# The same in a text of ASCII letters in lower case, where it is found sooner.
_PLAIN_WORD = re.compile(r"[a-z]{4,}")
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
    words = [_longer(line.text[:_LONGEST]) for line in lines]
    counts = Counter(w for line, found in zip(lines, words, strict=True) if line.sentence for w in found)
    return [_share(own, counts, 1 if line.sentence else 0) for line, own in zip(lines, words, strict=True)]


def _longer(text: str) -> set[str]:
    """The longer words in small letters. A few letters become two when they are made small: there words are cut first."""
    return set(_PLAIN_WORD.findall(text.lower())) if text.isascii() else {w.lower() for w in _WORD.findall(text)}


def _share(own: set[str], counts: Counter[str], here: int) -> dict[str, float]:
    elsewhere = [w for w in own if counts.get(w, 0) > here]
    return {"shared words": len(elsewhere) / len(own)} if own else {"no words": 1.0}
