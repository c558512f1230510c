"""From a noun to the verb that carries it: what leads up to one, and clauses that tell who held what the noun names."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.match.bounding import AHEAD
from communique.model import Sentence, Token

RELATIVE = frozenset({"who", "whom", "which", "that"})


def held_by_clause(sentence: Sentence, noun: Token) -> Token | None:
    """The verb of a clause on a noun that tells who held what it names: "told her of the talks *that Mr Ruto had held with* him"."""
    for clause in sentence.children(noun, "relcl", "acl"):
        acting = sentence.child(clause, "nsubj")
        if clause.dep == "acl":  # "the talks *held in Doha by Mr Ruto* with him"
            if clause.lemma in word_lists()["held_by"] and sentence.child(clause, "agent") is not None:
                return clause
            continue
        if clause.lemma in word_lists()["holding"] and acting is not None and acting.text.lower() not in RELATIVE:
            return clause
    return None


def leads_up(below: Token, above: Token) -> bool:
    """Whether what is said of the word above holds for the one below it."""
    if above.pos in ("ADP", "SCONJ", "PART") or above.dep == "prep" or below.dep == "conj" or above.text.lower() in AHEAD:
        return True
    if is_coming_from(below, above) or is_distance(below, above):
        return True
    return _is_aside_of_subject(below, above) or is_part_of(below, above) or _is_purpose_of_going(below, above)


def is_coming_from(below: Token, above: Token) -> bool:
    """ "*Fresh* from talks with Mr Bo, she phoned", "Ms Li, *back* from a visit, said": from where one comes who acts."""
    words = word_lists()["coming_from"]
    return (below.text.lower() == "from" and above.text.lower() in words) or (above.pos == "PUNCT" and below.text.lower() in words)


def _is_aside_of_subject(below: Token, above: Token) -> bool:
    """ "Mr Orbán, following talks with Mr Fico, offered help": what stands beside a name that acts is done with the act."""
    beside = (below.dep == "prep" and below.text != "of") or below.text.lower() in word_lists()["coming_from"]
    return beside and above.pos == "PROPN" and above.dep in ("nsubj", "nsubjpass")


def _is_purpose_of_going(below: Token, above: Token) -> bool:
    """ "flew to Doha and Cairo for talks": parsers hang the purpose from the place."""
    return below.dep == "prep" and below.text == "for" and above.pos == "PROPN" and above.dep in ("pobj", "conj")


def is_distance(below: Token, above: Token) -> bool:
    """ "met her *a day after* talks with Mr Bo": how long before or after."""
    return below.text.lower() in ("after", "before") and above.dep == "npadvmod" and above.lemma in word_lists()["measuring"]


def is_part_of(below: Token, above: Token) -> bool:
    """ "a phone call blitz", "a summit meeting", "a round of talks", "two hours of talks": what is done with the whole is done with
    its part."""
    if below.text == "of":
        return above.lemma in word_lists()["measuring"]
    return below.dep == "compound" and below.tag == "NN" and above.i == below.i + 1
