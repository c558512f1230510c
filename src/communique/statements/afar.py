"""Clauses and acts that the parser hung on a word between them and the verb they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Token
from communique.statements.misread import Change, has_subject, moved, takes_clause

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_PAST_OR_PRESENT = frozenset({"VBD", "VBZ"})
_VERBAL = frozenset({"VERB", "AUX"})
_DASHES = frozenset({"-", "–", "—"})
_LONGEST_NAME = 4


def behind_when(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "said after the call in May *that Berg had agreed*", "said after meeting her *that …*": what was said, not which call."""
    for clause in sentence.tokens:
        held = sentence.head(clause)
        marker = sentence.head(held)
        cue = sentence.head(marker)
        if clause.dep not in {"relcl", "acl", "ccomp"} or held.dep not in {"pobj", "pcomp"} or marker.lemma not in knowledge.when:
            continue
        if not cue.i < marker.i < held.i < clause.i or cue.pos != "VERB" or not takes_clause(cue, knowledge):
            continue
        opener = _opener(sentence, held, clause)
        if opener is not None and _is_said(sentence, held, clause, opener, knowledge):
            yield moved(clause, cue.i, "ccomp")
            yield moved(opener, clause.i, "mark", "IN")
            yield from (moved(c, clause.i, "conj") for c in sentence.children(cue, "ccomp") if c.i > clause.i)


def _opener(sentence: Sentence, held: Token, clause: Token) -> Token | None:
    """The "that" of a clause, where only the phrases of what holds it stand before."""
    opener = sentence.subtree(clause)[0]
    between = sentence.tokens[held.i + 1 : opener.i]
    plain = all(t.pos not in {*_VERBAL, "PUNCT", "SCONJ", "CCONJ"} for t in between)
    return opener if opener.text == "that" and plain and (not between or opener.tag == "IN") else None


def _is_said(sentence: Sentence, held: Token, clause: Token, opener: Token, knowledge: CueKnowledge) -> bool:
    """Whether the clause has a subject of its own and nothing between could have said it."""
    if not any(c.dep in _SUBJECTS and c.i > opener.i for c in sentence.children(clause)):
        return False
    if held.pos in _VERBAL:  # "after *hearing* that …" tells what was heard
        return clause.dep == "ccomp" and not takes_clause(held, knowledge)
    return not _needs_object(sentence, clause, opener)


def _needs_object(sentence: Sentence, clause: Token, opener: Token) -> bool:
    """Whether "that" is what the clause's own verb acts on, and nothing else is: "the pact *that* Berg had signed"."""
    return opener.head == clause.i and opener.dep == "dobj" and not any(c.i > clause.i for c in sentence.children(clause))


