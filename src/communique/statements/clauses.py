"""Walks over a parse that attribution needs: subjects, complements, and their spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.match import syntax
from communique.model import Sentence, Span, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_EDGE = frozenset([",", ".", ";", ":", "—", "–", "-", "--", "―", "…", "...", ")", "(", "!", "?"])
_LEAD = frozenset([",", ".", ";", ":", "—", "–", "-", "--", "―", ")", "and", "but"])
_OPENERS = frozenset(["“", '"', "``", "''", "-", "—"])
# A closing mark belongs to what stands before it.
_CLOSERS = frozenset(["”", "»"])
_LONGEST_CHAIN = 12


def trimmed(tokens: Sequence[Token]) -> Span | None:
    """The stretch of ``tokens`` without punctuation at its edges (question and exclamation marks stay)."""
    first, last = 0, len(tokens) - 1
    while first <= last and (tokens[first].text in _LEAD and tokens[first].pos in {"PUNCT", "SYM", "CCONJ"}):
        first += 1
    while first < last and tokens[first].text in _CLOSERS:
        first += 1
    while last >= first and tokens[last].text in _EDGE and tokens[last].text not in "!?)":
        last -= 1
    return Span(tokens[first].start, tokens[last].end) if first <= last else None


def phrase(sentence: Sentence, head: Token, *, without: Iterable[Token] = ()) -> Span:
    """The stretch below ``head`` that is contiguous around it; whatever hangs under ``without`` stays outside."""
    outside = {t.i for w in without for t in sentence.subtree(w)}
    inside = {t.i for t in sentence.subtree(head)} - outside
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return trimmed(sentence.tokens[first : last + 1]) or head.span


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb form is passive: "was told", "the letter sent by"."""
    if sentence.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    bare = verb.tag == "VBN" and sentence.child(verb, "nsubj", "aux") is None
    return bare and (verb.dep in {"acl", "amod"} or (verb.dep == "advcl" and _stands_apart(sentence, verb)))


def _stands_apart(sentence: Sentence, verb: Token) -> bool:
    """ "*Asked* whether he would go, he laughed", "He, when *asked*, laughed", "He, *asked* whether he would go, laughed"."""
    behind_comma = verb.i > 0 and sentence.tokens[verb.i - 1].text == "," and verb.i < verb.head
    return verb.i == 0 or behind_comma or any(c.tag == "WRB" for c in sentence.children(verb, "advmod"))


def source_of(sentence: Sentence, verb: Token) -> Token | None:
    """Whoever utters: the subject, the agent of a passive, or the one who controls an unexpressed subject."""
    return _source(sentence, verb, _LONGEST_CHAIN) or (None if is_passive(sentence, verb) else _beside(sentence, verb))


def _beside(sentence: Sentence, verb: Token) -> Token | None:
    """The noun right before a finite verb ("Trump charges that"), or right after one that opens the sentence ("Said Ellis:")."""
    if verb.dep == "compound" and verb.i == 0:
        return sentence.head(verb)
    if verb.tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    at = verb.i - 1
    while at >= 0 and sentence.tokens[at].pos in {"ADV", "AUX", "PART"}:
        at -= 1
    if at > 0 and sentence.tokens[at].text == "," and sentence.tokens[at - 1].dep == "appos" and sentence.tokens[at - 1].pos == "PROPN":
        return sentence.tokens[at - 1]  # "Asked about Mr Bo, Chad's president, *Mr Deby*, said", all taken for one name
    if at < 0 or sentence.tokens[at].text in _OPENERS:
        at = verb.i + 1
        while at + 1 < len(sentence.tokens) and sentence.tokens[at].dep in {"compound", "det", "amod"}:
            at += 1
    beside = sentence.tokens[at] if at < len(sentence.tokens) else None
    return beside if beside is not None and beside.pos in {"PROPN", "NOUN", "PRON"} and beside.tag != "PRP$" else None


