"""Headlines: "Modi, Putin to hold talks on Friday" announces, "Ruto, Kagame agree truce" has two who agree; parsers lose the names."""

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
    colon = next((t.i + 1 for t in sentence.tokens[: to.i] if t.text == ":"), 0)  # "White House: *Trump to meet Kim*"
    before = sentence.tokens[colon : to.i]
    named = all(t.text[:1].isupper() or t.text in _JOINING or t.text in _INSIDE for t in before)
    return to if before and named and before[-1].text[:1].isupper() and not any(t.tag in ("VBZ", "VBD", "MD") for t in before) else None


def acting(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The last word of each name before the "to" of a headline, or before its verb; nobody where the verb is no such one."""
    to = marker(sentence, verb)
    end = to.i if to is not None else verb.i if _is_listed(sentence, verb) else 0
    found: list[Token] = []
    first = next((t.i + 1 for t in sentence.tokens[:end] if t.text == ":"), 0)
    for token in sentence.tokens[first:end]:
        following = sentence.tokens[token.i + 1]
        if token.text[:1].isupper() and (following.text in _JOINING or following.i == end):
            found.append(token)
    return tuple(found)


def _is_listed(sentence: Sentence, verb: Token) -> bool:
    """Whether only names stand before a headline's verb, two of them joined by a comma alone: "*Ruto, Kagame* agree truce"."""
    before = sentence.tokens[: verb.i]
    if verb.tag not in ("VBP", "VBZ", "VBD") or not 3 <= len(before) <= FURTHEST or sentence.tokens[-1].text in (".", "?", "!", "”", '"'):
        return False
    named = all(t.text[:1].isupper() or t.text in (",", "-", "'s", "’s") for t in before)
    return named and [t.text for t in before].count(",") == 1 and before[0].pos != "ADP" and before[-1].text != ","
