"""Capitals that are told by their state: "the Turkish capital", "the capital of Fiji", "Panama's capital"."""

from __future__ import annotations

from communique.events.scene import Scene
from communique.knowledge.actors_tables import Country
from communique.match import prepositions
from communique.model import Sentence, Span, Token

WORD = "capital"


def capital_of(scene: Scene, sentence: Sentence, token: Token) -> tuple[Country, Span] | None:
    """The state whose capital a word means, and the words that say so; ``None`` for any other word."""
    if token.lemma != WORD:
        return None
    owners = (*sentence.children(token, "amod", "poss", "compound"), *prepositions.phrases(sentence, token).get("of", ()))
    for owner in owners:
        readings = scene.actors.readings(owner.text) if owner.text[:1].isupper() else ()
        state = next((a.key for a in readings if a.kind in ("country", "demonym")), None)
        if state is not None:
            return scene.actors.countries[state], Span(min(owner.start, token.start), max(owner.end, token.end))
    return None
