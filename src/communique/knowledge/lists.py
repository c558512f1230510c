"""``resources/lexicons/words.yaml``: lists of words that frames, slots and rules share."""

from __future__ import annotations

from functools import cache

from communique.knowledge.resource import read_yaml


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """All lists, by name."""
    return {name: frozenset(words) for name, words in read_yaml("lexicons/words.yaml").items()}
