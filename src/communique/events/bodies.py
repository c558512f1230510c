"""For whom people act who serve an international body: "Red Cross officials" for the Red Cross, its head also for it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.knowledge.actors_tables import Organisation
from communique.model import Actor, Mention

SERVING = frozenset({"group", "office", "other"})


def with_bodies(scene: Scene, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties; unnamed people of a body as the body, a named officer of one together with it."""
    found = [q for p in parties for q in _with_body(scene, p)]
    seen: set[tuple[str, ...]] = set()
    kept = []
    for party in found:
        if party.actors not in seen:
            seen.add(party.actors)
            kept.append(party)
    return tuple(kept)


def _with_body(scene: Scene, party: Party) -> Iterator[Party]:
    people = scene.who(party)
    if len(people) != 1 or people[0].country is not None:
        yield party
        return
    body = _body(scene, party) if people[0].kind in SERVING or people[0].kind == "person" else None
    if body is None or people[0].kind == "person":
        yield party
    if body is not None:
        yield _as_body(scene, party.mention, body)


def _as_body(scene: Scene, mention: Mention, body: Organisation) -> Party:
    known = scene.cast.actors.get(body.id)
    actor = known or Actor(body.id, body.name, body.kind, body.country or None, None, (mention.span,))
    return Party(mention, (actor.id,), None if known is not None else actor)


def _body(scene: Scene, party: Party) -> Organisation | None:
    """The body that the words for somebody name ("UN envoy", "Secretary General … of NATO"), the last of several."""
    named = scene.actors.bodies_in(party.mention.span.text_in(scene.parse.text))
    bodies = [scene.actors.organisations[a.key] for a in named]
    return next((b for b in bodies if b.kind == "organisation"), None)
