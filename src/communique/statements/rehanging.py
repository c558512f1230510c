"""Parses put right for attribution: verbs of saying, and the clauses they take, that the parser hung on the wrong word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.model import Parse, Sentence, Token
from communique.parse.tokens import is_tree
from communique.statements.afar import (
    adjective_for_clause,
    behind_dash,
    behind_when,
    beside_infinitive,
    citing_behind,
    citing_first,
    citing_last,
    cleft,
    noun_for_verb,
    quoted_behind,
)
from communique.statements.interruptions import according_inside, asked_before, interrupted
from communique.statements.misread import (
    adrift,
    before_semicolon,
    deed_for_thing,
    headless,
    moved,
    noun_for_clause,
    participle_before_noun,
    read_out,
    takes_clause,
    thanks_for,
    that_for_this,
)

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_INNER = frozenset({"ccomp", "advcl", "relcl", "acl"})
_CLOSING = frozenset({"”", '"', "''"})
_INSERTED = frozenset({"parataxis", "ccomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def rehung(parse: Parse, knowledge: CueKnowledge) -> Parse:
    """The parse as attribution reads it; words and their places stay what they are."""
    sentences = tuple(_rehung(s, knowledge) for s in parse.sentences)
    if all(new is old for new, old in zip(sentences, parse.sentences, strict=True)):
        return parse
    mended: Parse = msgspec.structs.replace(parse, sentences=sentences)
    return mended


def _rehung(sentence: Sentence, knowledge: CueKnowledge) -> Sentence:
    labels = {t.dep for t in sentence.tokens}
    for change, needed in _CHANGES:
        changed = dict(change(sentence, knowledge)) if needed <= labels else None
        if changed:
            tokens = tuple(changed.get(t.i, t) for t in sentence.tokens)
            if is_tree(tokens):  # of two changes that hang words from each other, the second is not made
                sentence = msgspec.structs.replace(sentence, tokens=tokens)
    return sentence


def _main_verbs(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "The minister, who said so, *conceded* there was a hole": taken for a participle, and "was" for the main verb."""
    root = sentence.root
    subjects = [t for t in sentence.children(root) if t.dep in _SUBJECTS]
    if len(subjects) < 2:
        return
    noun, other = subjects[0], subjects[-1]
    aside = sentence.child(noun, "relcl")
    verb = next((c for c in sentence.children(noun, "acl") if c.tag in {"VBN", "VBD"} and c.i < other.i), None)
    if aside is None or verb is None or sentence.subtree(aside)[-1].i >= verb.i or sentence.tokens[verb.i - 1].text != ",":
        return
    yield moved(verb, verb.i, "ROOT", "VBD")
    yield moved(noun, verb.i, noun.dep)
    yield moved(root, verb.i, "ccomp")
    yield from (moved(t, verb.i, t.dep) for t in sentence.children(root) if t.i < verb.i and t is not noun)


