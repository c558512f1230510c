"""What a text is about: how many different words of topics it has (``resources/gate/topics.yaml``)."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml

_FILE = "gate/topics.yaml"
# All but small letters and hyphens parts words. Bytes are cut several times as fast as a regular expression finds words.
_PARTED = bytes(c if chr(c) in string.ascii_lowercase + "-" else ord(" ") for c in range(256))
# Of a hundred different words of a text so many of a topic.
_STEPS = (0.5, 1.0, 2.0, 3.5)


@cache
def load_topics() -> Mapping[str, frozenset[bytes]]:
    """The words of each topic, in small letters of ASCII."""
    try:
        listed = msgspec.convert(read_yaml(_FILE), dict[str, frozenset[str]])
    except msgspec.ValidationError as error:
        raise KnowledgeError(_FILE, "topics", f"{error}: quote on, off, no and yes") from error
    return {topic: frozenset(word.encode("ascii") for word in words) for topic, words in listed.items()}


def topics(text: str, known: Mapping[str, frozenset[bytes]]) -> frozenset[str]:
    """A signal for each topic: how much of the text's vocabulary is of it."""
    words = frozenset(text.lower().encode("ascii", "replace").translate(_PARTED).split())
    part = len(words) / 100 or 1
    return frozenset([f"topic {topic} {sum(len(words & listed) / part >= step for step in _STEPS)}" for topic, listed in known.items()])
