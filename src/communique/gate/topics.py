"""What a text is about: how many different words of topics it has (``resources/gate/topics.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml

_FILE = "gate/topics.yaml"
_WORD = re.compile(r"[a-z-]+")
# Of a hundred different words of a text so many of a topic.
_STEPS = (0.5, 1.0, 2.0, 3.5)


@cache
def load_topics() -> Mapping[str, frozenset[str]]:
    """The words of each topic, in small letters."""
    try:
        return msgspec.convert(read_yaml(_FILE), dict[str, frozenset[str]])
    except msgspec.ValidationError as error:
        raise KnowledgeError(_FILE, "topics", f"{error}: quote on, off, no and yes") from error


def topics(text: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A signal for each topic: how much of the text's vocabulary is of it."""
    words = frozenset(_WORD.findall(text.lower()))
    part = len(words) / 100 or 1
    return frozenset([f"topic {topic} {sum(len(words & listed) / part >= step for step in _STEPS)}" for topic, listed in known.items()])
