"""A status and the words that say so."""

from __future__ import annotations

import msgspec

from communique.model import Span, Status


class Sign(msgspec.Struct, frozen=True):
    """A status and the words that say so (``None`` where none speak against its having occurred)."""

    status: Status
    span: Span | None
