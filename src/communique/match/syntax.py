"""Grammatical functions read off a dependency parse. Knows English syntax, knows no diplomacy.

Labels are spaCy's (ClearNLP). Functions answer with tokens, coordinated ones expanded, nearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeVar

from communique.knowledge.lists import word_lists
from communique.match import headlines, mending
from communique.match.carrying import RELATIVE, held_by_clause, leads_up
from communique.model import Sentence, Token

CLAUSAL = frozenset({"relcl", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
REPORTING = frozenset({"according", "citing", "quoting"})
# Behind a name and a comma, where parsers take them for subjects.
SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III"})
_DEEPEST = 12

T = TypeVar("T")


def remembered(read: Callable[[Sentence, Token], T]) -> Callable[[Sentence, Token], T]:
    """What is read at a token, read once a sentence: many frames ask the same."""
    name = f"_{read.__name__}"

    @wraps(read)
    def ask(sentence: Sentence, token: Token) -> T:
        known: dict[int, T] | None = sentence.__dict__.get(name)
        if known is None:
            known = sentence.__dict__[name] = {}
        if token.i not in known:
            known[token.i] = read(sentence, token)
        return known[token.i]

    return ask


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos in ("VERB", "AUX") and token.dep != "prep"  # "following talks", "including Paris": prepositions


def coordination(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """The token and everything joined to it by *and*, *or* or a comma."""
    found = [token]
    for other in (*sentence.children(token, "conj"), *_after_title(sentence, token), *_before_name(sentence, token)):
        if not is_verb(other) or is_verb(token):
            found.extend(coordination(sentence, other))
    return tuple(found)


def _after_title(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """What is joined to the name behind a title: "Foreign Minister Abbas Araghchi and envoy Steve Witkoff held talks"."""
    if token.pos not in ("PROPN", "NOUN"):
        return ()
    beside = [n for n in sentence.children(token, "appos") if token.i < n.i]
    if token.pos == "PROPN":  # "John Kerry, the secretary of state, and *Bruno Rodriguez* met"
        offices = (n for n in beside if n.pos == "NOUN")
        if behind := tuple(c for n in offices for c in sentence.children(n, "conj") if c.pos == "PROPN"):
            return behind
    names = [n for n in beside if n.pos == "PROPN"]
    listed = [n for n in names if token.pos == "PROPN" and _is_listed(sentence, n)]
    joined = (*(c for n in names if n not in listed for c in sentence.children(n, "conj")), *mending.behind_office(sentence, token))
    if listed:
        return tuple(listed)
    # Of a common noun only behind a second comma: "the president, Lee, and Prime Minister Ishiba", not "the rivals, Lee and Ishiba".
    return tuple(c for c in joined if token.pos == "PROPN" or sentence.tokens[sentence.head(c).i + 1].text == ",")


def _is_listed(sentence: Sentence, name: Token) -> bool:
    """Whether a name behind a comma is the next of a list: "Kerry, *Lavrov*, Mogherini and Zarif met"."""
    start = sentence.subtree(name)[0].i
    more = any(c.pos == "PROPN" for c in sentence.children(name, "conj"))
    return more and start > 0 and sentence.tokens[start - 1].text == ","


def _before_name(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """A name that the parser takes for a modifier of the one after "and": "Ms Kamikawa and Defence Minister Kihara held talks"."""
    if token.pos != "PROPN":
        return ()
    below = (token, *sentence.children(token, "compound"))  # "Mr Parmelin and Ursula von *der* Leyen"
    named = (n for t in below for n in sentence.children(t, "nmod"))
    return tuple(n for n in named if n.pos == "PROPN" and n.i + 1 < token.i and sentence.tokens[n.i + 1].text == "and")


def is_definite(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is one that the reader knows of: "*the* summit", "*that* call"."""
    return any(d.text.lower() in ("the", "that", "this") for d in sentence.children(noun, "det"))


