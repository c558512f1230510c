"""Which part of a sentence is a cue's content: one small function a complement kind."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from communique.knowledge.cues import Cue
from communique.model import Sentence, Span, Token, cover
from communique.statements.clauses import is_passive, phrase, trimmed

_CLAUSES = ("ccomp", "csubjpass")


class Found(msgspec.Struct, frozen=True):
    """A cue's content in one frame. ``head`` is the content's head token, ``addressee`` the object spoken to."""

    content: Span
    frame: str
    head: Token
    addressee: Token | None = None


def in_frames(sentence: Sentence, word: Token, cue: Cue) -> Found | None:
    """The content of the first of the cue's frames that the parse fills (``quote`` is not the parse's to fill)."""
    for name in cue.takes:
        if name == "quote":
            continue
        finder = _COMPLEMENTS.get(name)
        found = finder(sentence, word) if finder else _preposition(sentence, word, name)
        if found is not None and _needed(cue, found):
            return found
    return None


def _needed(cue: Cue, found: Found) -> bool:
    return not cue.needs or found.head.lemma in cue.needs


def _clause(sentence: Sentence, word: Token) -> Found | None:
    """ "said (that) …", "claim that …"; what stands before the cue is the postposed rule's."""
    deps = ("ccomp",) if word.pos in {"VERB", "AUX"} else ("ccomp", "acl", "relcl")
    holder = sentence.head(word) if word.pos == "ADJ" and word.dep == "acomp" else word
    for clause in (*sentence.children(word, *deps), *(sentence.children(holder, "ccomp") if holder is not word else ())):
        if clause.dep in {"acl", "relcl"} and not _finite(sentence, clause):
            continue
        if sentence.child(clause, "aux") is None and clause.tag == "VB" and _raised(sentence, word, clause):
            continue
        if _is_infinitive(sentence, clause):
            continue
        span = clause_span(sentence, clause, word)
        if span is not None:
            return Found(span, "clause", clause, _told(sentence, word, clause))
    return None


def _raised(sentence: Sentence, word: Token, clause: Token) -> bool:
    return sentence.child(word, "dobj") is not None and clause.i > word.i


def _finite(sentence: Sentence, clause: Token) -> bool:
    """Whether "that" or "whether" opens a clause: as its mark, or (so the parser may err) as the object of an intransitive verb."""
    opener = sentence.child(clause)
    return opener is not None and opener.text.lower() in {"that", "whether", "if"} and (opener.dep == "mark" or clause.dep == "acl")


def clause_span(sentence: Sentence, clause: Token, word: Token) -> Span | None:
    """All that hangs under a content clause, with conjoined "that" clauses the parser hung on the cue."""
    inside = [t for t in sentence.subtree(clause) if t.i != word.i]
    side = [t for t in inside if (t.i < word.i) == (clause.i < word.i)]
    span = trimmed(side or inside)
    if span is None or clause.i < word.i:
        return span
    more = [c for c in sentence.children(word, "conj") if c.i > clause.i and _finite(sentence, c)]
    return cover([span, *(phrase(sentence, c) for c in more)])


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(c.tag == "TO" for c in sentence.children(verb, "aux"))


def _told(sentence: Sentence, word: Token, clause: Token) -> Token | None:
    """Whom the cue speaks to: "told reporters that", "was told that"."""
    if is_passive(sentence, word):
        return sentence.child(word, "nsubjpass")
    spoken_to = sentence.child(word, "dative", "dobj")
    if spoken_to is None or spoken_to.i > clause.i:
        return None
    return sentence.child(spoken_to, "pobj") if spoken_to.pos == "ADP" else spoken_to


def _infinitive(sentence: Sentence, word: Token) -> Found | None:
    """ "vowed to …", "promise to …", "eager to …"."""
    deps = ("xcomp", "acl", "relcl") if word.pos == "NOUN" else ("xcomp", "ccomp", "advcl")
    for verb in sentence.children(word, *deps):
        if verb.i > word.i and _is_infinitive(sentence, verb) and sentence.child(verb, "nsubj") is None:
            if verb.dep == "advcl" and word.pos != "ADJ" and sentence.child(word, "dobj") is not None:
                continue
            return Found(phrase(sentence, verb), "infinitive", verb, _told(sentence, word, verb))
    return None


