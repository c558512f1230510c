"""Parses put right where a word was taken for another: "that" for an article, a participle for an adjective, a subject for an adverb."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# What the parser may call a subject that an insertion parts from its verb.
_ADRIFT = frozenset({"advmod", "npadvmod", "dep", "nmod", "compound", "amod", "intj", "meta"})

Change = tuple[int, Token]


def moved(token: Token, head: int, dep: str, tag: str | None = None, pos: str | None = None) -> Change:
    """A token hung from another word, and read as another part of speech."""
    return token.i, msgspec.structs.replace(token, head=head, dep=dep, tag=tag or token.tag, pos=pos or token.pos)


def that_for_this(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "stressed *that* outside help must end": taken for "that outside help", and the help for what was stressed."""
    for verb in sentence.tokens:
        cue = next((c for c in sentence.children(verb, "ccomp") if c.i < verb.i and c.tag in _FINITE), None)
        if cue is None or not takes_clause(cue, knowledge) or has_subject(sentence, verb) or not has_subject(sentence, cue):
            continue
        noun = next((c for c in sentence.children(cue, "dobj") if cue.i < c.i < verb.i), None)
        that = next((c for c in sentence.children(noun, "det") if c.text.lower() == "that"), None) if noun is not None else None
        if noun is None or that is None or any(t.text == "," for t in sentence.tokens[cue.i : verb.i]) or not is_finite(sentence, verb):
            continue
        above, dep = (cue.i, "ROOT") if verb.head == verb.i else (verb.head, verb.dep)
        yield moved(cue, above, dep)
        yield moved(verb, cue.i, "ccomp")
        yield moved(that, verb.i, "mark", "IN")
        yield moved(noun, verb.i, "nsubjpass" if sentence.child(verb, "auxpass") is not None else "nsubj")
        return


