"""``phoned`` and ``telephoned`` between two names, which parsers take for a part of the second name: verbs again."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_verb, hung, placed, upwards

_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
_UNKNOWN = frozenset({"ADJ", "ADV", "NOUN", "VERB", "X"})
_HELPING = frozenset({"be", "have", "get", "do"})
# What stays with the name behind the verb when the rest of the sentence goes over to the verb.
_OF_THE_NAME = frozenset({"compound", "det", "poss", "appos", "amod", "nmod", "relcl", "case", "conj", "cc", "nummod"})


def called(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with a verb of calling that was lost between two names as the verb of both."""
    for i in (t.i for t in tokens if t.text in word_lists()["calling"]):
        if (tokens[i].pos != "VERB" and _has_subject(tokens, i)) or (tokens[i].tag == "VBN" and _calls_somebody(tokens, i)):
            tokens = _with_object(tokens, i)
            return placed(tokens, as_verb(tokens[i], _lemma(tokens[i]), "VBD", tokens[i].dep, tokens[i].head))
        callers, guest = (_names_before(tokens, i), _name_behind(tokens, i)) if _is_lost(tokens, i) else ([], None)
        if callers and guest is not None:
            return _hung(tokens, i, callers, guest)
    return tokens


def _lemma(token: Token) -> str:
    return "ring" if token.text == "rang" else token.text.removesuffix("d")


def _is_lost(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a form that no auxiliary stands before is not the verb of a subject."""
    if i == 0 or tokens[i - 1].lemma in _HELPING:
        return False
    return not any(t.head == i and t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in tokens)


def _calls_somebody(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a form that is taken for a participle has an object: "the president, Mr Bo, *telephoned* Mr Xi; the two …"."""
    below = {t.dep for t in _with_object(tokens, i) if t.head == i and t.i != i}
    return "dobj" in below and below.isdisjoint(("aux", "auxpass", "agent", "nsubjpass"))


def _with_object(tokens: tuple[Token, ...], i: int) -> tuple[Token, ...]:
    """The tokens, with a name right behind the verb as whom it calls, which is taken for a time: "telephoned *Jibril* last week"."""
    name = tokens[i + 1] if i + 1 < len(tokens) else None
    if name is None or name.dep != "npadvmod" or name.tag != "NNP" or name.head != i:
        return tokens
    return placed(tokens, hung(name, "dobj", i))


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
    """Whether a word is a name, also one that the tagger does not know ("*Orban* phoned"), or an office ("the *premier* rang")."""
    office = token.pos == "NOUN" and token.lemma in word_lists()["pointers"]
    return token.pos == "PROPN" or office or (token.text[:1].isupper() and token.pos in _UNKNOWN)


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
            made.append(as_verb(t, _lemma(t), "VBD", "ROOT" if head == i else top.dep, head))
        elif t.i == callers[0]:
            made.append(hung(t, "nsubj", i))
        elif t.i in callers:
            made.append(hung(t, "conj", callers[0]))
        elif t.i == guest:
            made.append(hung(t, "dobj", i))
        elif t.i in inside and t.i < i and t.text in ("and", ","):
            made.append(hung(t, "cc" if t.text == "and" else "punct", callers[0]))
        elif t.i in inside:
            own = next(n for n in (*callers, guest) if n >= t.i)
            made.append(hung(t, t.dep if t.head == own else "compound", own))
        elif t.head in inside and (t.head == verb.i or t.i < callers[0] or t.dep not in _OF_THE_NAME):
            made.append(hung(t, t.dep, i))
        elif t.head in inside and t.head not in names:
            made.append(hung(t, t.dep, guest))
        else:
            made.append(t)
    return tuple(made)


def _depth(tokens: tuple[Token, ...], token: Token) -> int:
    return len(tuple(upwards(tokens, token))) - 1
