"""What is still ahead: a contact for which somebody came, a journey on the programme or under way."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.sign import Sign
from communique.knowledge.lists import word_lists
from communique.match import Match, bounding, syntax
from communique.model import Sentence, Token


def still_ahead(match: Match) -> Iterator[Sign]:
    """ "arrived *ahead of* talks with Mr Mulino": a contact told for the first time, for which somebody came."""
    above = match.sentence.head(match.trigger)
    word = match.sentence.head(above)
    known = match.sentence.child(match.trigger, "det", "poss")
    if match.trigger.dep == "pobj" and word.text.lower() in bounding.AHEAD and (known is None or known.text.lower() in ("a", "an")):
        yield Sign("planned", word.span)
    verb = match.sentence.head(above)
    if match.trigger.dep == "pobj" and above.text == "for" and is_under_way(match.sentence, verb):
        yield Sign("planned", above.span)


def is_under_way(sentence: Sentence, verb: Token) -> bool:
    """ "is *on his way* to Oslo for talks": nobody has arrived yet."""
    ways = (o for p in sentence.children(verb, "prep") for o in sentence.children(p, "pobj"))
    leaving = any(a.text.lower() in ("off", "away") for a in sentence.children(verb, "advmod", "prt", "prep", "acomp"))
    return verb.lemma == "be" and verb.tag in ("VBZ", "VBP") and (leaving or any(o.lemma in ("way", "route") for o in ways))


def on_the_programme(match: Match) -> Iterator[Sign]:
    """ "From Kuwait she *flies* to Jerusalem": a journey in the present tense, outside of headlines, is still to be made."""
    sentence, trigger = match.sentence, match.trigger
    clause = syntax.clause_of(sentence, trigger)
    mark = sentence.child(clause, "mark") if clause.tag in ("VBZ", "VBP") else None
    if mark is not None and mark.text.lower() == "before":  # "spoke days before he *travels* to Chennai for a summit with Mr Modi"
        yield Sign("planned", mark.span)
    if match.frame.places and is_to_be_made(sentence, trigger):
        yield Sign("planned", trigger.span)


def is_to_be_made(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells in the present tense, and in no headline, of a journey; what for may stand behind it, no other clause."""
    aims = (any(a.tag == "TO" for a in sentence.children(c, "aux")) for c in sentence.children(verb, "advcl"))
    told = sentence.tokens[-1].text in (".", "”", '"') and sentence.child(verb, "aux") is None and all(aims)
    return told and verb.tag in ("VBZ", "VBP") and verb.lemma in word_lists()["journeys"]