@remembered
def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands in the passive ("was accused", "a man accused of")."""
    if sentence.child(verb, "nsubjpass", "auxpass"):
        return True
    agents = (o for a in sentence.children(verb, "agent") for o in sentence.children(a, "pobj"))
    if any(o.lemma not in word_lists()["instruments"] for o in agents):  # "(had) spoken *by telephone*" is none
        active = verb.tag in ("VBD", "VBZ", "VBP") or any(a.lemma == "have" for a in sentence.children(verb, "aux"))
        return not active or sentence.child(verb, "nsubj") is None
    if verb.dep not in ("acl", "advcl") or verb.tag != "VBN" or sentence.child(verb, "nsubj", "aux") is not None:
        return False
    if verb.dep == "advcl":  # "*expected* to be joined later"; "fired, *killed* three", taken for one, has an object
        return sentence.child(verb, "dobj") is None
    return not mending.is_main_verb(sentence, verb)


def surface_subject(sentence: Sentence, verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """The subject as it stands or is understood: relative pronouns, shared and controlled subjects are resolved."""
    announced = headlines.acting(sentence, verb)
    if announced:
        return announced
    own = sentence.children(verb, "nsubj", "nsubjpass") or mending.subject_of_auxiliary(sentence, verb)
    own = own or mending.subject_of_mark(sentence, verb)
    if own and not mending.is_destination(sentence, verb):
        # Of two, the one by the verb is the name behind a long title ("Assistant to the President … Jake Sullivan called").
        nearest = max((o for o in own if o.i < verb.i and o.text not in SUFFIXES), key=lambda o: o.i, default=own[0])
        nearest = own[0] if mending.is_aside(sentence, own[0], nearest) else mending.acting(sentence, nearest)
        listed = (o for o in own if nearest in own and o.i < nearest.i and _goes_on_with(sentence, o, nearest))
        return tuple(t for o in (*listed, antecedent(sentence, nearest, verb)) for t in coordination(sentence, o))
    stranded = mending.stranded_subject(sentence, verb)
    if stranded is not None:
        return coordination(sentence, stranded)
    if depth > _DEEPEST or verb.head == verb.i:
        return ()
    return _understood(sentence, verb, depth + 1)


def _goes_on_with(sentence: Sentence, first: Token, last: Token) -> bool:
    """Whether two subjects are one list that the parse broke ("Mr Merz, Mr Rutte and Commission President von der Leyen met")."""
    before = sentence.subtree(last)[0].i - 1
    return first.pos == last.pos == "PROPN" and before > first.i and sentence.tokens[before].text == "and"


def _understood(sentence: Sentence, verb: Token, depth: int) -> tuple[Token, ...]:
    above = sentence.head(verb)
    if verb.dep == "acl" and not is_verb(above):
        return _of_noun_clause(sentence, verb, above, depth)
    if verb.dep in ("relcl", "acl") and above.dep == "attr" and above.text.lower() in word_lists()["ranks"]:
        return surface_subject(sentence, sentence.head(above), depth)  # "will be *the first* to visit"
    if verb.dep == "relcl":
        return _one_of_a_row(sentence, above, depth) if mending.is_ranked(sentence, above) else coordination(sentence, above)
    if verb.dep == "xcomp" and (held := sentence.child(above, "dobj")) is not None and held.i < verb.i and not is_means(above, held):
        return coordination(sentence, held)
    if verb.dep in ("xcomp", "advcl") and verb.tag == "VB" and (asked := _asked(sentence, above)):
        return asked
    if verb.dep == "pcomp":
        return _through_preposition(sentence, above, depth)
    if verb.dep == "conj" and (told := _told_before(sentence, above)) is not None:
        return surface_subject(sentence, told, depth)
    if is_verb(above) or above.pos == "ADJ":
        return surface_subject(sentence, above, depth)
    return ()


def _told_before(sentence: Sentence, verb: Token) -> Token | None:
    """What an aside "officials said" tells, where what follows goes on with it: "She *held* talks, aides said, and flew to Rome"."""
    if verb.lemma not in word_lists()["saying"]:
        return None
    if verb.dep == "parataxis":
        return sentence.head(verb)
    return next((c for c in sentence.children(verb, "ccomp") if c.i < verb.i and c.tag == verb.tag), None)


def is_means(verb: Token, held: Token) -> bool:
    """Whether an object is not the one who is to do it: "rang *bells* to condemn the ban", "phoned *Mr Bo* to thank him"."""
    if verb.lemma in word_lists()["reaching"]:
        return True
    return held.pos == "NOUN" and verb.lemma not in word_lists()["object_control"]


def _asked(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who shall do it, where the verb names him behind a preposition: "called on *Iraq* to return"."""
    if verb.lemma not in word_lists()["calling_on"]:
        return ()
    phrase = next((p for p in sentence.children(verb, "prep") if p.i == verb.i + 1 and p.text.lower() != "in"), None)
    held = sentence.child(phrase, "pobj") if phrase is not None else None
    return coordination(sentence, held) if held is not None else ()


def _of_noun_clause(sentence: Sentence, verb: Token, noun: Token, depth: int) -> tuple[Token, ...]:
    """ "plans to meet", "officials visiting Paris", "a man accused of": who does it."""
    active = (
        verb.tag == "VBD" and sentence.child(verb, "dobj") is not None
    )  # "Mr Duque telephoned Mr Moreno", taken for a noun and its clause
    if active or verb.tag in ("VBG", "VBN"):
        return coordination(sentence, noun)
    if mending.is_ranked(sentence, noun):
        return _one_of_a_row(sentence, noun, depth)
    return owner(sentence, noun, depth)


