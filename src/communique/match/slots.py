"""Slots: where a frame looks for its parties, by name.

A slot (``knowledge.events.SLOTS``) is a grammatical function (``subject``, ``object``, ``dative``, ``poss``, ``compound``,
``inside``…) or a preposition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.knowledge.events import INSIDE, OWN, SLOTS
from communique.knowledge.lists import word_lists
from communique.match import mending, prepositions, syntax, telling
from communique.model import Sentence, Token

SlotFinder = Callable[[Sentence, Token], tuple[Token, ...]]


def _subject(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    if syntax.is_verb(trigger):
        return syntax.subject(sentence, trigger)
    carrier = syntax.carrier_verb(sentence, trigger)
    if carrier is None:
        return ()
    if syntax.is_passive(sentence, carrier):  # "an attack was launched *by rebels*"
        return syntax.agent(sentence, carrier)
    return () if trigger.i in {t.i for t in syntax.surface_subject(sentence, carrier)} else syntax.subject(sentence, carrier)


def _object(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    return syntax.objects(sentence, trigger) if syntax.is_verb(trigger) else ()


def _dative(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    verb = trigger if syntax.is_verb(trigger) else syntax.carrier_verb(sentence, trigger)
    return syntax.recipients_of_giving(sentence, verb) if verb is not None else ()


def _carrier_object(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """The object of the verb a noun hangs from ("hit Russia with sanctions", "briefed him on a call")."""
    carrier = syntax.carrier_verb(sentence, trigger)
    found = syntax.objects(sentence, carrier) if carrier is not None else ()
    return () if trigger.i in {t.i for t in found} else found


def _surface(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """The subject as it stands, also of what looks like a passive ("was alarmed at", "were engaged in a war")."""
    verb = trigger if trigger.pos in ("VERB", "AUX", "ADJ") else syntax.carrier_verb(sentence, trigger)
    return syntax.surface_subject(sentence, verb) if verb is not None else ()


def _poss(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    return tuple(c for p in sentence.children(trigger, "poss") for c in syntax.coordination(sentence, p))


def _compound(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """Names and adjectives before a noun: "Russia-U.S. summit", "Israeli raid"."""
    found: list[Token] = []
    for modifier in sentence.children(trigger, "compound", "amod", "nmod"):
        found.extend(t for t in sentence.subtree(modifier) if t.pos in ("PROPN", "ADJ", "NOUN"))
    return tuple(found)


def _inside(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """Everything below the trigger's complement clause, in text order: the last resort of a frame."""
    clause = syntax.complement(sentence, trigger)
    return tuple(t for t in telling.told(sentence, clause) if not tells_where(sentence, t)) if clause is not None else ()


