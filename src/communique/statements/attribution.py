"""The working noun of the room: an attribution before its actors are known."""

from __future__ import annotations

import msgspec

from communique.knowledge.cues import Cue
from communique.model import Span, Token


class Attribution(msgspec.Struct, frozen=True):
    """Source, cue and content as spans, with the tokens that head them.

    ``sentence`` is the number of the sentence of ``source`` and ``cue``. ``frame`` says how the content was found; ``rank`` orders rival
    readings of one stretch (0 is the surest).
    """

    sentence: int
    frame: str
    content: Span
    cue: Span | None
    source: Span | None
    source_head: Token | None = None
    cue_head: Token | None = None
    content_head: Token | None = None
    addressee: Token | None = None
    entry: Cue | None = None
    rank: int = 0
