"""Parses put right before anybody reads them: participles that only describe, taken for verbs ("talks with *striking* miners"), nouns
behind *to*, taken for infinitives ("bowed to *pressure* from Chad"), "wound up", "phoned" lost between two names, headlines' verbs."""

from __future__ import annotations

from functools import cache

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.announcing import announced
from communique.parse.asides import with_asides
from communique.parse.calls import called
from communique.parse.gerunds import with_gerunds
from communique.parse.names import with_names
from communique.parse.ones import with_ones
from communique.parse.reporting import with_own_times
from communique.parse.tokens import hung

_TAGS = frozenset({"VBG", "VBN", "VBD"})
_TAKEN = frozenset({"dobj", "nsubj"})
_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "neg"})


@cache
def _odd() -> frozenset[str]:
    """The forms that parsers take for something else."""
    lists = word_lists()
    return frozenset({"wound"}).union(*(lists[name] for name in ("describing", "pressing", "calling", "announcing")))


def repaired(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with every participle of ``describing`` as the modifier of the noun that it took for its object."""
    lists = word_lists()
    tokens = with_gerunds(with_asides(with_ones(with_names(with_own_times(tokens)))))
    if not any(t.text in _odd() for t in tokens):
        return tokens
    tokens = announced(called(tokens))
    found = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        if token.text in lists["describing"] and (noun := _described(found, i)) is not None:
            _swap(found, i, noun)
        elif token.text in lists["pressing"] and _is_noun(tokens, i):
            _hang_from_to(found, i)
        elif token.text == "wound" and tokens[i + 1].text in ("up", "down"):  # "wound up a visit"
            found[i] = Token(i, token.start, token.end, token.text, "wind", token.pos, token.tag, token.dep, token.head)
    return tuple(found)


def _is_noun(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a word taken for an infinitive is what somebody gives way to: "to pressure *from* Chad", not "to pressure Chad"."""
    taken = i > 0 and tokens[i].tag == "VB" and tokens[i - 1].text.lower() == "to" and tokens[i - 1].head == i
    return taken and tokens[i].head != i and tokens[i + 1].text.lower() in ("from", "by", "of", "for", "and", ",")


def _hang_from_to(tokens: list[Token], i: int) -> None:
    to, noun = tokens[i - 1], tokens[i]
    tokens[i - 1] = Token(to.i, to.start, to.end, to.text, to.lemma, "ADP", "IN", "prep", noun.head)
    tokens[i] = Token(i, noun.start, noun.end, noun.text, noun.lemma, "NOUN", "NN", "pobj", i - 1)


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
            tokens[t.i] = hung(t, t.dep, noun)
    tokens[noun] = hung(tokens[noun], "pobj" if tokens[above].pos == "ADP" else "dobj", above)
    tokens[i] = Token(old.i, old.start, old.end, old.text, old.text.lower(), "ADJ", "JJ", "amod", noun)
