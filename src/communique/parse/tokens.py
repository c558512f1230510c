"""Words of a parse, put right: hung from another word, or read as another part of speech."""

from __future__ import annotations

import msgspec

from communique.model import Token


def hung(token: Token, dep: str, head: int) -> Token:
    """The word, hung from ``head`` as ``dep``."""
    return _with(token, dep=dep, head=head)


def as_verb(token: Token, lemma: str, tag: str, dep: str, head: int) -> Token:
    """The word as a verb; ``tag`` is its Penn tag."""
    return _with(token, lemma=lemma, pos="VERB", tag=tag, dep=dep, head=head)


def as_name(token: Token) -> Token:
    """The word as a part of a name, where it hangs."""
    return _with(token, lemma=token.text, pos="PROPN", tag="NNP")


def as_noun(token: Token, lemma: str, *, plural: bool) -> Token:
    """The word as a noun where it hangs."""
    return _with(token, lemma=lemma, pos="NOUN", tag="NNS" if plural else "NN")


def _with(token: Token, **changes: str | int) -> Token:
    changed: Token = msgspec.structs.replace(token, **changes)
    return changed
