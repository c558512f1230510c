"""Stretches of words → the token that heads them."""

from __future__ import annotations

from communique.actors.phrases import Phrase
from communique.actors.words import Line
from communique.model import Sentence, Token


def head_of(sentence: Sentence, phrase: Phrase, line: Line) -> Token | None:
    """The token of a phrase whose own head lies outside it; of several the name's last, or the title."""
    first, last = line.words[phrase.start].token, line.words[phrase.end - 1].token
    inside = [t for t in sentence.tokens[first : last + 1] if t.text.isalnum() or any(c.isalnum() for c in t.text)]
    if not inside:
        return None
    numbers = {t.i for t in inside}
    outer = [t for t in inside if t.head not in numbers or t.head == t.i]
    if len(outer) <= 1:
        return outer[0] if outer else inside[-1]
    preferred = range(*phrase.name) if phrase.name else range(phrase.start, phrase.end)
    named = [t for t in outer if t.i in {line.words[k].token for k in preferred}]
    return (named or outer)[-1 if phrase.name else 0]
