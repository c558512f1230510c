"""Who is only talked about: the guest of a meeting that somebody tells of, told "about his talks with Chirac"."""

from __future__ import annotations

from communique.actors.words import Line
from communique.match.bounding import BOUNDING
from communique.model import Token


def is_aside(read: Line, head: Token) -> bool:
    """Whether a name hangs from the noun of a contact that is itself what the sentence speaks of, or what it recalls."""
    sentence, words = read.sentence, read.knowledge.words
    if _is_of_the_past(read, head):
        return True
    noun: Token | None = None
    below = head
    for above in sentence.ancestors(head):
        if noun is None:
            noun = above if above.lemma in words.contact_nouns and above.pos == "NOUN" else None
        elif below.dep == "prep" and above.i != noun.i and (below.text.lower() in words.telling_prepositions or _prepares(below, above)):
            return True
        if noun is None and is_verb(above):
            return False
        if noun is not None and is_verb(above) and above.dep in ("acl", "relcl") and noun.i != above.i:
            return True
        below = above
    return False


def _is_of_the_past(read: Line, head: Token) -> bool:
    """Whether a name only dates what is told: "the first to visit since the fall of *Gadhafi*"."""
    above = read.sentence.head(head)
    noun = read.sentence.head(above)
    before = read.sentence.head(noun)
    return head.dep == "pobj" and above.text == "of" and noun.pos == "NOUN" and noun.dep == "pobj" and before.text.lower() in BOUNDING


def is_reported(read: Line, head: Token) -> bool:
    """Whether a name stands in what somebody else is told: "informed his guest that he had spoken to *Mr Tinubu*"."""
    below = head
    for above in read.sentence.ancestors(head):
        if is_verb(above) and below.dep == "ccomp" and below.i > above.i:
            return read.sentence.child(above, "dobj", "dative") is not None
        below = above
    return False


def only_tells(read: Line, head: Token) -> bool:
    """Whether somebody only tells, behind it, what others did: "they spoke on Monday, *Ben Rhodes* told reporters"."""
    verb = read.sentence.head(head)
    told = read.sentence.child(verb, "ccomp") if head.dep == "nsubj" else None
    return told is not None and told.i < head.i and read.sentence.child(told, "nsubj", "nsubjpass") is not None


def _prepares(preposition: Token, above: Token) -> bool:
    """ "Preparations for his talks with Mr Widodo": not "flew to Doha for talks with"."""
    return preposition.text.lower() == "for" and above.pos == "NOUN"


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos in ("VERB", "AUX") and token.dep != "prep"
