"""Which contacts told before may be the one that is told now, found by their parties.

Two tellings can be of one contact only if each party of the one that names fewer is named in the other, or stands for somebody there: a
person and an institution of one country, or a state and its government (``Standing.of_both``). So it is enough to look by one of its
parties, the one that is named least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.events.standing import BODIES, Standing

# A party by its id, or what it can be matched by: whether it is a person (``None``: a state or its government), and its country.
_Mark = str | tuple[bool | None, str]


class Akin:
    """Contacts, by number, under their parties. What is found may be one with a telling; all that is not found cannot."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._by_all: dict[_Mark, set[int]] = {}
        self._by_one: dict[_Mark, set[int]] = {}

    def keep(self, number: int, parties: Iterable[str]) -> None:
        """Write a contact down, or what more is known of it."""
        listed = tuple(parties)
        if not listed:
            return
        rarest = min(listed, key=lambda p: len(self._by_all.get(p, ())))
        for mark in self._marks(rarest):
            self._by_one.setdefault(mark, set()).add(number)
        for party in listed:
            for mark in self._marks(party):
                self._by_all.setdefault(mark, set()).add(number)

    def of(self, parties: Iterable[str]) -> list[int]:
        """The contacts that may be told of with these parties, last first."""
        listed = tuple(parties)
        with_fewer = [self._met(p, self._by_one) for p in listed]
        with_more = min((self._met(p, self._by_all) for p in listed), key=lambda met: sum(map(len, met)), default=[])
        return sorted(set[int]().union(*with_more, *(numbers for met in with_fewer for numbers in met)), reverse=True)

    def _met(self, party: str, kept: dict[_Mark, set[int]]) -> list[set[int]]:
        return [kept[mark] for mark in self._marks(party, other=True) if mark in kept]

    def _marks(self, party: str, *, other: bool = False) -> Iterator[_Mark]:
        """Those of a party, or of the ``other`` that stands for it."""
        yield party
        actor = self._standing.actors[party]
        if actor.country is not None:
            yield (actor.kind == "person") is not other, actor.country
            if actor.kind in BODIES:
                yield None, actor.country
