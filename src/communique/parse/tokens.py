"""Words of a parse, put right: hung from another word, or read as another part of speech."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.model import Token


def hung(token: Token, dep: str, head: int) -> Token:
    """The word, hung from ``head`` as ``dep``."""
    return _with(token, dep=dep, head=head)


def with_lemma(token: Token, lemma: str) -> Token:
    """The word with another base form."""
    return _with(token, lemma=lemma)


def as_verb(token: Token, lemma: str, tag: str, dep: str, head: int) -> Token:
    """The word as a verb; ``tag`` is its Penn tag."""
    return _with(token, lemma=lemma, pos="VERB", tag=tag, dep=dep, head=head)


def as_name(token: Token) -> Token:
    """The word as a part of a name, where it hangs."""
    return _with(token, lemma=token.text, pos="PROPN", tag="NNP")


def as_noun(token: Token, lemma: str, *, plural: bool) -> Token:
    """The word as a noun where it hangs."""
    return _with(token, lemma=lemma, pos="NOUN", tag="NNS" if plural else "NN")


def placed(tokens: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """The words of a sentence with ``token`` in its place."""
    return (*tokens[: token.i], token, *tokens[token.i + 1 :])


def below(tokens: tuple[Token, ...], *tops: Token) -> list[int]:
    """Where the words stand that hang from ``tops`` in the end, these included, in text order."""
    found = {t.i for t in tops}
    while more := {t.i for t in tokens if t.head in found} - found:
        found |= more
    return sorted(found)


def upwards(tokens: tuple[Token, ...], token: Token) -> Iterator[Token]:
    """The word and those above it, nearest first; where repairs have hung words in a circle, once round."""
    for _ in tokens:
        yield token
        if token.head == token.i:
            return
        token = tokens[token.head]


def is_tree(tokens: tuple[Token, ...]) -> bool:
    """Whether every word hangs from a root in the end: in a circle nobody finds an end."""
    return len(below(tokens, *(t for t in tokens if t.head == t.i))) == len(tokens)


def _with(token: Token, **changes: str | int) -> Token:
    changed: Token = msgspec.structs.replace(token, **changes)
    return changed
