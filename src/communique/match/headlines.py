"""Headlines in the infinitive: "Modi, Putin to hold talks on Friday" announces; parsers take its names for verbs or clauses."""

from __future__ import annotations

from communique.model import Sentence, Token

# How far from the beginning the "to" may stand.
FURTHEST = 12
_JOINING = frozenset({",", "and", "&", "/"})
_INSIDE = frozenset({"of", "the", "-", "'s", "’s", "'", "’", "."})


def marker(sentence: Sentence, verb: Token) -> Token | None:
    """The "to" that makes a verb the announcement of a headline; ``None`` for any other verb."""
    to = next((t for t in sentence.tokens[:FURTHEST] if t.tag == "TO" and t.text == "to"), None)
    if to is None or to.i == 0 or to.head != verb.i or verb.tag != "VB" or verb.i < to.i:
        return None
    before = sentence.tokens[: to.i]
    named = all(t.text[:1].isupper() or t.text in _JOINING or t.text in _INSIDE for t in before)
    return to if named and before[-1].text[:1].isupper() and not any(t.tag in ("VBZ", "VBD", "MD") for t in before) else None


def acting(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The last word of each name before the "to" of a headline; nobody where the verb is no such one."""
    to = marker(sentence, verb)
    if to is None:
        return ()
    found: list[Token] = []
    for token in sentence.tokens[: to.i]:
        following = sentence.tokens[token.i + 1]
        if token.text[:1].isupper() and (following.text in _JOINING or following.i == to.i):
            found.append(token)
    return tuple(found)
