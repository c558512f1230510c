"""Who stands for whom: a state for its leader in "the Russia-U.S. summit", a ministry for its minister."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from communique.model import Actor

# "Flew to Mogadishu for talks with the government": the state that one visits is its government.
BODIES = frozenset({"state", "government"})
STANDING_FOR = frozenset({"state", "government", "office"})


class Standing(msgspec.Struct, frozen=True):
    """The cast, asked who can mean whom."""

    actors: Mapping[str, Actor]

    def of_both(self, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
        """The parties of a contact told with both, if it can be one; those that only stand for another are left out."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        unmatched = [a for a in small if a not in large]
        if not unmatched:
            return large if len(small) > 1 else None
        if not all(self.is_spoken_for(a, large) for a in unmatched) or len(self._sides(large)) < 2:
            return None
        if len(unmatched) == len(small) and not self._all_institutions(small, large):
            return None
        everyone = tuple(dict.fromkeys(one + other))
        return tuple(a for a in everyone if not self._is_stand_in(a, everyone))

    def is_spoken_for(self, actor: str, others: Iterable[str]) -> bool:
        """Whether one of the others can be meant by the actor, or the actor by one of them: a person and an institution of one country."""
        who = self.actors[actor]
        return who.country is not None and any(o != actor and self._is_pair(who, self.actors[o]) for o in others)

    def are_sides_of(self, some: Iterable[str], parties: Iterable[str]) -> bool:
        """Whether those some belong to the states of the parties: the ministers who sign after the presidents' talks."""
        states = {self.actors[p].country for p in parties} - {None}
        return all(self.actors[a].country in states for a in some)

    def are_persons(self, ids: Iterable[str]) -> bool:
        """Whether all are persons by name."""
        return all(self.actors[a].kind == "person" for a in ids)

    def is_office(self, actor: str) -> bool:
        """Whether somebody is told by office alone."""
        return self.actors[actor].kind == "office"

    def are_people(self, parties: Iterable[str]) -> bool:
        """Whether persons met, not only "Russia" and "Spain"."""
        return any(self.actors[p].kind == "person" for p in parties)

    @staticmethod
    def _is_pair(one: Actor, other: Actor) -> bool:
        kinds = {one.kind, other.kind}
        return one.country == other.country and ("person" in kinds or kinds == BODIES) and len(kinds) == 2

    def _is_stand_in(self, actor: str, everyone: Iterable[str]) -> bool:
        who = self.actors[actor]
        if who.kind == "government":  # nobody but a person tells more
            everyone = [a for a in everyone if self.actors[a].kind == "person"]
        return who.kind in STANDING_FOR and self.is_spoken_for(actor, everyone)

    def _all_institutions(self, small: Iterable[str], large: Iterable[str]) -> bool:
        """One telling names states only, the other people only: "the Russia-U.S. summit" of Putin and Trump."""
        kinds = [{self.actors[a].kind for a in side} for side in (small, large)]
        return any(k <= STANDING_FOR for k in kinds) and any(k == {"person"} for k in kinds)

    def _sides(self, parties: Iterable[str]) -> frozenset[str]:
        return frozenset(self.actors[a].country or a for a in parties)