def _one_of_a_row(sentence: Sentence, noun: Token, depth: int) -> tuple[Token, ...]:
    """Who was "the first country to recognise Croatia": of whom it is said, or beside whom it stands, else the noun itself."""
    above = sentence.head(noun)
    if noun.dep == "attr" and is_verb(above):
        who = surface_subject(sentence, above, depth)
        if noun.lemma in word_lists()["bodies"] or any(t.pos in ("PROPN", "PRON") for t in who):  # "Mr Kim was the first leader to visit"
            return who
    return coordination(sentence, above if noun.dep == "appos" else noun)


def _through_preposition(sentence: Sentence, preposition: Token, depth: int) -> tuple[Token, ...]:
    above = sentence.head(preposition)
    if is_verb(above):
        held = sentence.child(above, "dobj")
        if held is not None and preposition.text.lower() in ("of", "for", "from") and not is_passive(sentence, above):
            return coordination(sentence, held)
        return surface_subject(sentence, above, depth)
    return owner(sentence, above, depth)


def owner(sentence: Sentence, noun: Token, depth: int = 0) -> tuple[Token, ...]:
    """Whose the noun is: its possessor, else the subject of the verb it hangs from ("had plans", "made a promise")."""
    possessor = sentence.child(noun, "poss")
    if possessor is not None:
        return coordination(sentence, possessor)
    carrier = carrier_verb(sentence, noun)
    return surface_subject(sentence, carrier, depth + 1) if carrier is not None and depth < _DEEPEST else ()