def _source(sentence: Sentence, verb: Token, budget: int) -> Token | None:
    if budget == 0:
        return None
    if is_passive(sentence, verb):
        return _agent(sentence, verb) or _who_lets_know(sentence, verb)
    beside = _beside_with(sentence, verb)
    if beside is not None:
        return beside
    subject = _subject(sentence, verb)
    if subject is not None:
        return subject
    above = sentence.head(verb)
    if verb.dep in {"acl", "relcl"}:
        return _owner_or_self(sentence, verb, above)
    if verb.dep in {"pcomp", "prep", "amod"} or above.i == verb.i:
        return _through_preposition(sentence, verb, above, budget)
    return _controller(sentence, verb, above, budget)


def _who_lets_know(sentence: Sentence, verb: Token) -> Token | None:
    """ "X let it be known that"."""
    above = sentence.head(verb)
    return sentence.child(above, "nsubj") if verb.dep == "ccomp" and above.lemma == "let" else None


def _beside_with(sentence: Sentence, verb: Token) -> Token | None:
    """ "with its spokesperson, X, insisting that": the participle's own subject, which the parser gave to "with"."""
    if verb.tag != "VBG" or verb.dep not in {"advcl", "conj"} or sentence.child(verb, "nsubj") is not None:
        return None
    marker = next((t for t in reversed(sentence.tokens[: verb.i]) if t.lemma == "with" and t.dep == "prep"), None)
    if marker is None or any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in sentence.tokens[marker.i : verb.i]):
        return None
    before = sentence.tokens[verb.i - 1]
    if sentence.child(marker, "pcomp") is not None:  # "with Oslo summoning him and Stockholm calling it a farce"
        return before if before.dep == "conj" and before.pos in {"PROPN", "NOUN"} else None
    noun = sentence.child(marker, "pobj")
    ends = noun is not None and sentence.subtree(noun)[-1].i
    reaches = noun is not None and ends is not None and all(t.text == "," for t in sentence.tokens[ends + 1 : verb.i])
    return noun if reaches and marker.head == verb.head else None


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject; of two before the verb the nearer: "Hawaii, as one adviser said, has none"."""
    before = [t for t in sentence.children(verb, "nsubj") if t.i < verb.i]
    return before[-1] if before else sentence.child(verb, "nsubj", "csubj") or _with_participle(sentence, verb)


def _with_participle(sentence: Sentence, verb: Token) -> Token | None:
    """The subject whose participle the parser took for a verb: "officials briefed on it, speaking in private, said …"."""
    clauses = sentence.children(verb, "ccomp")
    left = next((c for c in clauses if c.i < verb.i and c.tag in {"VBD", "VBN"}), None)
    if left is None or not any(c.i > verb.i for c in clauses) or sentence.child(left, "dobj", "ccomp", "aux") is not None:
        return None
    return sentence.child(left, "nsubj")


def _controller(sentence: Sentence, verb: Token, above: Token, budget: int) -> Token | None:
    if above.pos not in {"VERB", "AUX", "ADJ"}:
        return None
    if verb.dep in {"xcomp", "ccomp"}:
        raised = sentence.child(above, "dobj")
        is_end = verb.dep == "xcomp" and any(a.tag == "TO" for a in sentence.children(verb, "aux"))  # "rang him to thank him"
        if raised is not None and raised.i < verb.i and not (is_end and syntax.is_means(above, raised)):
            return raised
    if _trails(sentence, verb):
        return _main_subject(sentence, verb) or _source(sentence, above, budget - 1)
    if verb.dep != "conj" and is_passive(sentence, above):
        return sentence.child(above, "nsubjpass")
    return _source(sentence, above, budget - 1)


def _trails(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle behind a comma hangs in a relative clause: in "he met the man who had left, saying …" the man says nothing."""
    behind_comma = verb.i > 0 and sentence.tokens[verb.i - 1].text == ","
    return verb.tag == "VBG" and verb.dep == "advcl" and behind_comma and any(a.dep == "relcl" for a in sentence.ancestors(verb))


def _main_subject(sentence: Sentence, verb: Token) -> Token | None:
    """Who does what stands above the relative clause."""
    clause = next(a for a in sentence.ancestors(verb) if a.dep == "relcl")
    above = next((a for a in sentence.ancestors(clause) if a.pos in {"VERB", "AUX"} and a.dep != "relcl"), None)
    return sentence.child(above, "nsubj", "nsubjpass") if above is not None else None


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    agent = sentence.child(verb, "agent")
    return sentence.child(agent, "pobj") if agent is not None else None


