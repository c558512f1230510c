"""Who: actors, and the places in the text that mean them."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.model.span import Span

ActorKind = Literal["person", "state", "government", "organisation", "armed_group", "office", "group", "other"]
MentionKind = Literal["name", "office", "nominal", "pronoun", "demonym", "metonym", "collective"]


class Actor(msgspec.Struct, frozen=True):
    """One real-world entity of a record. ``country`` is ISO 3166-1 alpha-3; ``id`` is stable across documents."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    office: str | None
    mentions: tuple[Span, ...]


class Mention(msgspec.Struct, frozen=True):
    """A place in the text that means one actor, or several (``the two leaders``, ``four republics``).

    ``start``/``end`` are tight around the naming words ("President Vladimir Putin", "the Russian leader", "he");
    ``sentence`` and ``head`` say which token is its syntactic head. ``actors`` holds actor ids, at least one.
    ``reason`` is a short code of the rule that resolved it, for ``explain``.
    """

    start: int
    end: int
    sentence: int
    head: int
    kind: MentionKind
    actors: tuple[str, ...]
    reason: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)