def participle_before_noun(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "told the council by video *that detained* staff must be freed": nobody detained them there; the staff must be freed."""
    for clause in sentence.tokens:
        cue = sentence.head(clause)
        if clause.dep != "ccomp" or clause.i < cue.i or has_subject(sentence, clause) or not takes_clause(cue, knowledge):
            continue
        inside = sentence.tokens[cue.i + 1 : clause.i]
        that = next((t for t in inside if t.text.lower() == "that" and t.dep in _SUBJECTS), None)
        taken = sentence.head(that) if that is not None else None
        if that is None or taken is None or taken.i != that.i + 1 or taken.dep != "relcl" or not is_finite(sentence, clause):
            continue
        noun = sentence.child(taken, "dobj")
        if noun is None or not taken.i < noun.i < clause.i or any(t.tag in _FINITE for t in inside if noun.i < t.i < clause.i - 2):
            continue
        yield moved(that, clause.i, "mark", "IN")
        yield moved(taken, noun.i, "amod", "VBN")
        yield moved(noun, clause.i, "nsubjpass" if sentence.child(clause, "auxpass") is not None else "nsubj")
        return


def adrift(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Mrs Holm, *speaking in Oslo*, had called him …": the insertion parts a subject from its verb, and it is taken for an adverb."""
    root = sentence.root
    first = next((t for t in sentence.tokens if t.text == ","), None)
    if first is None or root.pos not in {"VERB", "AUX"} or has_subject(sentence, root):
        return
    opens = min(t.i for t in (root, *sentence.children(root, "aux", "auxpass")) if t.i <= root.i)
    tops = [t for t in sentence.tokens[: first.i] if t.head == root.i and t.pos != "PUNCT"]
    if len(tops) != 1 or tops[0].pos not in _NOUNS or tops[0].dep not in _ADRIFT or sentence.tokens[opens - 1].text != ",":
        return
    if first.i < opens - 1 and is_finite(sentence, root):
        yield moved(tops[0], root.i, "nsubjpass" if sentence.child(root, "auxpass") is not None else "nsubj")


def headless(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Her colleague, when I asked him, *shrugged* and said …": taken for a noun with something joined to it."""
    noun = sentence.root
    aside = next((c for c in sentence.children(noun, "relcl", "acl", "advcl") if c.i > noun.i), None)
    if noun.pos not in _NOUNS or aside is None or sentence.tokens[sentence.subtree(noun)[0].i].i != 0:
        return
    below = (*sentence.children(noun, "conj"), *sentence.children(aside, "conj"))
    verb = next((c for c in below if c.pos == "VERB" and c.tag in {"VBN", "VBD"} and c.i > aside.i), None)
    if verb is None or sentence.tokens[verb.i - 1].text != "," or sentence.tokens[noun.i + 1].text != "," or has_subject(sentence, verb):
        return
    yield moved(verb, verb.i, "ROOT", "VBD")
    yield moved(noun, verb.i, "nsubj")
    if any(c.tag == "WRB" for c in sentence.children(aside)):
        yield moved(aside, verb.i, "advcl")


def read_out(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "said in a statement *read* out on television": how the statement came, not what was said."""
    for verb in sentence.tokens[1:]:
        noun = sentence.tokens[verb.i - 1]
        cue = sentence.head(verb)
        if verb.tag != "VBN" or verb.dep not in {"ccomp", "advcl", "xcomp", "conj"} or noun.lemma not in knowledge.documents:
            continue
        if noun.dep == "pobj" and cue.i < noun.i and not sentence.children(verb, "aux", "auxpass", *_SUBJECTS):
            yield moved(verb, noun.i, "acl")


def deed_for_thing(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "accused them of *massing* troops along the border": a deed with its place, not troops that mass."""
    for deed in sentence.tokens[1:]:
        marker, noun = sentence.tokens[deed.i - 1], sentence.head(deed)
        cue = sentence.head(marker)
        if deed.tag != "VBG" or deed.dep != "amod" or marker.lemma != "of" or noun.head != marker.i or noun.dep != "pobj":
            continue
        if not any("of" in c.takes for c in knowledge.cues.get(("verb", cue.lemma), ())):
            continue
        yield moved(deed, marker.i, "pcomp")
        yield moved(noun, deed.i, "dobj")
        behind = noun
        for phrase in sentence.children(cue, "prep"):
            if phrase.i == behind.i + 1:
                yield moved(phrase, deed.i, "prep")
                behind = sentence.subtree(phrase)[-1]


def before_semicolon(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "He had called it *theft*; she had answered that …": two sentences, the first not said by anybody in the second."""
    root = sentence.root
    subject = next((c for c in sentence.children(root) if c.dep in _SUBJECTS), None)
    first = next((c for c in sentence.children(root, "ccomp") if c.i < root.i), None)
    if subject is None or first is None or not has_subject(sentence, first) or not is_finite(sentence, first):
        return
    stop = next((t for t in sentence.tokens[first.i : root.i] if t.text == ";"), None)
    if stop is not None and stop.i < sentence.subtree(subject)[0].i:
        yield moved(first, first.i, "ROOT")
        yield moved(root, first.i, "conj")


def noun_for_clause(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "said *that Baku preferred* direct talks": taken for "preferred talks", of Baku."""
    for noun in sentence.tokens:
        cue = sentence.head(noun)
        if noun.dep != "ccomp" or noun.pos != "NOUN" or noun.i < cue.i or not takes_clause(cue, knowledge):
            continue
        marker = sentence.child(noun, "mark")
        verb = next((c for c in sentence.children(noun, "amod") if c.tag == "VBD" and c.i < noun.i), None)
        who = next((c for c in sentence.children(noun, "nmod", "compound", "poss") if verb is not None and c.i == verb.i - 1), None)
        if marker is None or verb is None or who is None or has_subject(sentence, noun) or who.pos not in _NOUNS:
            continue
        yield moved(verb, cue.i, "ccomp")
        yield moved(who, verb.i, "nsubj")
        yield moved(marker, verb.i, "mark")
        yield moved(noun, verb.i, "dobj")
        yield from (moved(t, verb.i, t.dep) for t in sentence.children(noun, "prep", "punct") if t.i > noun.i)


def thanks_for(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "expressed his thanks to the king *for* the help": what he is thanked for hangs on the thanks, not on the king."""
    for noun in sentence.tokens:
        verb = sentence.head(noun)
        takes = {name for c in knowledge.cues.get(("noun", noun.lemma), ()) for name in c.takes} - {"to"}
        if noun.dep != "dobj" or verb.lemma not in knowledge.light or sentence.child(noun, "prep") is not None or not takes:
            continue
        beside = next((c for c in sentence.children(verb, "prep") if c.i == noun.i + 1 and c.text in takes), None)
        if beside is not None:  # "expressed sorrow *over* the fire"
            yield moved(beside, noun.i, "prep")
            continue
        to = next((c for c in sentence.children(verb, "prep", "dative") if c.text == "to" and c.i > noun.i), None)
        whom = sentence.child(to, "pobj") if to is not None else None
        marker = next((c for c in sentence.children(whom, "prep") if c.text == "for"), None) if whom is not None else None
        if marker is not None and "for" in takes:
            yield moved(marker, noun.i, "prep")


def takes_clause(cue: Token, knowledge: CueKnowledge) -> bool:
    """Whether a verb is a cue that takes a clause."""
    return any("clause" in c.takes for c in knowledge.cues.get(("verb", cue.lemma), ()))


def has_subject(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep in _SUBJECTS for c in sentence.children(verb))


def is_finite(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, has a tense."""
    return verb.tag in _FINITE or any(t.tag in _FINITE for t in sentence.children(verb, "aux", "auxpass"))
