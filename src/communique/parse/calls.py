"""``phoned`` and ``telephoned`` between two names, which parsers take for a part of the second name: verbs again."""

from __future__ import annotations

from functools import cache

from communique.knowledge.lists import word_lists
from communique.model import Token

_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
_UNKNOWN = frozenset({"ADJ", "ADV", "NOUN", "VERB", "X"})
_HELPING = frozenset({"be", "have", "get", "do"})
# What stays with the name behind the verb when the rest of the sentence goes over to the verb.
_OF_THE_NAME = frozenset({"compound", "det", "poss", "appos", "amod", "nmod", "relcl", "case", "conj", "cc", "nummod"})


@cache
def calling() -> frozenset[str]:
    """The past forms that can be nothing but verbs of calling."""
    return word_lists()["calling"]


def called(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with a verb of calling that was lost between two names as the verb of both."""
    for i, token in enumerate(tokens):
        if token.text in calling() and token.pos != "VERB" and _has_subject(tokens, i):
            verb = Token(i, token.start, token.end, token.text, token.text.removesuffix("d"), "VERB", "VBD", token.dep, token.head)
            return (*tokens[:i], verb, *tokens[i + 1 :])
        if token.text in calling() and token.tag == "VBN" and _calls_somebody(tokens, i):
            return (
                *tokens[:i],
                Token(i, token.start, token.end, token.text, token.lemma, "VERB", "VBD", token.dep, token.head),
                *tokens[i + 1 :],
            )
        if token.text in calling() and _is_lost(tokens, i):
            caller, guest = _names_before(tokens, i), _name_behind(tokens, i)
            if caller and guest is not None:
                return _hung(tokens, i, caller, guest)
    return tokens


def _is_lost(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a form that no auxiliary stands before is not the verb of a subject."""
    if i == 0 or tokens[i - 1].lemma in _HELPING:
        return False
    return not any(t.head == i and t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in tokens)


def _calls_somebody(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a form that is taken for a participle has an object: "the president, Mr Bo, *telephoned* Mr Xi; the two …"."""
    below = {t.dep for t in tokens if t.head == i and t.i != i}
    return "dobj" in below and below.isdisjoint(("aux", "auxpass", "agent", "nsubjpass"))


def _has_subject(tokens: tuple[Token, ...], i: int) -> bool:
    return any(t.head == i and t.dep == "nsubj" for t in tokens)


def _names_before(tokens: tuple[Token, ...], i: int) -> list[int]:
    """The last words of the names of a list that ends at ``i``, in text order: of "Mr Bo and Mr Xi" two."""
    found: list[int] = []
    at = i - 1
    while at >= 0 and _may_end_a_name(tokens[at]):
        last = at
        at -= 1
        while at >= 0 and tokens[at].pos in _NAMING | {"PART"}:
            at -= 1
        if at >= 0 and tokens[at].pos in ("ADP", "SCONJ") and found:  # "*In Paris*, Mr Bo and Mr Xi phoned"
            break
        found.append(last)
        if at < 0 or tokens[at].text not in ("and", ","):
            break
        if tokens[at].text == "," and len(found) == 1:  # "In Paris, Mr Bo phoned": one caller
            break
        at -= 1
    return found[::-1]


def _may_end_a_name(token: Token) -> bool:
    """Whether a word is a name, also one that the tagger does not know ("*Orban* phoned")."""
    return token.pos == "PROPN" or (token.text[:1].isupper() and token.pos in _UNKNOWN)


def _name_behind(tokens: tuple[Token, ...], i: int) -> int | None:
    """The last word of the name behind ``i``."""
    at = i + 1
    if at < len(tokens) and tokens[at].pos == "DET":
        at += 1
    last = None
    while at < len(tokens) and tokens[at].pos in _NAMING:
        last = at
        at += 1
    return last


def _hung(tokens: tuple[Token, ...], i: int, callers: list[int], guest: int) -> tuple[Token, ...]:
    """The verb where the names hung, the callers as its subject, the guest as its object, and what hung from them beside it."""
    names = {*callers, guest, i}
    inside = range(callers[0], guest + 1)
    top = min((tokens[n] for n in sorted(names)), key=lambda t: _depth(tokens, t))
    verb = tokens[i]
    head = i if top.head == top.i else top.head
    made: list[Token] = []
    for t in tokens:
        if t.i == i:
            made.append(Token(i, t.start, t.end, t.text, t.text.removesuffix("d"), "VERB", "VBD", "ROOT" if head == i else top.dep, head))
        elif t.i == callers[0]:
            made.append(_with(t, "nsubj", i))
        elif t.i in callers:
            made.append(_with(t, "conj", callers[0]))
        elif t.i == guest:
            made.append(_with(t, "dobj", i))
        elif t.i in inside and t.i < i and t.text in ("and", ","):
            made.append(_with(t, "cc" if t.text == "and" else "punct", callers[0]))
        elif t.i in inside:
            own = next(n for n in (*callers, guest) if n >= t.i)
            made.append(_with(t, t.dep if t.head == own else "compound", own))
        elif t.head in inside and (t.head == verb.i or t.i < callers[0] or t.dep not in _OF_THE_NAME):
            made.append(_with(t, t.dep, i))
        elif t.head in inside and t.head not in names:
            made.append(_with(t, t.dep, guest))
        else:
            made.append(t)
    return tuple(made)


def _depth(tokens: tuple[Token, ...], token: Token) -> int:
    depth = 0
    while token.head != token.i:
        token = tokens[token.head]
        depth += 1
    return depth


def _with(token: Token, dep: str, head: int) -> Token:
    return Token(token.i, token.start, token.end, token.text, token.lemma, token.pos, token.tag, dep, head)
