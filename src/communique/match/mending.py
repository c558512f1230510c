"""What parsers often break, put right: subjects torn off, quantities taken for phrases, main verbs taken for participles.

Only reads a parse; ``syntax`` asks here where the labels alone would lead astray.
"""

from __future__ import annotations

from functools import cache

from communique.knowledge.lists import word_lists
from communique.model import Sentence, Token

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "npadvmod", "punct"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def stranded_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The noun right before a finite verb without a subject: "With the signing of a pact, the government and the rebels have agreed"."""
    if verb.dep not in ("ROOT", "ccomp") or verb.pos not in ("VERB", "AUX") or not _is_finite(sentence, verb):
        return None
    first = min((c.i for c in sentence.children(verb) if c.i < verb.i and c.dep in _BEFORE_VERB), default=verb.i)
    noun = sentence.tokens[first - 1] if first > 0 else None
    while noun is not None and noun.dep == "conj" and not _is_cut(sentence, noun):
        noun = sentence.head(noun)
    return noun if noun is not None and noun.pos in _NOMINAL and noun.dep == "conj" else None


def _is_finite(sentence: Sentence, verb: Token) -> bool:
    return verb.tag in _FINITE or any(a.tag in _FINITE for a in sentence.children(verb, "aux", "auxpass"))


def _is_cut(sentence: Sentence, noun: Token) -> bool:
    """Whether a comma stands between a noun and what it is said to be joined to."""
    return any(t.text == "," for t in sentence.tokens[noun.head : noun.i])


def is_main_verb(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle behind the root noun is the verb of the sentence: "Doctors from two groups donated and delivered goods"."""
    above = sentence.head(verb)
    if verb.dep != "acl" or verb.tag not in _PAST or above.dep != "ROOT" or above.pos not in _NOMINAL:
        return False
    told = sentence.child(verb, "dobj", "xcomp", "ccomp", "npadvmod", "oprd") or stolen_clause(sentence, verb)
    goes_on = told is not None
    return sentence.child(verb, "agent") is None and (goes_on or any(c.tag == "VBD" for c in sentence.children(verb, "conj")))


def mended_agent(sentence: Sentence, verb: Token) -> Token | None:
    """The *by* of a passive that the parse hung from something else."""
    return stolen_agent(sentence, verb) or stray_agent(sentence, verb)


def stolen_agent(sentence: Sentence, verb: Token) -> Token | None:
    """The *by* of a passive that the parse gave to what was to be done: "was barred from leaving the island *by* the army"."""
    if sentence.child(verb, "auxpass") is None:
        return None
    inner = (
        *sentence.children(verb, "xcomp", "oprd"),
        *(c for p in sentence.children(verb, "prep") for c in sentence.children(p, "pcomp")),
    )
    below = (t for c in inner if sentence.child(c, "auxpass") is None for t in sentence.subtree(c) if t.i > c.i)
    bys = (t for t in below if t.text.lower() == "by" and t.dep in ("prep", "agent") and sentence.child(t, "pobj") is not None)
    return next(bys, None)


