"""Which paragraphs of a document are to be coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Picked(NamedTuple):
    """Numbers of paragraphs, in order: those to try, and those to code if the tried ones tell of an event."""

    tried: Sequence[int]
    every: Sequence[int]

    @classmethod
    def at_once(cls, every: Sequence[int]) -> Picked:
        """Nothing is tried before."""
        return cls(every, every)


# The paragraphs of a document → which of them matter.
Pick = Callable[[Sequence[str]], Picked]
