"""``resources/actors/examples.csv``: sentences with whom their words mean on a day."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from communique.knowledge.actors_tables import day, rows

FILE = "actors/examples.csv"
_MEANING = re.compile(r"(?:wd|org|name|iso):\S+|(?:country|place|kind):\S+|nobody")


class ActorExample(msgspec.Struct, frozen=True):
    """Whom ``words`` mean in ``text``, published on a day or undated.

    ``means`` is an actor's id, ``country:ISO3`` (someone of that state), ``kind:KIND``, ``place:ISO3`` (a known place of that state)
    or ``nobody``.
    """

    text: str
    published: dt.date | None
    words: str
    means: str


def load_examples() -> tuple[ActorExample, ...]:
    """All examples. Raises ``KnowledgeError`` for one whose words are not in its text or whose meaning cannot be read."""
    return tuple(rows("examples", _example))


def _example(row: dict[str, str]) -> ActorExample:
    if not row["words"] or row["words"] not in row["text"]:
        raise ValueError(f"the words {row['words']!r} are not in the text")
    if not _MEANING.fullmatch(row["means"]):
        raise ValueError(f"means {row['means']!r}: not an actor id, country:, place:, kind: or nobody")
    return ActorExample(row["text"], day(row["published"]), row["words"], row["means"])
