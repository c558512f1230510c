"""Whose a thing is, by the words beside it: the ones that can say it, nearest first."""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.lists import word_lists
from communique.match import syntax
from communique.model import Sentence, Token

# A thing between the frame and its party: "rejected Iran's proposal" is about Iran.
OWNING = ("poss", "compound", "amod", "nmod")
OWNING_PREPOSITIONS = ("of", "by", "from", "with", "for", "in")
# "a curfew imposed *on Algiers*": behind a participle, whom the thing is for.
LAID_UPON = frozenset({"on", "upon", "against"})


def owners(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The words beside a thing that can say whose it is, nearest first."""
    if token.lemma in word_lists()["sufferings"]:
        yield from _inflicted(sentence, token)
        return
    yield from sentence.children(token, *OWNING)
    yield from (n for a in sentence.children(token, "amod") for n in sentence.children(a, "npadvmod") if n.pos == "PROPN")  # "Croat-held"
    for clause in sentence.children(token, "acl"):
        yield from syntax.agent(sentence, clause)
        if clause.lemma in word_lists()["carrying"]:
            yield from sentence.children(clause, "dobj")
        laid = (p for p in sentence.children(clause, "prep") if clause.tag == "VBN" and p.text.lower() in LAID_UPON)
        yield from (o for p in laid for o in sentence.children(p, "pobj"))
    for preposition in sentence.children(token, "prep"):
        if preposition.text.lower() in OWNING_PREPOSITIONS:
            yield from sentence.children(preposition, "pobj")


def _inflicted(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Whose doing a harm is: "the killing of aid workers *by Israeli troops*", "the jailing of a lawyer *in Caracas*"; who suffered it
    has not done it."""
    harmed = tuple(o for p in sentence.children(token, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))
    below = tuple(p for noun in (token, *harmed) for p in sentence.children(noun, "prep", "agent"))
    for word in ("by", "in"):
        yield from (o for p in below if p.text.lower() == word for o in sentence.children(p, "pobj"))
    if not harmed:
        yield from (t for t in sentence.children(token, "amod", "compound") if t.text[:1].isupper())  # "Israeli killings"