def _first_acts(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "Berg warned that it was near and, in a rebuke, *said* …": taken for what was said; it comes first, and the other goes on."""
    root = sentence.root
    first = next((c for c in sentence.children(root, "ccomp") if c.i < root.i and c.tag == root.tag), None)
    if first is None or _has_own(sentence, root) or not _acts(root, knowledge) or not _acts(first, knowledge):
        return
    if not any(c.dep in _SUBJECTS for c in sentence.children(first)):
        return
    joins = [t for t in sentence.tokens[first.i : root.i] if t.dep == "cc"]
    if not joins or any(t.pos in {"VERB", "AUX"} for t in sentence.tokens[joins[-1].i : root.i]):
        return
    yield moved(first, first.i, "ROOT")
    yield moved(root, first.i, "conj")
    yield moved(joins[-1], first.i, "cc")
    lead = [t for t in sentence.tokens[joins[-1].i + 1 : root.i] if t.head <= joins[-1].i]
    yield from (moved(t, root.i, t.dep) for t in lead)


def _that_clauses(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "tweeted in the early hours that he was done": the clause is what was said, not when."""
    if not any(t.text == "that" for t in sentence.tokens):
        return
    for clause in sentence.tokens:
        cue = _said_by(sentence, clause)
        if cue is None or clause.i < cue.i or cue.pos != "VERB" or not takes_clause(cue, knowledge):
            continue
        opener = sentence.subtree(clause)[0]
        subject = any(c.dep in _SUBJECTS and c is not opener for c in sentence.children(clause))
        if opener.text == "that" and opener.head == clause.i and subject and sentence.child(cue, "ccomp") is None:
            yield moved(clause, cue.i, "ccomp")
            yield moved(opener, clause.i, "mark", "IN")


def _answers(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "said when asked about the dam that it would hold": the clause is the answer, not the question."""
    for asked in sentence.tokens:
        cue = sentence.head(asked)
        if asked.tag != "VBN" or asked.dep != "advcl" or cue.i > asked.i or not takes_clause(cue, knowledge):
            continue
        clause = sentence.child(asked, "ccomp")
        opened = clause is not None and any(m.text == "that" for m in sentence.children(clause, "mark"))
        if clause is not None and opened and any(w.tag == "WRB" for w in sentence.children(asked, "advmod")):
            yield moved(clause, cue.i, "ccomp")


def _interposed(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "Berg told her, *aides said*, that he would go": the clause is what Mr Berg told her, not what the aides said."""
    for cue in sentence.tokens:
        verb = sentence.head(cue)
        if cue.dep not in _INSERTED or not verb.i < cue.i or not takes_clause(verb, knowledge) or not _is_set_off(sentence, cue):
            continue
        clause = sentence.child(cue, "ccomp", "xcomp")
        opener = sentence.subtree(clause)[0] if clause is not None and clause.i > cue.i else None
        if clause is None or opener is None or opener.text.lower() not in {"that", "to"} or sentence.tokens[opener.i - 1].text != ",":
            continue
        if not any(c.i > verb.i and c is not cue for c in sentence.children(verb, "ccomp", "xcomp")):
            yield moved(clause, verb.i, clause.dep)
            yield moved(cue, verb.i, "parataxis")


def _is_set_off(sentence: Sentence, cue: Token) -> bool:
    """Whether a comma stands before a verb's subject."""
    subject = sentence.child(cue, "nsubj")
    first = sentence.subtree(subject)[0].i if subject is not None and subject.i < cue.i else 0
    return first > 0 and sentence.tokens[first - 1].text == ","


def _said_by(sentence: Sentence, clause: Token) -> Token | None:
    """The verb that a clause may belong to: the one it hangs on, or that of "said in a statement that …"."""
    above = sentence.head(clause)
    if clause.dep == "advcl":
        return above
    if clause.dep in {"acl", "relcl"} and above.dep == "pobj" and sentence.head(above).text.lower() == "in":
        return sentence.head(sentence.head(above))
    return None


def _second_cues(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "said they remain committed and *urged* both armies to leave": a second act of the speaker, not of those spoken about."""
    for verb in sentence.tokens:
        if verb.dep != "conj" or verb.pos != "VERB" or verb.tag not in {*_FINITE, "VBN"} or not _acts(verb, knowledge):
            continue
        clause = _first_of(sentence, verb)
        if clause.dep in _INNER and _behind_comma(sentence, verb):  # "said it was time they left, and called for calm"
            clause = next((a for a in sentence.ancestors(clause) if a.dep == "ccomp"), clause)
        cue = sentence.head(clause)
        if clause.dep != "ccomp" or not cue.i < clause.i < verb.i or not _alike(sentence, cue, verb):
            continue
        if _another_time(sentence, clause, cue) or _same_speaker(sentence, clause) or _is_state(sentence, clause, verb, knowledge):
            yield moved(verb, cue.i, "conj")
            between = sentence.children(sentence.head(verb), "cc", "punct")
            yield from (moved(t, cue.i, t.dep) for t in between if clause.i < t.i < verb.i and _is_last(between, t, verb))


def _second_infinitives(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[tuple[int, Token]]:
    """ "took to the air to accuse them of lying and *urge* calm": a second purpose of the speaker."""
    for verb in sentence.tokens:
        if verb.dep != "conj" or verb.tag != "VB" or not _acts(verb, knowledge) or _has_own(sentence, verb):
            continue
        first = _first_of(sentence, verb)
        if first.tag not in {"VBG", "VBN"} or first.dep not in {"pcomp", "xcomp", "ccomp"}:
            continue
        cue = next((a for a in sentence.ancestors(first) if a.pos == "VERB"), None)
        if cue is not None and cue.tag == "VB" and _acts(cue, knowledge):
            yield moved(verb, cue.i, "conj")
            yield from (moved(t, cue.i, t.dep) for t in sentence.children(first, "cc") if first.i < t.i < verb.i)


def _behind_comma(sentence: Sentence, verb: Token) -> bool:
    return verb.i > 2 and [t.text.lower() for t in sentence.tokens[verb.i - 2 : verb.i]] == [",", "and"]


def _alike(sentence: Sentence, cue: Token, verb: Token) -> bool:
    """Whether two verbs have one form: "told … and urged", "had told … and had urged", "has said … and demanded"."""
    if any(c.dep in _SUBJECTS or c.dep == "auxpass" for c in sentence.children(verb)):
        return False
    first, second = (tuple(c.text.lower() for c in sentence.children(v, "aux")) for v in (cue, verb))
    if cue.tag == verb.tag and first == second:
        return True
    return cue.tag == "VBN" and verb.tag == "VBD" and not second and first in {("has",), ("have",)}


def _is_last(between: Sequence[Token], token: Token, verb: Token) -> bool:
    return token.dep == "cc" and token.i == max(t.i for t in between if t.dep == "cc" and t.i < verb.i)


def _acts(verb: Token, knowledge: CueKnowledge) -> bool:
    return any(c.acts for c in knowledge.cues.get(("verb", verb.lemma), ()))


def _first_of(sentence: Sentence, verb: Token) -> Token:
    above = sentence.head(verb)
    while above.dep == "conj" and above.pos in {"VERB", "AUX"}:
        above = sentence.head(above)
    return above


def _has_own(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has a subject or an auxiliary of its own."""
    return any(c.dep in _SUBJECTS or c.dep in {"aux", "auxpass"} for c in sentence.children(verb))


def _another_time(sentence: Sentence, clause: Token, cue: Token) -> bool:
    """Whether the reported clause stands in the present or the future, and the acts in the past."""
    forms = [clause, *sentence.children(clause, "aux")]
    if cue.tag == "VBD" and any(t.text.lower() == "had" for t in forms[1:]):  # "pointed out that it had fired first and stressed …"
        return True
    return cue.tag in {"VBD", "VBN"} and not any(t.tag == "VBD" for t in forms) and any(t.tag in {"VBZ", "VBP", "MD"} for t in forms)


def _is_state(sentence: Sentence, clause: Token, verb: Token, knowledge: CueKnowledge) -> bool:
    """Whether the clause tells how something is, and the second verb says another: "that famine was near and said …"."""
    speaks = any(c.speaks for c in knowledge.cues.get(("verb", verb.lemma), ()))
    urges = _behind_quotation(sentence, verb) and sentence.child(verb, "xcomp") is not None  # "was a “fraud” and urged them to leave"
    return clause.lemma == "be" and ((speaks and sentence.child(verb, "ccomp") is not None) or urges)


def _behind_quotation(sentence: Sentence, verb: Token) -> bool:
    """Whether quoted words end right before the "and" before a verb."""
    before = [t.text for t in sentence.tokens[max(0, verb.i - 3) : verb.i]]
    return "and" in before and bool(_CLOSING & set(before[: before.index("and")]))


def _same_speaker(sentence: Sentence, clause: Token) -> bool:
    """Whether the clause is about a pronoun, or about nobody ("there was")."""
    subject = sentence.child(clause, *_SUBJECTS)
    return subject is not None and (subject.dep == "expl" or subject.text.lower() in {"it", "he", "she", "they"})


# What is put right, and the labels without which there is nothing to put right.
_CHANGES: tuple[tuple[Callable[[Sentence, CueKnowledge], Iterator[tuple[int, Token]]], frozenset[str]], ...] = (
    (noun_for_verb, frozenset({"nsubj"})),
    (citing_first, frozenset({"appos", "dobj"})),
    (citing_behind, frozenset({"parataxis", "dobj"})),
    (citing_last, frozenset({"advcl", "ccomp", "dobj"})),
    (cleft, frozenset({"csubj", "ccomp"})),
    (quoted_behind, frozenset({"ccomp", "pcomp"})),
    (behind_dash, frozenset({"punct"})),
    (adrift, frozenset({"punct"})),
    (before_semicolon, frozenset({"ccomp", "punct"})),
    (headless, frozenset({"punct", "conj"})),
    (read_out, frozenset({"pobj"})),
    (that_for_this, frozenset({"ccomp", "dobj", "det"})),
    (participle_before_noun, frozenset({"ccomp", "relcl", "dobj"})),
    (noun_for_clause, frozenset({"ccomp", "mark", "amod"})),
    (deed_for_thing, frozenset({"amod", "pobj"})),
    (thanks_for, frozenset({"dobj", "pobj"})),
    (_main_verbs, frozenset({"relcl", "acl", "nsubj"})),
    (_first_acts, frozenset({"ccomp", "cc"})),
    (_that_clauses, frozenset({"nsubj"})),
    (interrupted, frozenset({"punct"})),
    (according_inside, frozenset({"mark", "prep"})),
    (asked_before, frozenset({"nsubj", "ccomp"})),
    (_interposed, frozenset({"nsubj", "punct"})),
    (behind_when, frozenset({"prep"})),
    (adjective_for_clause, frozenset({"ccomp", "mark"})),
    (_answers, frozenset({"advcl", "ccomp", "mark"})),
    (beside_infinitive, frozenset({"conj", "aux"})),
    (_second_cues, frozenset({"conj", "ccomp"})),
    (_second_infinitives, frozenset({"conj", "aux"})),
)
