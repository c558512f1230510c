"""``resources/lexicons/answers.yaml`` → what acts that answer an earlier one name it by."""

from __future__ import annotations

from functools import cache

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml
from communique.model import EventType

_PATH = "lexicons/answers.yaml"


class Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for an act told before, by its types; words that point at one; words for paying back, and what is paid back."""

    answered: dict[str, frozenset[EventType]]
    pointing: frozenset[str]
    returning: frozenset[str]
    hostile: frozenset[EventType]


@cache
def load_answers() -> Answers:
    """The compiled words. Raises ``KnowledgeError`` where the file is wrong."""
    try:
        return msgspec.convert(read_yaml(_PATH), Answers)
    except msgspec.ValidationError as error:
        raise KnowledgeError(_PATH, "answers", str(error)) from error
