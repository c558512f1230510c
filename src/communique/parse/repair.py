"""Parses put right before anybody reads them: participles that only describe, taken for verbs ("talks with *striking* miners")."""

from __future__ import annotations

from functools import cache

from communique.knowledge.lists import word_lists
from communique.model import Token

_TAGS = frozenset({"VBG", "VBN", "VBD"})
_TAKEN = frozenset({"dobj", "nsubj"})
_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "neg"})


@cache
def _describing() -> frozenset[str]:
    return word_lists()["describing"]


def repaired(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with every participle of ``describing`` right before the noun it governs as that noun's modifier."""
    if not any(t.text in _describing() for t in tokens):
        return tokens
    found = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        if token.text in _describing() and (noun := _described(found, i)) is not None:
            _swap(found, i, noun)
    return tuple(found)


def _described(tokens: list[Token], i: int) -> int | None:
    """The noun that the participle takes for its object, where only that noun's words stand between and nothing makes a verb of it."""
    token = tokens[i]
    beside = token.dep in ("pcomp", "xcomp") or (token.dep == "ccomp" and token.head == i - 1)
    if token.tag not in _TAGS or not beside:
        return None
    own = [t.i for t in tokens if t.head == i and t.dep in _OWN and t.i < i]
    if own and not _is_no_infinitive(tokens, i, own):
        return None
    noun = next((t.i for t in tokens if t.head == i and t.dep in _TAKEN and t.tag in ("NNS", "NN", "NNPS") and t.i > i), None)
    if noun is None or any(t.head != noun for t in tokens[i + 1 : noun]):
        return None
    return noun


def _is_no_infinitive(tokens: list[Token], i: int, own: list[int]) -> bool:
    """ "tended to wounded soldiers": behind a *to* that is taken for an infinitive's stands no bare verb."""
    return own == [i - 1] and tokens[i - 1].text.lower() == "to" and tokens[i].tag != "VB"


def _swap(tokens: list[Token], i: int, noun: int) -> None:
    """Hang the noun from what the participle hung from, and the participle and all it held from the noun."""
    old, before = tokens[i], tokens[i - 1]
    above = old.head
    if before.head == i and before.text.lower() == "to":
        tokens[i - 1] = Token(before.i, before.start, before.end, before.text, before.lemma, "ADP", "IN", "prep", above)
        above = i - 1
    for t in list(tokens):
        if t.head == i and t.i not in (i, noun):
            tokens[t.i] = _with(t, t.dep, noun)
    tokens[noun] = _with(tokens[noun], "pobj" if tokens[above].pos == "ADP" else "dobj", above)
    tokens[i] = Token(old.i, old.start, old.end, old.text, old.text.lower(), "ADJ", "JJ", "amod", noun)


def _with(token: Token, dep: str, head: int) -> Token:
    return Token(token.i, token.start, token.end, token.text, token.lemma, token.pos, token.tag, dep, head)
