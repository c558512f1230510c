"""What somebody denies having done, where the parser takes it for a thing: "denied *holding talks* with him", "denied *meeting* Mr Bo"."""

from __future__ import annotations

from communique.knowledge.events import load_events
from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_verb, hung

_OPENING = frozenset({"PROPN", "DET", "PRON"})


def with_gerunds(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with each such word as a verb that hangs from the denial and holds what it acts on."""
    for verb in tokens[:-2]:
        word = tokens[verb.i + 1]
        if verb.pos == "VERB" and word.text.endswith("ing") and word.pos != "PROPN" and verb.lemma in word_lists()["denying"]:
            tokens = _mended(tokens, verb, word)
    return tokens


def _mended(tokens: tuple[Token, ...], verb: Token, word: Token) -> tuple[Token, ...]:
    base, acted = _base(word), tokens[word.head]
    if base is None:
        return tokens
    done = base in word_lists()["conduct"] or acted.pos == "PROPN"  # "denied *holding* talks", "*meeting* Wang Yi", not "*growing* fears"
    if done and word.dep in ("amod", "compound") and acted.dep == "dobj" and acted.head == verb.i and acted.i > word.i:
        return _acting(tokens, as_verb(word, base, "VBG", "xcomp", verb.i), acted)
    whom = next((t for t in tokens[word.i + 1 :] if t.head == word.i and t.dep in ("dobj", "appos", "npadvmod")), None)
    if word.pos == "NOUN" and word.dep == "dobj" and word.head == verb.i and whom is not None and tokens[word.i + 1].pos in _OPENING:
        return _acting(tokens, as_verb(word, base, "VBG", "xcomp", verb.i), whom)
    return tokens


def _acting(tokens: tuple[Token, ...], gerund: Token, acted: Token) -> tuple[Token, ...]:
    """The gerund in its place with what it acts on; what the parser hung there besides, and left of it on the noun, stays."""
    found = list(tokens)
    found[gerund.i] = gerund
    found[acted.i] = hung(acted, "dobj", gerund.i)
    return tuple(found)


def _base(word: Token) -> str | None:
    """The trigger of which a word is the "-ing" form, or the verb as the parser knows it."""
    if word.tag == "VBG":
        return word.lemma
    stem = word.text.lower().removesuffix("ing")
    bases = (stem, f"{stem}e", stem[:-1])
    return next((b for b in bases if ("verb", b) in load_events().by_word), None)
