"""``resources/lexicons/words.yaml``: lists of words that frames, slots and rules share."""

from __future__ import annotations

from functools import cache

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml

_PATH = "lexicons/words.yaml"


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """All lists, by name. Raises ``KnowledgeError`` where one holds what is no word."""
    return checked(read_yaml(_PATH))


def checked(lists: object) -> dict[str, frozenset[str]]:
    """Lists of words as they were read; YAML takes an unquoted *on* or *no* for true or false."""
    try:
        return msgspec.convert(lists, dict[str, frozenset[str]])
    except msgspec.ValidationError as error:
        raise KnowledgeError(_PATH, "words", f"{error}: quote on, off, no and yes") from error
