"""``one`` for a contact told before it in the sentence: "had a call with the Pope and plans to hold *one* with King Abdullah"."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, placed

_HELD = frozenset({"dobj", "pobj", "attr", "nsubjpass"})


def with_ones(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with each ``one`` that somebody holds with somebody as the contact's noun before it."""
    held = [t for t in tokens if t.tag == "CD" and _is_held(tokens, t)]
    lists = word_lists() if held else {}
    for one in held:
        noun = next((t for t in reversed(tokens[: one.i]) if t.lemma in lists["contact_words"] and t.pos == "NOUN"), None)
        with_somebody = any(t.text == "with" and t.head in (one.i, one.head) and t.i > one.i for t in tokens)
        if noun is not None and with_somebody:
            tokens = placed(tokens, as_noun(one, noun.lemma, plural=one.text != "one"))
    return tokens


def _is_held(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a number is what somebody holds: "plans to hold *one* with", "held three meetings with Mr Bo and *two* with Mr Xi"."""
    if token.text not in word_lists()["standing_for"]:
        return False
    above = tokens[token.head]
    joined = token.dep == "conj" and above.pos == "NOUN" and above.lemma in word_lists()["contact_words"]
    return joined or (token.dep in _HELD and above.lemma in word_lists()["conduct"])
