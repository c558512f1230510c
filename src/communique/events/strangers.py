"""Names nobody knows that a verb acts on."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.finding import Party
from communique.events.reach import is_force
from communique.events.scene import Scene
from communique.match import Match, syntax


def strangers_met(scene: Scene, match: Match) -> Iterator[Party]:
    """Names nobody knows that are what a verb acts on, or whose that is: "barred *Bobi Wine* from leaving", "the homes of *Mr Wine*"."""
    sentence = match.sentence
    held = syntax.objects(sentence, match.trigger) if syntax.is_verb(match.trigger) else ()
    owning = (
        o for t in held if t.pos == "NOUN" for p in sentence.children(t, "prep") if p.text == "of" for o in sentence.children(p, "pobj")
    )
    for token in (*held, *owning):
        if (
            token.pos == "PROPN"
            and token.text[:1].isupper()
            and scene.mention(sentence, token) is None
            and not is_force(scene, sentence, token)
        ):
            mention, actor = scene.described(sentence, token)
            yield Party(mention, mention.actors, actor)
