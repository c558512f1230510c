"""What the index of contacts passes over cannot be one contact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.events.akin import Akin
from communique.events.standing import Standing
from communique.model import Actor, ActorKind

KINDS: tuple[ActorKind, ...] = ("person", "state", "office", "organisation")
COUNTRIES = ("FR", "DE", None)
LISTED = [Actor(f"{kind}-{country}-{n}", f"{kind} {n}", kind, country, None, ()) for kind in KINDS for country in COUNTRIES for n in (1, 2)]
ACTORS = {a.id: a for a in LISTED}
PARTIES = st.lists(st.sampled_from(sorted(ACTORS)), max_size=4, unique=True).map(tuple)


@given(st.lists(PARTIES, max_size=12), PARTIES)
def test_all_that_may_be_one_with_a_telling_is_found(known: list[tuple[str, ...]], telling: tuple[str, ...]) -> None:
    standing = Standing(ACTORS)
    akin = Akin(standing)
    for number, parties in enumerate(known):
        akin.keep(number, parties)
    found = akin.of(telling)
    assert found == sorted(set(found), reverse=True)
    assert {n for n, parties in enumerate(known) if standing.of_both(parties, telling) is not None} <= set(found)


def test_many_of_one_state_are_not_compared_with_each_other() -> None:
    akin = Akin(Standing(ACTORS))
    akin.keep(0, ("person-FR-1", "state-DE-1"))
    assert akin.of(("person-FR-2", "state-DE-1")) == []
    assert akin.of(("state-FR-1", "state-DE-1")) == [0]
    akin.keep(0, ("person-FR-1", "person-FR-2", "state-DE-1"))
    assert akin.of(("person-FR-2", "state-DE-1")) == [0]