def _anywhere(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    return telling.told_behind(sentence, trigger)


def _assailant(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """Whose the violence is that somebody suffered from: "killed in an *Israeli* raid", "hurt in clashes with *rebels*"."""
    found: list[Token] = []
    holders = (trigger, *sentence.children(trigger, "dobj"))  # "suffered losses *in* a raid"
    for phrase in (p for h in holders for p in sentence.children(h, "prep", "agent")):
        for noun in sentence.children(phrase, "pobj"):
            if noun.lemma in word_lists()["violence"]:
                found += (
                    t
                    for p in sentence.children(noun, "prep")
                    if p.text in ("by", "with", "from", "of")
                    for t in sentence.children(p, "pobj")
                )
                found += (
                    *_poss(sentence, noun),
                    *(t for t in _compound(sentence, noun) if t.text[:1].isupper() or t.lemma in word_lists()["troops"]),
                )
    return (*found, *_striking(sentence, trigger), *_claiming(sentence))


def _striking(sentence: Sentence, trigger: Token) -> Iterator[Token]:
    """Who struck while somebody suffered: "were killed when *rebels* attacked a bus"."""
    for verb in (trigger, *sentence.children(trigger, "conj")):
        for clause in sentence.children(verb, "advcl"):
            told = any(m.text.lower() in ("when", "as", "after", "while") for m in sentence.children(clause, "mark", "advmod"))
            if told and clause.lemma in word_lists()["harms"]:
                yield from syntax.subject(sentence, clause)


def _claiming(sentence: Sentence) -> Iterator[Token]:
    """Who owned up to the violence or is blamed for it: "a blast *claimed by rebels*", "an attack *blamed on rebels*"."""
    for clause in sentence.tokens:
        if clause.lemma in word_lists()["owning_up"] and clause.tag == "VBN" and sentence.head(clause).lemma in word_lists()["violence"]:
            yield from syntax.agent(sentence, clause)
            yield from (t for p in ("on", "to") for t in _own(sentence, clause, p))


def _reporter(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """Who says it: "there will be consequences for Iraq, *the White House* said", "according to *the White House*"."""
    clause = syntax.clause_of(sentence, trigger)
    told = telling.reporting_subject(sentence, clause)
    aside = (s for v in sentence.children(clause, "parataxis") for s in syntax.surface_subject(sentence, v))
    return told or tuple(aside) or telling.according_to(sentence)


def _condition(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """Of whom it depends: "threatened to strike *if the ministry* cut pay", "will end it once *the army* leaves"."""
    inner = syntax.complement(sentence, trigger)
    clauses = (c for v in (trigger, inner) if v is not None for c in sentence.children(v, "advcl"))
    marked = (c for c in clauses if any(m.text.lower() in word_lists()["conditions"] for m in sentence.children(c, "mark", "advmod")))
    return tuple(t for c in marked for t in syntax.surface_subject(sentence, c))


FUNCTIONS: dict[str, SlotFinder] = {
    "subject": _subject,
    "object": _object,
    "dative": _dative,
    "carrier_object": _carrier_object,
    "surface": _surface,
    "poss": _poss,
    "compound": _compound,
    "inside": _inside,
    "anywhere": _anywhere,
    "assailant": _assailant,
    "reporter": _reporter,
    "condition": _condition,
}


def _own(sentence: Sentence, trigger: Token, preposition: str) -> tuple[Token, ...]:
    """The objects of a preposition that stands right at the trigger ("agreed *with* Oman", not "agreed to talks *with* Oman")."""
    phrases = (p for p in sentence.children(trigger, "prep", "dative", "agent") if p.text.lower() == preposition)
    return tuple(t for p in phrases for o in prepositions.held_by(sentence, p) for t in syntax.coordination(sentence, o))


def _in_clause(sentence: Sentence, clause: Token, name: str) -> tuple[Token, ...]:
    """A slot of a complement clause; also of a noun taken for one ("denied *inspectors* access")."""
    if name == "subject" and not syntax.is_verb(clause):
        return mending.before_bare_verb(sentence, clause)
    found = fill(sentence, clause, name)
    if name == "object" and not found and (done := sentence.child(clause, "ccomp", "xcomp")) is not None:
        found = tuple(
            t for s in sentence.children(done, "nsubj") for t in syntax.coordination(sentence, s)
        )  # "refused to let *Bolivia* use it"
    return tuple(t for t in found if not tells_where(sentence, t)) if name == "in" else found


def tells_where(sentence: Sentence, token: Token) -> bool:
    """ "agreed to meet *in Brazil*": the place, not with whom."""
    preposition = sentence.head(token)
    return token.dep == "pobj" and preposition.text == "in" and sentence.head(preposition).lemma in word_lists()["gathering"]


def fill(sentence: Sentence, trigger: Token, name: str) -> tuple[Token, ...]:
    """The tokens in a slot, nearest first. For a noun, its verb's prepositional phrases count too ("held talks … with")."""
    if name.startswith(INSIDE):
        clause = syntax.complement(sentence, trigger)
        found = _in_clause(sentence, clause, name.removeprefix(INSIDE)) if clause is not None else ()
        shared = {t.i for t in _subject(sentence, trigger)} if name == f"{INSIDE}subject" else set()
        return tuple(t for t in found if t.i not in shared)  # who "agreed to send aid" is not whom it is sent to
    if name.startswith(OWN):
        return _own(sentence, trigger, name.removeprefix(OWN))
    if name in FUNCTIONS:
        return FUNCTIONS[name](sentence, trigger)
    found = prepositions.prepositional(sentence, trigger, name)
    if found or syntax.is_verb(trigger):
        return found
    carrier = syntax.carrier_verb(sentence, trigger)
    found = prepositions.prepositional(sentence, carrier, name) if carrier is not None else ()
    if name != "with":
        return found
    return tuple(t for t in found if not _is_of_another(sentence, t, trigger)) or _attending(sentence, trigger)


def _is_of_another(sentence: Sentence, guest: Token, trigger: Token) -> bool:
    """Whether somebody is met at another occasion than the trigger: "at a *meeting with Mr Bo* she called for dialogue"."""
    noun = sentence.head(sentence.head(guest))
    joined = (trigger, *syntax.coordination(sentence, trigger), sentence.head(trigger))
    return noun.pos == "NOUN" and noun.lemma in word_lists()["contact_words"] and noun.i not in {t.i for t in joined}


def _attending(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """With whom somebody holds what others come to: "hosted a summit *attended by Mr Bo* and Mr Xi"."""
    told = (c for c in sentence.children(trigger, "acl") if c.lemma in word_lists()["attending"] and c.tag == "VBN")
    return tuple(t for c in told for t in syntax.agent(sentence, c))


def fill_first(sentence: Sentence, trigger: Token, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The slots that hold something, in the order asked for."""
    for name in names:
        tokens = fill(sentence, trigger, name)
        if tokens:
            yield name, tokens


PREPOSITIONS = SLOTS - FUNCTIONS.keys()
