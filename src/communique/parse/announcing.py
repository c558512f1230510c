"""Verbs of headlines that parsers take for nouns put right: "Paris *voices* regret", "Poland *eyes* talks with Ukraine"."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, as_verb, hung

# What stands between the verb and what it announces.
_BEFORE = frozenset({"amod", "compound", "nmod", "nsubj"})
_ENDS = frozenset({".", "?", "!", "”", '"'})


def announced(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a headline, with the verb behind its first name as the verb that it is, and what that announces as its object."""
    verb = next((t for t in tokens if t.text in word_lists()["announcing"]), None)
    if verb is None or verb.pos == "VERB" or tokens[-1].text in _ENDS or not _behind_a_name(tokens, verb):
        return tokens
    thing = _thing(tokens, verb)
    return _mended(tokens, verb, thing) if thing is not None else tokens


def _behind_a_name(tokens: tuple[Token, ...], verb: Token) -> bool:
    return verb.i > 0 and all(t.pos in ("PROPN", "NOUN") and t.text[:1].isupper() for t in tokens[: verb.i])


def _thing(tokens: tuple[Token, ...], verb: Token) -> Token | None:
    """What is announced: the noun right behind the verb that is taken for the head of all, or for the object of a noun."""
    root = next(t for t in tokens if t.dep == "ROOT")
    thing = root if root.i != verb.i else next((t for t in tokens if t.head == verb.i and t.dep == "dobj"), None)
    if thing is None or thing.i < verb.i:
        return None
    own = all(t.head == thing.i and t.dep in _BEFORE for t in tokens[verb.i + 1 : thing.i])
    return thing if own and (thing.pos in ("NOUN", "PROPN") or thing.text in word_lists()["voiced"]) else None


def _mended(tokens: tuple[Token, ...], verb: Token, thing: Token) -> tuple[Token, ...]:
    made = list(tokens)
    for t in tokens:
        if t.head in (thing.i, verb.i) and (t.i < verb.i or t.dep in ("advcl", "punct")):
            made[t.i] = hung(t, t.dep, verb.i)
        elif verb.i < t.i < thing.i and t.dep == "nsubj":
            made[t.i] = hung(t, "compound", thing.i)
    made[verb.i - 1] = hung(tokens[verb.i - 1], "nsubj", verb.i)
    made[verb.i] = as_verb(verb, verb.text.removesuffix("s"), "VBZ", "ROOT", verb.i)
    made[thing.i] = _as_object(thing, verb)
    return tuple(made)


def _as_object(thing: Token, verb: Token) -> Token:
    plural = thing.text.endswith("s")
    lemma = thing.lemma if thing.pos == "NOUN" else thing.text.removesuffix("s") if plural else thing.text
    return hung(as_noun(thing, lemma, plural=plural), "dobj", verb.i)
