"""What stands in the slots of a contact's noun, and what only stands near it: names, topics, whoever sat in."""

from __future__ import annotations

from communique.events.scene import Scene
from communique.match import Match, prepositions, syntax
from communique.match.bounding import BOUNDING
from communique.model import Sentence, Token


def is_another_then(scene: Scene, match: Match, carrier: Token) -> bool:
    """Whether a noun only says when somebody had another contact: "spoke with Mr Xi a day *before the summit*"."""
    sentence, noun = match.sentence, match.trigger
    known = syntax.is_definite(sentence, noun)
    bounds = sentence.head(noun).text.lower() in ("before", "after", "since", "until", "of", "following")
    alone = sentence.child(noun, "prep") is None or _acts_with_another(scene, sentence, carrier)
    return known and bounds and carrier.lemma in scene.words["contact_verbs"] and alone


def _acts_with_another(scene: Scene, sentence: Sentence, verb: Token) -> bool:
    """Whether several act as one: "*the two* will meet before the summit with Mr Kim", which only one of them may attend."""
    acting = syntax.subject(sentence, verb)
    return len(acting) > 1 or any((m := scene.mention(sentence, t)) is not None and len(m.actors) > 1 for t in acting)


def is_of_a_topic(scene: Scene, match: Match, token: Token) -> bool:
    """Whether a name hangs from a contact that is only talked of ("discussed preparations for a meeting *with Mr Widodo*")."""
    if match.frame.medium is None or match.trigger.lemma not in scene.words["topic_verbs"]:
        return False
    above = match.sentence.head(match.sentence.head(token))
    if above.i == match.trigger.i or above.pos != "NOUN" or above.lemma not in scene.actors.words.contact_nouns:
        return False
    return above.dep != "dobj" or match.sentence.child(above, "poss") is not None  # "discussed the visit with Mr Wang" was with him


def is_of_another_time(scene: Scene, match: Match, token: Token) -> bool:
    """Whether a name is of a contact that only tells when: "spoke to Mr Wang ahead of a meeting *with Mr Mulino*"."""
    if match.frame.medium is None:
        return False
    inside_another = False
    for above in match.sentence.ancestors(token):
        if above.i == match.trigger.i or syntax.is_verb(above):
            return False
        inside_another = inside_another or above.lemma in scene.actors.words.contact_nouns or above.lemma in scene.words["talks"]
        if inside_another and above.text.lower() in BOUNDING:
            return True
    return False


def is_inside(scene: Scene, match: Match, token: Token) -> bool:
    """Whether a preposition stands within a name ("Secretary *of State* Rubio") or what is talked of ("on the war *between them*")."""
    if match.frame.medium is None or syntax.is_verb(match.trigger):
        return False
    first = token
    while first.dep == "conj":
        first = match.sentence.head(first)
    preposition = match.sentence.head(first)
    asking = match.sentence.head(preposition)
    if preposition.text == "of" and asking.lemma in scene.words["at_whose"] and asking.i != match.trigger.i:
        return True  # "visited Damascus at the invitation *of Mr Bo*"
    if token.text == "state" and asking.lemma in ("secretary", "minister", "head"):
        return True  # "his first trip as *secretary of state*"
    mention = scene.mention(match.sentence, token)
    if mention is not None and preposition.pos == "ADP" and mention.start <= preposition.start < mention.end:
        return True
    for above in match.sentence.ancestors(preposition) if preposition.pos == "ADP" else ():
        if above.i == match.trigger.i or syntax.is_verb(above):
            return False
        if above.text.lower() in scene.words["topic_prepositions"]:
            return True
    return False


def is_sitting_in(scene: Scene, match: Match) -> bool:
    """ "Mr Ushakov and Mr Siluanov also attended the meeting", "… were present at the meeting": who sat in on a contact of others."""
    verb = match.carrier
    if match.frame.part != "noun" or verb is None or verb.lemma not in scene.words["attending"]:
        return False
    present = verb.lemma == "be" and any(a.text.lower() == "present" for a in match.sentence.children(verb, "acomp"))
    return present or any(a.text.lower() == "also" for a in match.sentence.children(verb, "advmod"))


def is_circumstance(scene: Scene, match: Match) -> bool:
    """ "in a call", "during the talks": what the verb does there has phrases of its own ("briefed him on contacts with Rome")."""
    above = match.carrier
    return match.trigger.dep == "pobj" and above is not None and above.lemma not in scene.words["hold"]


def of_circumstance(match: Match, name: str) -> tuple[Token, ...]:
    """What stands in a slot of a circumstance: its own phrase, else one of the verb or of the verb's object."""
    own = prepositions.prepositional(match.sentence, match.trigger, name)
    named = prepositions.phrases(match.sentence, match.trigger)
    if own or match.carrier is None or not {"with", "from", "between"}.isdisjoint(named):  # "sent troops to Juba after a call *from* Mr Bo"
        return own
    holders = (match.carrier, *match.sentence.children(match.carrier, "dobj"))  # "conveyed the news to X in a call"
    phrases = (p for h in holders for p in match.sentence.children(h, "prep", "dative") if p.text.lower() == name)
    return tuple(t for p in phrases for o in prepositions.held_by(match.sentence, p) for t in syntax.coordination(match.sentence, o))


def is_each_others(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is the two parties' own by turns: "would visit *each other's nations*" names nobody else."""
    first = sentence.subtree(noun)[0].text.lower()
    return first in ("each", "one") and any(t.text.lower() in ("other", "another") for t in sentence.children(noun, "poss"))


def is_force(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a name is that of a storm or the like ("Typhoon Wipha"): nobody is thanked by it, or condoled with."""
    before = sentence.children(token, "compound")
    return token.pos == "PROPN" and any(t.text.lower() in scene.words["forces"] for t in before)
