"""Phrases that tell in which call something was asked for, hung on what was asked: "urged him to stop it *during a phone call*"."""

from __future__ import annotations

from itertools import pairwise

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import hung, placed, upwards

_INNER = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "advcl"})


def with_asides(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with "during a phone call" hung from the verb that asks, not from what is asked for."""
    for marker in (t for t in tokens if t.text in ("during", "in") and t.dep == "prep"):
        asked = _asker(tokens, marker) if _is_call(tokens, marker) else None
        if asked is not None:
            return placed(tokens, hung(marker, "prep", asked.i))
    return tokens


def _is_call(tokens: tuple[Token, ...], marker: Token) -> bool:
    """Whether a preposition holds "a phone call", "a telephone conversation": one not told before, with its means."""
    noun = next((t for t in tokens if t.head == marker.i and t.dep == "pobj"), None)
    if noun is None or noun.lemma not in word_lists()["contact_words"]:
        return False
    own = {t.text.lower() for t in tokens if t.head == noun.i and t.i < noun.i}
    return bool(own & {"a", "an"}) and not own.isdisjoint(word_lists()["means"])


def _asker(tokens: tuple[Token, ...], marker: Token) -> Token | None:
    """The verb with somebody as object that asks for the infinitive under which the phrase hangs."""
    for above, upper in pairwise(upwards(tokens, tokens[marker.head])):
        if above.dep not in _INNER:
            return None
        infinitive = above.dep in ("xcomp", "ccomp", "advcl") and any(t.head == above.i and t.tag == "TO" for t in tokens)
        told = any(t.head in (upper.i, above.i) and t.dep in ("dobj", "nsubj") and upper.i < t.i < above.i for t in tokens)
        if infinitive and told and upper.lemma in word_lists()["dealings"]:
            return upper
    return None