def _is_within(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Whether only phrases lie between a noun and a verb."""
    while noun.i != verb.i:
        above = sentence.head(noun)
        if above.i == noun.i or (noun.dep not in ("pobj", "prep")):
            return False
        noun = above
    return True


def stolen_clause(sentence: Sentence, verb: Token) -> Token | None:
    """What a main verb says, where the parse hangs it from the noun before: "an officer charged *that Chad was arming rebels*"."""
    if verb.dep != "acl" or verb.tag not in _PAST:
        return None
    clauses = (c for c in sentence.children(sentence.head(verb), "acl", "ccomp", "relcl") if c.i > verb.i)
    return next((c for c in clauses if (mark := sentence.child(c, "mark")) is not None and mark.text.lower() == "that"), None)


def acting(sentence: Sentence, subject: Token) -> Token:
    """Who acts where the parser takes the participle behind a name for the subject: "the Red Cross operating in Iraq said"."""
    if subject.tag == "VBG" and (own := sentence.child(subject, "nsubj")) is not None:
        return own
    if subject.tag in ("JJ", "RB") and (own := sentence.child(subject, "nummod", "nsubj")) is not None:
        return own  # "the *two* last spoke in May"
    if subject.lemma.lower() in word_lists()["of_a_body"] and (name := _name_behind(sentence, subject)) is not None:
        return name
    return subject


def _name_behind(sentence: Sentence, member: Token) -> Token | None:
    """The name at the end of two offices, joined to the body of the first: "Member of the Committee and Foreign Minister *Wang Yi* met"."""
    last = sentence.subtree(member)[-1]
    joined = last.dep == "conj" and last.pos == "PROPN" and sentence.head(last).dep == "pobj"
    return last if joined and sentence.child(last, "compound") is not None else None


def subject_of_auxiliary(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The subject of a verb that the parser hung from its auxiliary, or from a participle: "*envoys* are mediating"."""
    clauses = (c for c in sentence.children(verb, "csubj", "csubjpass") if c.tag == "VBG")  # "*soldiers* clearing mines were hurt"
    return tuple(s for a in (*sentence.children(verb, "aux", "auxpass"), *clauses) for s in sentence.children(a, "nsubj"))


def subject_of_mark(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The subject of a clause that the parser gave to the word before it: "four days before *Mr Bo* is due to meet her"."""
    return tuple(o for m in sentence.children(verb, "mark") for o in sentence.children(m, "pobj") if m.i < o.i < verb.i)


def is_destination(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause's subject is where somebody left for: "left *for Berlin* to meet Mr Scholz"."""
    leaving = verb.dep == "advcl" and sentence.head(verb).lemma in word_lists()["leaving"]
    return leaving and any(m.text.lower() == "for" for m in sentence.children(verb, "mark"))


def behind_office(sentence: Sentence, office: Token) -> tuple[Token, ...]:
    """Whom "and" joins to an office, where the parser hung its holder's name from the state before the comma: "the President of
    Azerbaijan, Ilham Aliyev, and *the Prime Minister* of Armenia"."""
    if office.tag not in ("NN", "NNP"):
        return ()
    states = (o for p in sentence.children(office, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))
    named = (n for s in states for n in sentence.children(s, "conj") if n.pos == "PROPN" and _is_full_name_aside(sentence, n))
    return tuple(c for n in named for c in sentence.children(n, "conj"))


def _is_full_name_aside(sentence: Sentence, name: Token) -> bool:
    """Whether a name of two words stands behind a comma."""
    start = sentence.subtree(name)[0].i
    return bool(sentence.children(name, "compound")) and start > 0 and sentence.tokens[start - 1].text == ","


def is_bare_verb(token: Token) -> bool:
    """Whether a clause's noun is a verb without an ending: "insisted that Syria *hand* over the men", "that Mr Lee *resign*"."""
    return token.dep == "ccomp" and token.tag in ("NN", "NNP")


def before_bare_verb(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The subject of such a verb, which the parser took for part of its name."""
    own = sentence.children(verb, "nsubj") or tuple(c for c in sentence.children(verb, "compound", "nmod", "poss") if c.i == verb.i - 1)
    return own if sentence.child(verb, "mark") is not None else sentence.children(verb, "nsubj")


def is_aside(sentence: Sentence, first: Token, noun: Token) -> bool:
    """Whether the second of two subjects only explains the first: "the league, a body of the union, investigated"."""
    start = sentence.subtree(noun)[0]
    opens = start.i > 0 and sentence.tokens[start.i - 1].text == "," and start.text.lower() in ("a", "an", "one")
    return opens and noun.pos == "NOUN" and first.i < start.i


def mended_object(sentence: Sentence, verb: Token) -> Token | None:
    """Who or what is acted on where the labels show no object."""
    readings = (counted_object, described_object, stolen_object, object_of_particle, object_of_phrasal, joined_object, named_object)
    return next((o for read in readings if (o := read(sentence, verb)) is not None), None)


def named_object(sentence: Sentence, verb: Token) -> Token | None:
    """Who is named right behind a verb, where the name is taken for a measure: "endorsed opposition candidate *Maria Machado*"."""
    named = next((n for n in sentence.children(verb, "npadvmod") if n.i > verb.i and n.pos == "PROPN"), None)
    if named is None or sentence.subtree(named)[0].i != verb.i + 1:
        return None
    told = {t.text.lower() for t in sentence.subtree(named)}
    return named if told.isdisjoint(word_lists()["days_and_months"]) and not any(t[:1].isdigit() for t in told) else None


def described_object(sentence: Sentence, verb: Token) -> Token | None:
    """Who suffers harm, where the participle behind him is taken for a clause: "expelled *workers* found to be spying"."""
    clause = sentence.child(verb, "ccomp") if verb.lemma in word_lists()["harms"] else None
    if clause is None or clause.i < verb.i or clause.tag not in _PAST or sentence.child(clause, "mark", "aux") is not None:
        return None
    return next((s for s in sentence.children(clause, "nsubj", "nsubjpass") if s.i > verb.i), None)


def stolen_object(sentence: Sentence, verb: Token) -> Token | None:
    """The object right behind a verb that the parse makes the subject of a later clause with a subject of its own: "met Mr Abiy before
    the two appeared"."""
    if verb.i + 1 >= len(sentence.tokens) or verb.pos != "VERB":
        return None
    later = (t for t in sentence.tokens[verb.i + 1 :] if t.dep == "nsubj" and t.pos == "PROPN" and t.head > t.i)
    noun = next((t for t in later if _opens_at(sentence, t, verb.i + 1)), None)
    if noun is None:
        return None
    between = (c for c in sentence.children(sentence.head(noun), "nsubj", "mark") if noun.i < c.i < noun.head)
    return noun if any(between) else None


def _opens_at(sentence: Sentence, noun: Token, position: int) -> bool:
    return sentence.subtree(noun)[0].i == position


def object_of_particle(sentence: Sentence, verb: Token) -> Token | None:
    """What is acted on where it is taken for a measure behind a particle: "broke up a march by students"."""
    particle = sentence.child(verb, "prt")
    behind = (n for n in sentence.children(verb, "npadvmod") if particle is not None and n.i > particle.i and sentence.child(n, "det"))
    return next((n for n in behind if sentence.subtree(n)[0].i == particle.i + 1), None) if particle is not None else None


def object_of_phrasal(sentence: Sentence, verb: Token) -> Token | None:
    """What is acted on where the particle before it is taken for a preposition: "gunned *down* a farmer", "let *in* refugees"."""
    behind = next((p for p in sentence.children(verb, "prep") if p.i == verb.i + 1), None)
    if behind is None or f"{verb.lemma} {behind.text.lower()}" not in word_lists()["phrasal"]:
        return None
    return sentence.child(behind, "pobj")


def joined_object(sentence: Sentence, verb: Token) -> Token | None:
    """What is acted on where the second of two verbs is taken for its modifier: "trained and equipped the rebels"."""
    joined = sentence.child(verb, "conj")
    if joined is None or joined.pos not in _NOMINAL or verb.tag not in _PAST:
        return None
    second = next((a for a in sentence.children(joined, "amod") if a.tag == "VBN"), None)
    return joined if second is not None and sentence.tokens[second.i - 1].dep == "cc" and second.i == verb.i + 2 else None


def counted_object(sentence: Sentence, verb: Token) -> Token | None:
    """What is acted on where a quantity is taken for a phrase: "kidnapped up to 16 advisers"."""
    if not any(p.text.lower() == "up" for p in sentence.children(verb, "prt", "advmod")):
        return None
    for preposition in sentence.children(verb, "prep"):
        held = sentence.child(preposition, "pobj")
        if preposition.text.lower() == "to" and held is not None and sentence.child(held, "nummod") is not None:
            return held
    return None


def is_ranked(sentence: Sentence, noun: Token) -> bool:
    """ "the *first* country to recognise Croatia": who did something, counted among the others."""
    return any(m.text.lower() in word_lists()["ranks"] for m in sentence.children(noun, "amod", "nummod", "det"))


def stray_agent(sentence: Sentence, verb: Token) -> Token | None:
    """The *by* of a passive that the parser hung from a phrase before it: "was welcomed with full honours *by* Mr Vranitzky"."""
    if sentence.child(verb, "auxpass") is None:
        return None
    bys = (t for t in sentence.tokens[verb.i + 1 :] if t.text.lower() == "by" and t.dep == "prep" and sentence.head(t).i > verb.i)
    own = (t for t in sentence.children(verb, "prep") if t.text == "by" and _is_name(sentence, t))
    if (by := next(own, None)) is not None:
        return by
    named = (t for t in bys if any(o.pos in ("PROPN", "NOUN") for o in sentence.children(t, "pobj")))
    return next((t for t in named if _may_leave(sentence.head(t)) and _is_within(sentence, sentence.head(t), verb)), None)


def _is_name(sentence: Sentence, preposition: Token) -> bool:
    """Whether a name stands behind a preposition, or somebody of one ("by *Moroccan* students")."""
    held = sentence.children(preposition, "pobj")
    return any(o.pos == "PROPN" or any(a.text[:1].isupper() for a in sentence.children(o, "amod")) for o in held)


def _may_leave(noun: Token) -> bool:
    """Whether a *by* behind a noun is hardly the noun's own ("for the delay", not "in an attack", "for the arrests")."""
    return noun.pos in ("NOUN", "PROPN") and noun.lemma not in _done_by_somebody()


@cache
def _done_by_somebody() -> frozenset[str]:
    lists = word_lists()
    return lists["violence"] | lists["outrages"] | lists["sufferings"] | lists["messages"] | lists["done_by"]


def held_otherwise(sentence: Sentence, preposition: Token) -> tuple[Token, ...]:
    """What stands behind a preposition that the parser left without an object: what is done there ("a ban on teaching *the language*"), or
    the noun it gave to the next verb ("granted asylum to five *officers* holed up in an embassy").
    """
    doing = sentence.child(preposition, "pcomp")
    if doing is not None:
        return sentence.children(doing, "dobj") if preposition.text.lower() in ("on", "against") else ()
    if preposition.text.lower() not in _HOLDING:
        return ()
    later = (t for t in sentence.tokens[preposition.i + 1 :] if t.dep == "nsubj" and t.pos in ("NOUN", "PROPN") and t.head == t.i + 1)
    return tuple(t for t in later if _opens_at(sentence, t, preposition.i + 1) and sentence.tokens[t.head].tag in _PAST)


_HOLDING = frozenset({"to", "for", "from", "of", "against"})
