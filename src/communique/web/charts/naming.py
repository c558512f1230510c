"""What a drawing calls those it draws, and what an address calls them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from communique.export.base import country_name
from communique.knowledge.actors import load_actors
from communique.ledger.facets import Chosen, largest
from communique.ledger.pairs import Couples, Numbers, Shared

LONGEST = 26
# What a letter and a line of a name need, in pixels, and how wide a drawing beside another is on a usual screen, and on a phone.
LETTER, LINE, USUAL, SMALL = 6.8, 15.0, 470.0, 320.0
# Between a dot and a name beside it.
SPACE = 3.0


class Drawn(msgspec.Struct, frozen=True):
    """Those who can be drawn, persons and bodies or whole states: ``keys`` are what an address says, ``names`` what people read.

    ``told`` is in how many of the chosen rows each takes part; ``parties`` and ``couples`` are who and which two stand in all rows;
    ``homes`` are the countries of persons and bodies, empty where none is known.
    """

    parties: Shared
    couples: Couples
    keys: Sequence[str]
    names: Sequence[str]
    told: Numbers
    homes: Sequence[str]

    def often(self, most: int) -> list[int]:
        """The places of those who take part most, the most frequent first."""
        return largest(self.told, most)

    @property
    def number(self) -> int:
        """How many different ones take part."""
        return int(np.count_nonzero(self.told))


def drawn(chosen: Chosen, by: str) -> Drawn:
    """Whom to draw: ``persons`` (with bodies) or ``states``."""
    columns = chosen.columns
    if by == "states":
        names = [country_name(c) or c for c in columns.countries]
        return Drawn(columns.sides, columns.dyads, columns.countries, names, chosen.countries, ())
    return Drawn(columns.parties, columns.partners, columns.actors.ids, columns.actors.names, chosen.actors, columns.homes)


def short(name: str) -> str:
    """A name that fits beside a mark."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def surname(name: str, home: str) -> str:
    """The last word of a person's name with the particles before it: ``da Silva``, ``Al Saud``.

    The first where the family's stands first, ``Xi`` Jinping; the whole name where a number stands last, ``Abdullah II``.
    """
    words, known = name.split(), load_actors().words
    if home in known.family_first:
        return words[0] if words else name
    if words and words[-1].lower() in known.suffixes:
        return name
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in known.particles:
        first -= 1
    return " ".join(words[max(first, 0) :])


class Room:
    """Where dots and names already stand in a drawing of ``width`` pixels. Places are given as drawings have them: ``x`` in per cent."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._taken: list[tuple[float, float, float, float]] = []

    def block(self, x: float, y: float, r: float) -> None:
        """Keep names away from a dot."""
        across = x * self.width / 100
        self._taken.append((across - r, y - r, across + r, y + r))

    def take(self, x: float, y: float, name: str) -> float | None:
        """The middle of a name over a point, pushed in where it would leave the drawing; ``None`` where something else stands."""
        half = len(name) * LETTER / 2
        across = min(max(x * self.width / 100, half), self.width - half)
        box = (across - half, y - LINE, across + half, y)
        if y < LINE or any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self._taken):
            return None
        self._taken.append(box)
        return round(100 * across / self.width, 2)

    def beside(self, x: float, y: float, r: float, name: str) -> int:
        """Whether a name stands to the right, 1, or the left, -1, of a dot, on the line ``y``; 0 where there is no room."""
        half = len(name) * LETTER / 2
        for way in (1, -1):
            across = x * self.width / 100 + way * (r + SPACE + half)
            inside = half <= across <= self.width - half
            if inside and self.take(100 * across / self.width, y, name) is not None:
                return way
        return 0
