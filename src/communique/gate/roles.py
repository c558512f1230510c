"""How a name stands in its sentence: behind a preposition or at the start, before a noun that it describes or before a verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from communique.errors import KnowledgeError
from communique.gate.sighting import Found, Told
from communique.knowledge.resource import read_yaml

_FILE = "gate/roles.yaml"


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by what they say of a name beside them."""

    prepositions: frozenset[str]
    articles: frozenset[str]
    joining: frozenset[str]
    others: frozenset[str]


@cache
def load_beside() -> Beside:
    """The words of the package."""
    try:
        return msgspec.convert(read_yaml(_FILE), Beside)
    except msgspec.ValidationError as error:
        raise KnowledgeError(_FILE, "words", f"{error}: quote on, off, no and yes") from error


def role(name: Found, told: Told, words: Sequence[str], starts: Mapping[int, Found]) -> str:
    """What stands before a name and behind it, in the sentence of a word for a deed; ``starts``: the names by their first words."""
    return f"{_before(name, told, words)} {_behind(name, told, words, starts)}"


def _before(name: Found, told: Told, words: Sequence[str]) -> str:
    beside, at = load_beside(), name.first - 1
    if at < told.first:
        return "start"
    kind = _kind(words[at], beside)
    if kind == "article" and at > told.first and words[at - 1] in beside.prepositions:
        return "preposition"
    return kind


def _kind(word: str, beside: Beside) -> str:
    if word in beside.prepositions:
        return "preposition"
    if word in beside.articles:
        return "article"
    return "joined" if word in beside.joining else "word"


def _behind(name: Found, told: Told, words: Sequence[str], starts: Mapping[int, Found]) -> str:
    beside, at = load_beside(), name.end
    if (other := starts.get(at)) is not None:
        return other.sign.kind
    if at >= told.end:
        return "end"
    if words[at] == "s":
        return "owner"
    return "preposition" if words[at] in beside.prepositions else "other" if words[at] in beside.others else "word"
