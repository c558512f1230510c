"""Signs that a parse went wrong: what no sentence has, such as two subjects of one verb that nothing joins."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from communique.knowledge.lists import word_lists
from communique.model import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ONCE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_ASKING = frozenset({"WDT", "WP", "WRB"})
# A headline and a heading may have no verb.
SHORTEST_TOLD = 8


class Around(NamedTuple):
    """The numbers of words that something hangs from: a possessive mark, a second one, a second one or an explanation, a
    subject, an auxiliary of the passive, an "and", a "that".
    """

    owning: frozenset[int]
    joined: frozenset[int]
    listed: frozenset[int]
    acted: frozenset[int]
    suffering: frozenset[int]
    linked: frozenset[int]
    marked: frozenset[int]


def oddities(tokens: tuple[Token, ...]) -> int:
    """How many signs a sentence shows."""
    around = Around(
        owning=frozenset([t.head for t in tokens if t.dep == "case"]),
        joined=frozenset([t.head for t in tokens if t.dep == "conj"]),
        listed=frozenset([t.head for t in tokens if t.dep in ("conj", "cc", "appos")]),
        acted=frozenset([t.head for t in tokens if t.dep in _SUBJECTS]),
        suffering=frozenset([t.head for t in tokens if t.dep == "auxpass"]),
        linked=frozenset([t.head for t in tokens if t.dep == "cc"]),
        marked=frozenset([t.head for t in tokens if t.dep == "mark"]),
    )
    return _doubled(tokens) + sum([1 for t in tokens if t.dep in _SIGNS and _SIGNS[t.dep](tokens, t, around)])


def _doubled(tokens: tuple[Token, ...]) -> int:
    """How many words have a second subject or object that nothing joins to the first."""
    told = [t for t in tokens if t.dep in _ONCE and (t.tag not in _ASKING or t.text.lower() == "that")]
    held = [(t.head, "nsubj" if t.dep in _SUBJECTS else t.dep) for t in told]
    once = set(held)
    return len([1 for one in once if held.count(one) > 1]) if len(once) < len(held) else 0


def _unlabelled(_tokens: tuple[Token, ...], _token: Token, _around: Around) -> bool:
    return True


def _joins_nothing(_tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """An *and* behind which nothing is joined: "met Mr Bo and, by video, Mr Xi"."""
    return token.head not in around.joined and token.i > token.head and token.text.lower() in ("and", "or")


def _owns_unmarked(_tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """A name that owns without "'s": "between *Netanyahu* and U.S. adviser Sullivan"."""
    return token.pos in ("PROPN", "NOUN") and token.i not in around.owning


def _name_in_a_name(tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """A name within another that has names joined to it, or within a verb: "*Liu He*, Treasury Secretary Mnuchin and Mr Lighthizer met"."""
    if token.pos != "PROPN":
        return token.dep == "amod" and token.pos == "VERB" and (token.i in around.acted or token.tag == "VBD")
    return token.i in around.listed or tokens[token.head].pos == "VERB"


def _joined_unlike(tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """A phrase joined to a name, a name joined to a verb ("will see her and later *telephone Mr Bo*"), or a passive that no *and* joins."""
    above = tokens[token.head].pos
    if token.pos == "VERB":
        return token.i in around.suffering and token.i not in around.acted and token.head not in around.linked
    return (token.pos == "ADP" and above in ("NOUN", "PROPN")) or (token.pos == "PROPN" and above == "VERB")


def _name_as_clause(_tokens: tuple[Token, ...], token: Token, _around: Around) -> bool:
    return token.pos == "PROPN"


def _said_by_nobody(tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """A name as what is said, or a clause before a passive that says nothing: "Mr Bo *spoke* to her after talks was cancelled"."""
    if token.pos == "PROPN":
        return True
    said = token.i > token.head or token.head not in around.suffering or tokens[token.head].lemma in word_lists()["saying"]
    return not said and not any(t.text in (";", ":") for t in tokens[token.i : token.head])


def _past_as_modifier(_tokens: tuple[Token, ...], token: Token, _around: Around) -> bool:
    return token.tag == "VBD"


def _tells_nothing(tokens: tuple[Token, ...], token: Token, around: Around) -> bool:
    """A sentence of which a noun is the head, a verb without a subject, or one that a "that" puts under another."""
    if token.i in around.marked:
        return True
    if token.tag in ("VBD", "VBZ"):
        return token.i not in around.acted
    return token.pos in ("NOUN", "PROPN") and tokens[-1].text == "." and len(tokens) > SHORTEST_TOLD


_SIGNS: dict[str, Callable[[tuple[Token, ...], Token, Around], bool]] = {
    "dep": _unlabelled,
    "cc": _joins_nothing,
    "poss": _owns_unmarked,
    "compound": _name_in_a_name,
    "nmod": _name_in_a_name,
    "amod": _name_in_a_name,
    "nummod": _name_in_a_name,
    "conj": _joined_unlike,
    "advcl": _name_as_clause,
    "ccomp": _said_by_nobody,
    "acl": _past_as_modifier,
    "ROOT": _tells_nothing,
}