def _owner_or_self(sentence: Sentence, verb: Token, noun: Token) -> Token | None:
    """ "people saying", "a letter urging" speak themselves; "his decision to", "a plan to" belong to somebody."""
    if verb.tag != "VB":
        return noun
    return owner_of(sentence, noun)


def _through_preposition(sentence: Sentence, verb: Token, above: Token, budget: int) -> Token | None:
    """ "after saying that": who did the other thing; "quoted X as saying", "X was quoted as saying": X."""
    if verb.dep not in {"pcomp", "prep"} or above.i == verb.i:
        return None
    higher = _above_prepositions(sentence, above)
    if above.lemma == "as" and higher.pos == "VERB":
        quoted = sentence.child(higher, "nsubjpass") if is_passive(sentence, higher) else sentence.child(higher, "dobj")
        return quoted or _source(sentence, higher, budget - 1)
    if higher.pos in {"VERB", "AUX"} and higher.i != verb.i and is_passive(sentence, higher):
        return sentence.child(higher, "nsubjpass") or _source(sentence, higher, budget - 1)  # "after saying so, she was taken to"
    if higher.pos in {"VERB", "AUX"} and higher.i != verb.i:
        return _source(sentence, higher, budget - 1)
    return owner_of(sentence, higher) if higher.pos == "NOUN" else None


def _above_prepositions(sentence: Sentence, token: Token) -> Token:
    """What a phrase hangs on: of "refused, aside from saying", "refused"."""
    while token.dep in {"prep", "agent", "mark", "pcomp", "conj"} and token.head != token.i and token.pos in {"ADP", "SCONJ", "ADV"}:
        token = sentence.head(token)
    return token


def owner_of(sentence: Sentence, noun: Token) -> Token | None:
    """Whose a noun is: "his warning", "a statement by the ministry", "they expressed concern", "the Times report"."""
    holder = holder_of(sentence, noun)
    said_in = noun.dep == "pobj" and sentence.head(noun).text.lower() == "in"  # "said in a statement carried by X": not X's
    return _named_owner(sentence, noun) or (holder if said_in else None) or _maker(sentence, noun) or holder or _compounded(sentence, noun)


def putters_out(sentence: Sentence, document: Token, sending: frozenset[str]) -> list[Token]:
    """Who made or sent it: "a statement *the ministry* put out", "a readout of the call by *the presidency*"."""
    clauses = (c for c in sentence.children(document, "relcl") if c.lemma in sending)
    made = [t for c in clauses for t in sentence.children(c, "nsubj") if t.tag not in {"WDT", "WP"}]
    held = (o for p in sentence.children(document, "prep") if p.lemma == "of" for o in sentence.children(p, "pobj"))
    return made + [t for o in held for p in sentence.children(o, "prep") if p.lemma == "by" for t in sentence.children(p, "pobj")]


def _compounded(sentence: Sentence, noun: Token) -> Token | None:
    return next((c for c in sentence.children(noun, "compound", "amod", "nmod") if c.pos == "PROPN"), None)


def holder_of(sentence: Sentence, noun: Token) -> Token | None:
    """Who makes or has it: "X signed an agreement to", "X went with hopes of"."""
    above = sentence.head(noun)
    if noun.dep == "pobj":
        above = sentence.head(above)
    is_theirs = (
        noun.dep in {"dobj", "pobj"} and above.pos in {"VERB", "AUX"} and above.lemma != "accord" and above.text.lower() != "according"
    )
    return source_of(sentence, above) if is_theirs else None


def _named_owner(sentence: Sentence, noun: Token) -> Token | None:
    possessor = sentence.child(noun, "poss")
    if possessor is not None:
        return possessor
    for preposition in sentence.children(noun, "prep", "agent"):
        if preposition.lemma in {"by", "from"}:
            return sentence.child(preposition, "pobj")
    return None


def _maker(sentence: Sentence, noun: Token) -> Token | None:
    """ "a statement issued by X"."""
    made = next((c for c in sentence.children(noun, "acl") if c.tag == "VBN"), None)
    return _agent(sentence, made) if made is not None else None