def _object_infinitive(sentence: Sentence, word: Token) -> Found | None:
    """ "urged X to …", "was asked to …": the content is what X shall do."""
    for verb in sentence.children(word, "xcomp", "ccomp", "advcl"):
        if verb.i < word.i or not _is_infinitive(sentence, verb):
            continue
        subject = sentence.child(verb, "nsubj")
        whom = sentence.child(word, "dobj", "nsubjpass") or subject
        if whom is not None and whom.i < verb.i:
            inside = [t for t in sentence.subtree(verb) if subject is None or t.i > max(s.i for s in sentence.subtree(subject))]
            span = trimmed(inside)
            return Found(span, "object-infinitive", verb, whom) if span else None
    return None


def _gerund(sentence: Sentence, word: Token) -> Found | None:
    """ "considered leaving", "denied having met"."""
    for verb in sentence.children(word, "xcomp", "ccomp"):
        if verb.i > word.i and (verb.tag == "VBG" or any(a.tag == "VBG" for a in sentence.children(verb, "aux"))):
            return Found(phrase(sentence, verb), "gerund", verb)
    return None


def _object(sentence: Sentence, word: Token) -> Found | None:
    """ "condemned the attack"; of a passive, its subject."""
    thing = sentence.child(word, "nsubjpass") if is_passive(sentence, word) else sentence.child(word, "dobj")
    if thing is None and is_passive(sentence, word) and word.dep == "acl":
        return None
    if thing is None or thing.tag in {"WDT", "WP"}:
        return None
    return Found(phrase(sentence, thing), "object", thing)


def _object_as(sentence: Sentence, word: Token) -> Found | None:
    """ "described the vote as a sham": the content is what is said of what."""
    thing = sentence.child(word, "dobj", "nsubjpass")
    holders = (word,) if thing is None else (word, thing)
    marker = next((c for h in holders for c in sentence.children(h, "prep", "mark") if c.lemma == "as"), None)
    value = sentence.child(marker, "pobj", "pcomp", "amod", "acomp") if marker else None
    if thing is None or marker is None or value is None:
        return None
    spans = [phrase(sentence, marker)]
    if thing.i > word.i and thing.tag not in {"WDT", "WP"}:
        spans.append(phrase(sentence, thing))
    return Found(cover(spans), "object-as", value)


def _object_predicate(sentence: Sentence, word: Token) -> Found | None:
    """ "called the vote a sham"."""
    for value in sentence.children(word, "oprd", "ccomp", "xcomp"):
        if value.i < word.i or _is_infinitive(sentence, value) or value.pos in {"VERB", "AUX"}:
            continue
        thing = sentence.child(word, "dobj", "nsubjpass") or sentence.child(value, "nsubj")
        if thing is None:
            return Found(phrase(sentence, value), "object-predicate", value)
        spans = [phrase(sentence, value)] if thing.i < word.i else [phrase(sentence, thing), phrase(sentence, value)]
        return Found(cover(spans), "object-predicate", value)
    return None


def _preposition(sentence: Sentence, word: Token, name: str) -> Found | None:
    """ "called for a truce", "criticism of the plan"; also where the parser hung the phrase on the object."""
    whom = sentence.child(word, "dobj", "dative", "nsubjpass")
    for holder in (word, whom) if whom is not None else (word,):
        for marker in sentence.children(holder, "prep", "agent", "prt", "dative"):
            if marker.lemma != name or marker.i < word.i:
                continue
            thing = sentence.child(marker, "pobj", "pcomp")
            if thing is not None and marker.dep != "prt":
                return Found(phrase(sentence, thing), name, thing, whom)
    return None


_COMPLEMENTS: dict[str, Callable[[Sentence, Token], Found | None]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object-infinitive": _object_infinitive,
    "gerund": _gerund,
    "object": _object,
    "object-as": _object_as,
    "object-predicate": _object_predicate,
}