def beside_infinitive(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "called on them to leave and *voiced* concern": a verb with a tense goes on with "called", not with "to leave"."""
    for verb in sentence.tokens:
        first = sentence.head(verb)
        tag = _tense(sentence, verb)
        if verb.dep != "conj" or tag is None or first.tag != "VB" or has_subject(sentence, verb):
            continue
        if not any(a.tag == "TO" for a in sentence.children(first, "aux")):
            continue
        above = next((a for a in sentence.ancestors(first) if a.tag == tag and a.pos in _VERBAL), None)
        if above is not None and above.i < first.i and not sentence.children(verb, "aux", "auxpass"):
            yield moved(verb, above.i, "conj", tag)
            yield from (moved(t, above.i, t.dep) for t in sentence.children(first, "cc", "punct") if first.i < t.i < verb.i)


def _tense(sentence: Sentence, verb: Token) -> str | None:
    """The tense of a verb; a participle with an object is a past: "and *expressed* concern"."""
    if verb.tag == "VBN" and sentence.child(verb, "dobj", "ccomp") is not None:
        return "VBD"
    return verb.tag if verb.tag in _PAST_OR_PRESENT else None


def citing_first(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Citing three officials, *the Courier reported* that …": the paper is no apposition of theirs."""
    first = sentence.tokens[0]
    if first.tag != "VBG" or first.lemma.lower() not in knowledge.citing or sentence.root is not first:
        return
    cited = sentence.child(first, "dobj")
    paper = sentence.child(cited, "appos") if cited is not None else None
    verb = next(
        (c for n in (cited, paper) if n is not None for c in sentence.children(n, "acl", "relcl") if c.tag in {"VBD", "VBZ", "VBN"}), None
    )
    if paper is None or verb is None or verb.i < paper.i or not takes_clause(verb, knowledge):
        return
    yield moved(verb, verb.i, "ROOT", "VBD" if verb.tag == "VBN" else verb.tag)
    yield moved(paper, verb.i, "nsubj")
    yield moved(first, verb.i, "advcl")
    yield from (moved(t, verb.i, t.dep) for t in sentence.children(first, "punct") if t.i > verb.i)


def citing_behind(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "The raid, the paper said, *citing officials*, had failed": the paper cites them."""
    for verb in sentence.tokens[:-2]:
        comma, citing = sentence.tokens[verb.i + 1 : verb.i + 3]
        inserted = verb.dep == "parataxis" and comma.text == "," and citing.tag == "VBG" and citing.lemma in knowledge.citing
        if inserted and citing.head == verb.head and takes_clause(verb, knowledge):
            yield moved(citing, verb.i, "advcl")


def citing_last(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "The paper reported that Oman would wait, *citing an official*": the paper cites him, not Oman."""
    above = next((t for t in sentence.tokens if t.dep == "ROOT"), None)
    if above is None or not takes_clause(above, knowledge):
        return
    for word in sentence.tokens[above.i + 1 :]:
        behind = word.tag == "VBG" and word.lemma in knowledge.citing and word.dep == "advcl" and word.head != above.i
        whom = sentence.child(word, "dobj")
        if behind and sentence.tokens[word.i - 1].text == "," and whom is not None and whom.lemma in knowledge.voices:
            yield moved(word, above.i, "advcl")


def quoted_behind(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "*The line was clear*, the agency quoted the ministry as saying": what was said is the ministry's, not the agency's."""
    for said in sentence.tokens:
        marker = sentence.head(said)
        verb = sentence.head(marker)
        if said.dep != "pcomp" or said.tag != "VBG" or marker.lemma != "as" or verb.lemma not in knowledge.citing:
            continue
        clause = sentence.child(verb, "ccomp")
        own = sentence.child(said, "ccomp", "dobj", "xcomp")
        if clause is not None and clause.i < verb.i and own is None and has_subject(sentence, clause) and takes_clause(said, knowledge):
            yield moved(clause, said.i, "ccomp")


def cleft(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "*What Berg told her* was *that the straits were open*": what he told her."""
    for cue in sentence.tokens:
        above = sentence.head(cue)
        if cue.dep != "csubj" or above.lemma != "be" or not takes_clause(cue, knowledge):
            continue
        clause = sentence.child(above, "ccomp")
        opener = sentence.subtree(cue)[0]
        if clause is not None and clause.i > above.i and opener.text.lower() == "what" and sentence.child(cue, "ccomp") is None:
            yield moved(clause, cue.i, "ccomp")


def noun_for_verb(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Officials *insist*, in private, that it is over": taken for a noun, though it has a subject and a clause."""
    root = sentence.root
    if root.tag not in {"NN", "NNS"} or not has_subject(sentence, root) or not takes_clause(root, knowledge):
        return
    if sentence.child(root, "ccomp") is not None and sentence.child(root, "cop", "det", "poss", "amod") is None:
        yield moved(root, root.head, root.dep, "VBZ" if root.tag == "NNS" else "VBP", "VERB")


def adjective_for_clause(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "made *clear* in a talk with her that it was over": taken for a clause of its own."""
    for word in sentence.tokens:
        verb = sentence.head(word)
        if word.dep != "ccomp" or word.pos != "ADJ" or verb.pos != "VERB" or word.i != verb.i + 1:
            continue
        bare = not sentence.children(word, *_SUBJECTS, "aux", "mark", "cop")
        if bare and any(t.text == "that" and t.dep == "mark" for t in sentence.tokens[word.i + 1 :]):
            yield moved(word, verb.i, "oprd")  # with the verb one cue, "make clear"


def behind_dash(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Rockets fall on port - *Berg*": who is named behind the dash of a headline is no part of what it tells."""
    dash = next((t for t in sentence.tokens[-_LONGEST_NAME - 1 :] if t.text in _DASHES), None)
    if sentence.number > 0 or dash is None or dash.i < 2 or dash.i + 1 == len(sentence.tokens):
        return
    name, root = sentence.tokens[dash.i + 1 :], sentence.root
    spaced = sentence.tokens[dash.i - 1].end < dash.start and dash.end < name[0].start
    if not spaced or root.i >= dash.i or any(t.pos not in {"PROPN", "NOUN", "ADJ"} for t in name):
        return
    last = name[-1]
    yield moved(dash, root.i, "punct")
    yield from (moved(t, last.head, last.dep) for t in sentence.tokens[: dash.i] if t.head >= name[0].i and t.pos != "PUNCT")
    yield moved(last, root.i, "parataxis")
    yield from (moved(t, last.i, "compound") for t in name[:-1] if t.head <= dash.i)