def behind_noun(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Whose the noun is that a participle or relative clause hangs from ("issued a declaration demanding", "a letter that accuses")."""
    noun = sentence.head(verb)
    if verb.dep == "conj" and is_verb(noun):
        return behind_noun(sentence, noun)
    return owner(sentence, noun) if verb.dep in ("acl", "relcl") and not is_verb(noun) else ()


@remembered
def phrasal(sentence: Sentence, verb: Token) -> str:
    """The lemma of a verb with its particle: "call off"."""
    particle = sentence.child(verb, "prt")
    return f"{verb.lemma} {particle.text.lower()}" if particle is not None else verb.lemma


@remembered
def carrier_verb(sentence: Sentence, noun: Token) -> Token | None:
    """The verb a noun is an argument or adjunct of, through prepositions and coordination; of "the talks that Mr Ruto *held*" that one."""
    holding = held_by_clause(sentence, noun)
    if holding is not None:
        return holding
    for above in sentence.ancestors(noun):
        if is_verb(above):
            return above
        if not (leads_up(noun, above) or _is_of_discussion(noun, above, sentence.head(above))):
            return None
        noun = above
    return None


def _is_of_discussion(below: Token, above: Token, verb: Token) -> bool:
    """ "discussed the treaty *in talks* with Mr Bo": parsers hang the talks from the treaty."""
    return (
        below.dep == "prep" and below.text.lower() in ("in", "during") and above.dep == "dobj" and verb.lemma in word_lists()["topic_verbs"]
    )


def antecedent(sentence: Sentence, token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for (the token itself when it is none)."""
    if token.text.lower() in RELATIVE and token.tag in ("WP", "WDT", "WP$"):
        clause = verb
        while clause.dep == "conj":
            clause = sentence.head(clause)
        if clause.dep in ("relcl", "acl", "ccomp") and clause.head != clause.i and not is_verb(sentence.head(clause)):
            return sentence.head(clause)
    return token


@remembered
def subject(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who acts: the subject of an active verb, the *by*-phrase of a passive one."""
    if is_passive(sentence, verb):
        return agent(sentence, verb)
    return surface_subject(sentence, verb)


def agent(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The *by*-phrase of a passive verb."""
    by = sentence.child(verb, "agent") or mending.mended_agent(sentence, verb) or _shared_agent(sentence, verb)
    named = sentence.child(by, "pobj") if by is not None else None
    return coordination(sentence, named) if named is not None else ()


def _shared_agent(sentence: Sentence, verb: Token) -> Token | None:
    """The *by* that stands behind the second of two participles: "were abducted and sold *by* rebels"."""
    if sentence.child(verb, "auxpass") is None:
        return None
    joined = (c for c in sentence.children(verb, "conj") if c.tag in ("VBN", "VBD"))
    alone = (c for c in joined if sentence.child(c, "auxpass", "aux", "nsubj", "nsubjpass", "dobj") is None)
    return next((by for c in alone if (by := sentence.child(c, "agent")) is not None), None)


@remembered
def objects(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who or what is acted upon: the object of an active verb, the subject of a passive one."""
    if is_passive(sentence, verb):
        if verb.dep != "acl":
            return surface_subject(sentence, verb)
        noun = sentence.head(verb)
        return _one_of_a_row(sentence, noun, 0) if mending.is_ranked(sentence, noun) else coordination(sentence, noun)
    given = sentence.child(verb, "dative")
    if verb.dep == "relcl" and given is not None and given.tag == "WDT":  # "the deadline *that* he had given them": parsers confuse the two
        return coordination(sentence, sentence.head(verb))
    held = sentence.children(verb, "dobj") or tuple(o for o in sentence.children(verb, "oprd") if o.pos == "PROPN")  # "called Mr Modi"
    if held:  # two, where the parser takes an indirect object for a direct one
        return tuple(o for h in held for o in coordination(sentence, antecedent(sentence, h, verb)))
    if verb.dep == "relcl" and (own := sentence.child(verb, "nsubj")) is not None and own.text.lower() not in RELATIVE:
        return coordination(sentence, sentence.head(verb))
    mended = mending.mended_object(sentence, verb)
    if mended is not None:
        return coordination(sentence, mended)
    shared = sentence.child(verb, "conj")
    return objects(sentence, shared) if shared is not None and _shares_object(sentence, verb, shared) else ()


def _shares_object(sentence: Sentence, verb: Token, other: Token) -> bool:
    """ "donated and personally delivered goods": both verbs stand side by side."""
    alike = other.tag == verb.tag or {verb.tag, other.tag} <= {"VBD", "VBN"}
    return alike and all(t.dep in ("cc", "advmod", "punct") for t in sentence.tokens[verb.i + 1 : other.i])


def counted_out(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """A noun with what it counts or measures: "tons of food", "tens of thousands of students", "part of a stronghold"."""
    if noun.lemma not in word_lists()["counting"] and noun.tag != "CD":  # "*4,000* of its soldiers"
        return (noun,)
    below = (o for p in sentence.children(noun, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))
    return (noun, *(c for o in below for t in coordination(sentence, o) for c in counted_out(sentence, t)))


def is_topic(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is only what something is about ("renewed talks *on* relations", "told them *about* the attack")."""
    if noun.dep == "conj":
        return is_topic(sentence, sentence.head(noun))
    above = sentence.head(noun)
    if noun.dep != "pobj" or above.dep != "prep":
        return False
    word = above.text.lower()
    return word in word_lists()["topical"] or (word == "on" and sentence.child(sentence.head(above), "dobj") is not None)


def recipients_of_giving(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The indirect object ("gave Ukraine missiles")."""
    dative = sentence.child(verb, "dative")
    if dative is None:
        return ()
    if dative.tag == "WDT" and verb.dep == "relcl":
        return tuple(t for o in sentence.children(verb, "dobj") for t in coordination(sentence, o))
    inner = sentence.child(dative, "pobj") if dative.pos == "ADP" else dative
    return coordination(sentence, inner) if inner is not None else ()


@remembered
def complement(sentence: Sentence, verb: Token) -> Token | None:
    """The head of the complement clause of a verb, adjective or noun ("agreed *to lift*", "its demand that Iran *halt*")."""
    clause = sentence.child(verb, "xcomp", "ccomp") or (sentence.child(verb, "acl") if verb.pos == "NOUN" else None)
    if clause is not None:
        return clause
    for preposition in sentence.children(verb, "prep", "dobj"):
        inner = sentence.child(preposition, "pcomp", "acl") or _end(sentence, preposition, "relcl")
        if inner is not None:
            return inner
    return _purpose(sentence, verb) or mending.stolen_clause(sentence, verb)


def _purpose(sentence: Sentence, verb: Token) -> Token | None:
    """What is done *to* some end, where the parser takes the end for a circumstance ("marched to demand …")."""
    return _end(sentence, verb, "advcl")


def _end(sentence: Sentence, top: Token, label: str) -> Token | None:
    """The clause with *to* that hangs from ``top`` by that label ("gave him two days *to leave*")."""
    ends = (c for c in sentence.children(top, label) if any(a.text.lower() == "to" for a in sentence.children(c, "aux")))
    return next(ends, None)


def clause_of(sentence: Sentence, token: Token) -> Token:
    """The verb whose clause the token stands in (the token itself if it is one)."""
    if is_verb(token):
        return token
    return next((t for t in sentence.ancestors(token) if is_verb(t)), token)


def path_up(sentence: Sentence, token: Token) -> Iterator[tuple[Token, Token]]:
    """(below, above) pairs from the token to the root."""
    below = token
    for above in sentence.ancestors(token):
        yield below, above
        below = above
