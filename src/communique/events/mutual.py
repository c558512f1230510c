"""Acts done with each other: "Iran and Iraq reopened their border", "pledged not to threaten each other"."""

from __future__ import annotations

import msgspec

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.knowledge.events import Homes
from communique.match import Match, syntax
from communique.model import Actor


def mutual(
    scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...], homes: Homes
) -> tuple[Match, tuple[Party, ...], tuple[Party, ...]]:
    """What two states do without a third is done with each other: "Iran and Iraq reopened their border"."""
    frame = match.frame
    if frame.medium is None and (_says_each_other(match) or any(_each_other(scene, p) for p in receiving)):
        both = tuple(Party(p.mention, (a,), p.described) for p in acting for a in p.actors)
        return (_as_mutual(match), both[:1], both[1:]) if len(both) > 1 else (match, acting, receiving)
    settled = receiving or frame.medium is not None or frame.reciprocal or not frame.recipient
    if settled or frame.type not in homes.mutual or len({a.country or _of_its_own(a) for p in acting for a in scene.who(p)} - {None}) < 2:
        return match, acting, receiving
    return (match, acting, receiving) if match.trigger.lemma in homes.alone else (_as_mutual(match), acting[:1], acting[1:])


def _as_mutual(match: Match) -> Match:
    return msgspec.structs.replace(match, frame=msgspec.structs.replace(match.frame, reciprocal=True))


def _says_each_other(match: Match) -> bool:
    """ "praised *each other*", "pledged not to threaten *each other*"."""
    clause = syntax.complement(match.sentence, match.trigger)
    verbs = (v for v in (match.trigger, clause) if v is not None)
    tokens = match.sentence.tokens
    told = (" ".join(t.text for t in tokens[max(o.i - 1, 0) : o.i + 2]) for v in verbs for o in syntax.objects(match.sentence, v))
    return any("each other" in words or "one another" in words for words in told)


def _of_its_own(actor: Actor) -> str | None:
    """What an armed group is a side by, which is of no state: its name."""
    return actor.id if actor.kind == "armed_group" else None


def _each_other(scene: Scene, party: Party) -> bool:
    """ "expelled *each other's* envoys"."""
    words = party.mention.span.text_in(scene.parse.text).lower()
    return words.startswith(("each other", "one another"))
