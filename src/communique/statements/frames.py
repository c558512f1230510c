"""Which part of a sentence is a cue's content: one small function a complement kind."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from communique.knowledge.cues import Cue
from communique.model import Sentence, Span, Token, cover
from communique.statements.clauses import is_passive, phrase, trimmed

_RELATIVE = frozenset({"WDT", "WP"})
_ASKED = frozenset({"on", "upon", "to", "with"})  # "called on", "appealed to", "pleaded with X to act"
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADVERBIAL = frozenset({"after", "before", "while", "as", "because", "since", "although", "though", "until"})


class Found(msgspec.Struct, frozen=True):
    """A cue's content in one frame. ``head`` is the content's head token, ``addressee`` the object spoken to."""

    content: Span
    frame: str
    head: Token
    addressee: Token | None = None


def in_frames(sentence: Sentence, word: Token, cue: Cue) -> Found | None:
    """The content of the first of the cue's frames that the parse fills (``quote`` is not the parse's to fill)."""
    # "scheduled to meet to discuss X" tells of no speech.
    if cue.topical and _is_infinitive(sentence, word):
        return None
    for name in cue.takes:
        if name == "quote":
            continue
        finder = _COMPLEMENTS.get(name)
        found = finder(sentence, word) if finder else _preposition(sentence, word, cue, name)
        if found is not None and _needed(cue, found):
            return found
    return None


def _needed(cue: Cue, found: Found) -> bool:
    return not cue.needs or found.head.lemma in cue.needs


def _clause(sentence: Sentence, word: Token) -> Found | None:
    """ "said (that) …", "claim that …"; what stands before the cue is the postposed rule's."""
    deps = ("ccomp",) if word.pos in {"VERB", "AUX"} else ("ccomp", "acl", "relcl")
    holder = sentence.head(word) if word.pos == "ADJ" and word.dep == "acomp" else word
    clauses = [*sentence.children(word, *deps), *(sentence.children(holder, "ccomp") if holder is not word else ())]
    if not clauses:
        return None
    # What follows the cue comes first: of two clauses the one before is often another cue's.
    for clause in sorted((_beneath_tail(sentence, c) for c in clauses), key=lambda c: (c.i < word.i, c.i)):
        if clause.dep in {"acl", "relcl"} and not _finite(sentence, clause):
            continue
        if sentence.child(clause, "aux") is None and clause.tag == "VB" and _raised(sentence, word, clause):
            continue
        if _is_infinitive(sentence, clause) or _is_adverbial(sentence, clause) or _closed_off(sentence, clause, word):
            continue
        if clause.i < word.i and sentence.subtree(clause)[0].text == "When":  # "When he met her, Mr Bo complained"
            continue
        span = clause_span(sentence, clause, word)
        if span is not None:
            return Found(span, "clause", clause, _told(sentence, word, clause))
    return None


def _closed_off(sentence: Sentence, clause: Token, word: Token) -> bool:
    """Whether a semicolon ends a clause before its cue: "the king was displeased; the palace would not comment"."""
    return any(t.text == ";" for t in sentence.tokens[clause.i : word.i])


def _is_adverbial(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells when or why, whatever the parser calls it: "told him, after he had left"."""
    if any(c.text.lower() == "that" for c in sentence.children(clause, "mark")):
        return False
    opener = sentence.subtree(clause)[0]
    if opener.tag == "WRB" and _after_a_comma(sentence, clause):  # "ended a visit to Oslo, where he met her"
        return True
    bare = clause.tag == "VBG" and sentence.child(clause, "aux") is None
    if bare and _after_a_comma(sentence, clause):  # "said, suggesting a few questions", "said, his voice breaking"
        return True
    return opener.pos == "SCONJ" and opener.tag == "IN" and opener.dep in {"mark", "prep"} and opener.lemma in _ADVERBIAL


def _beneath_tail(sentence: Sentence, clause: Token) -> Token:
    """The clause itself where the parser put the ", the paper reported" behind a sentence above it."""
    inner = next((c for c in sentence.children(clause, "ccomp") if c.i < clause.i), None)
    return inner if inner is not None and _is_tail(sentence, inner, clause) else clause


def _is_tail(sentence: Sentence, inner: Token, verb: Token) -> bool:
    subject = sentence.child(verb, "nsubj")
    if subject is None or not inner.i < subject.i < verb.i:
        return False
    first = sentence.subtree(subject)[0].i
    return sentence.tokens[first - 1].text == "," and verb.pos == "VERB"


def _raised(sentence: Sentence, word: Token, clause: Token) -> bool:
    return sentence.child(word, "dobj") is not None and clause.i > word.i


def _finite(sentence: Sentence, clause: Token) -> bool:
    """Whether "that" or "whether" opens a clause: as its mark, or (so the parser may err) as the object of an intransitive verb."""
    opener = sentence.child(clause)
    return opener is not None and opener.text.lower() in {"that", "whether", "if"} and (opener.dep == "mark" or clause.dep == "acl")


def clause_span(sentence: Sentence, clause: Token, word: Token) -> Span | None:
    """All that hangs under a content clause, with conjoined "that" clauses the parser hung on the cue."""
    inside = _without_source(_from_that(sentence, clause, [t for t in sentence.subtree(clause) if t.i != word.i]))
    side = [t for t in inside if (t.i < word.i) == (clause.i < word.i)]
    side = _from_subject(sentence, clause, side) if clause.i > word.i else side
    span = trimmed(side or inside)
    if span is not None and clause.i < word.i and word.dep == "ccomp" and sentence.head(word).i < clause.i:
        return cover([span, sentence.tokens[0].span]) if _is_tail(sentence, clause, word) else span
    if span is None or clause.i < word.i:
        return span
    more = [c for c in sentence.children(word, "conj") if c.i > clause.i and (_finite(sentence, c) or _same_subject(sentence, clause, c))]
    return cover([span, *(phrase(sentence, c) for c in more)])


def _from_subject(sentence: Sentence, clause: Token, tokens: list[Token]) -> list[Token]:
    """Without when it was said, which the parser hung on the clause: "told them *this weekend* he would be hurt"."""
    first = next((t for t in tokens if t.pos not in {"PUNCT"}), None)
    subject = sentence.child(clause, "nsubj", "nsubjpass", "expl")
    if first is None or subject is None or subject.i > clause.i:
        return tokens
    start = sentence.subtree(subject)[0].i
    leads = [c for c in sentence.children(clause, "npadvmod") if c.i < start]
    is_when = any(first in sentence.subtree(c) for c in leads) and not any(t.text == "," for t in tokens if t.i < start)
    return [t for t in tokens if t.i >= start] if is_when else tokens


def _from_that(sentence: Sentence, clause: Token, tokens: list[Token]) -> list[Token]:
    """Without the aside that the parser hung on a clause before its "that": "warned, as did the mayor, that …"."""
    marker = next((c for c in sentence.children(clause, "mark") if c.text.lower() == "that"), None)
    return [t for t in tokens if marker is None or t.i >= marker.i or t.i > clause.i] or tokens


def _without_source(tokens: list[Token]) -> list[Token]:
    """Without an "according to X," that the parser hung on the clause behind it, or before it."""
    first = next((t for t in tokens if t.pos != "PUNCT"), None)
    tail = next((n for n, t in enumerate(tokens) if t.text == "according" and n > 1 and tokens[n - 1].text == ","), None)
    if tail is not None and not any(t.text == "," or t.tag in _TENSED for t in tokens[tail + 1 :]):
        return tokens[: tail - 1]
    if first is None or first.text != "according":
        return tokens
    comma = next((t.i for t in tokens if t.text == "," and t.i > first.i), None)
    return [t for t in tokens if comma is not None and t.i > comma] or tokens


def _same_subject(sentence: Sentence, clause: Token, other: Token) -> bool:
    """ "says she hopes to win, but she knows …": the second clause goes on with the first one's pronoun."""
    subjects = sentence.child(clause, "nsubj"), sentence.child(other, "nsubj")
    return all(s is not None and s.tag == "PRP" for s in subjects) and len({s.text for s in subjects if s is not None}) == 1


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
            return Found(_with_more(sentence, word, verb), "infinitive", verb, _told(sentence, word, verb))
    return None


def _with_more(sentence: Sentence, word: Token, verb: Token) -> Span:
    """An infinitive with the bare verbs that go on with it: "to meet the king, sign the pact and go home"."""
    span = phrase(sentence, verb)
    holders = (*sentence.children(word, "conj"), *sentence.children(verb, "conj"))
    more = [c for c in holders if c.i > verb.i and c.tag == "VB" and sentence.child(c, "nsubj") is None]
    return cover([span, *(phrase(sentence, c) for c in more)])


def _object_infinitive(sentence: Sentence, word: Token) -> Found | None:
    """ "urged X to …", "was asked to …": the content is that X shall do it."""
    told = sentence.child(word, "dobj")
    below = sentence.children(told, "acl", "relcl") if told is not None else ()
    for verb in (*sentence.children(word, "xcomp", "ccomp", "advcl"), *below):
        if verb.i < word.i or not _is_infinitive(sentence, verb):
            continue
        subject = sentence.child(verb, "nsubj")
        whom = sentence.child(word, "dobj", "nsubjpass") or subject
        if whom is not None and whom.i < verb.i:
            inside = [t for t in sentence.subtree(verb) if subject is None or t.i > max(s.i for s in sentence.subtree(subject))]
            span = trimmed(inside)
            return Found(_from_whom(sentence, word, whom, span, verb), "object-infinitive", verb, whom) if span else None
    return None


def _on_infinitive(sentence: Sentence, word: Token) -> Found | None:
    """ "called on X to act": that X shall act."""
    marker = next((c for c in sentence.children(word, "prep", "prt") if c.lemma in _ASKED and c.i > word.i), None)
    whom = sentence.child(marker, "pobj") if marker is not None else sentence.child(word, "dobj")
    if whom is None:
        return None
    near = (*sentence.children(word, "xcomp", "advcl", "ccomp"), *sentence.children(whom, "acl", "relcl"))
    verb = next((v for v in near if v.i > whom.i and _is_infinitive(sentence, v)), None)
    if verb is None:
        return None
    return Found(_from_whom(sentence, word, whom, phrase(sentence, verb), verb), "on-infinitive", verb, whom)


def _from_whom(sentence: Sentence, word: Token, whom: Token, span: Span, below: Token) -> Span:
    """``span`` from those on who shall act or are blamed, where they stand between the cue and it."""
    if not word.i < whom.i or whom.end > span.start or whom.tag in _RELATIVE:
        return span
    return cover([phrase(sentence, whom, without=[below]), span])


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
    if thing is None or thing.tag in _RELATIVE:
        return None
    means = next((p for p in sentence.children(word, "prep") if p.text == "with" and p.i > thing.i), None)
    if means is not None and thing.pos == "PROPN":  # "threatened Oslo *with tariffs*"
        return Found(phrase(sentence, means), "object", thing)
    return Found(_restricted(sentence, thing), "object", thing)


def _restricted(sentence: Sentence, thing: Token) -> Span:
    """The noun phrase without ", which …" behind it: that is the reporter's."""
    aside = [c for c in sentence.children(thing, "relcl", "appos") if _after_a_comma(sentence, c)]
    return phrase(sentence, thing, without=aside)


def _after_a_comma(sentence: Sentence, clause: Token) -> bool:
    first = sentence.subtree(clause)[0]
    return first.i > 0 and sentence.tokens[first.i - 1].text == ","


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


def _object_at(sentence: Sentence, word: Token) -> Found | None:
    """ "put the toll at forty": what is counted, and the number."""
    thing = sentence.child(word, "dobj", "nsubjpass")
    holders = (word,) if thing is None else (word, thing)
    marker = next((c for h in holders for c in sentence.children(h, "prep") if c.lemma == "at" and c.i > word.i), None)
    if thing is None or marker is None:
        return None
    spans = [phrase(sentence, marker)] + ([phrase(sentence, thing)] if thing.i > word.i else [])
    return Found(cover(spans), "object-at", thing)


def _object_predicate(sentence: Sentence, word: Token) -> Found | None:
    """ "called the vote a sham": everything from the first to the last of what is named and what it is named."""
    parts = [c for c in sentence.children(word, "oprd", "ccomp", "xcomp", "dobj", "acomp", "attr", "dep") if c.i > word.i]
    values = [c for c in parts if not _is_infinitive(sentence, c) and c.pos not in {"VERB", "AUX"}]
    thing = sentence.child(word, "dobj", "nsubjpass")
    if thing is not None and thing.i > word.i:  # "called the talks “frank and warm”"
        values += [c for c in sentence.children(thing, "amod") if c.i > thing.i]
    if not values or (len(values) == 1 and values[0] is thing and sentence.child(thing, "appos") is None):
        return None
    if thing is None and values[-1].pos == "PROPN":  # "called Prime Minister Modi": nobody is called anything
        return None
    return Found(cover(phrase(sentence, v) for v in values), "object-predicate", values[-1])


def _preposition(sentence: Sentence, word: Token, cue: Cue, name: str) -> Found | None:
    """ "called for a truce", "criticism of the plan"; also where the parser hung the phrase on the object."""
    whom = sentence.child(word, "dobj", "dative", "nsubjpass")
    # "expressed his condolences to X": the parser hangs the phrase on the verb.
    verb = sentence.head(word) if word.pos == "NOUN" and word.dep == "dobj" else None
    if name == "for" and (clause := _for_to(sentence, word)) is not None:
        return clause
    for holder in (h for h in (word, whom, verb) if h is not None):
        for marker in sentence.children(holder, "prep", "agent", "prt", "dative"):
            if marker.lemma != name or marker.i < word.i:
                continue
            thing = sentence.child(marker, "pobj", "pcomp")
            if thing is not None and marker.dep != "prt" and thing.tag not in _RELATIVE:
                return Found(_with_blamed(sentence, word, cue, whom, Found(_restricted(sentence, thing), name, thing)), name, thing, whom)
    return None


def _for_to(sentence: Sentence, word: Token) -> Found | None:
    """ "called for the ban to be lifted": the whole of what shall happen, whether "for" is its mark or holds only its subject."""
    marker = next((t for t in sentence.tokens[word.i + 1 : word.i + 3] if t.lemma == "for" and t.head >= word.i), None)
    if marker is None:
        return None
    verb = sentence.head(marker) if marker.dep == "mark" else None
    if verb is None:
        thing = sentence.child(marker, "pobj")
        near = (*sentence.children(word, "xcomp", "advcl", "ccomp"), *(sentence.children(thing, "acl", "relcl") if thing else ()))
        thing = thing or next((s for v in near for s in sentence.children(v, "nsubj", "nsubjpass") if s.i > marker.i), None)
        verb = next((v for v in near if thing is not None and v.i > thing.i), None)
    if verb is None or verb.i < marker.i or not _is_infinitive(sentence, verb) or sentence.child(verb, "dobj") is marker:
        return None
    inside = trimmed([t for t in sentence.tokens if marker.i < t.i <= max(s.i for s in sentence.subtree(verb))])
    return Found(inside, "for", verb) if inside is not None else None


def _with_blamed(sentence: Sentence, word: Token, cue: Cue, whom: Token | None, found: Found) -> Span:
    """ "criticised the minister for the delay": what is said of him begins with him; "asked me for help" does not."""
    if cue.speaks or cue.stance == "thanks" or whom is None or found.frame not in {"for", "on"}:
        return found.content
    return _from_whom(sentence, word, whom, found.content, found.head)


_COMPLEMENTS: dict[str, Callable[[Sentence, Token], Found | None]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object-infinitive": _object_infinitive,
    "on-infinitive": _on_infinitive,
    "gerund": _gerund,
    "object": _object,
    "object-as": _object_as,
    "object-at": _object_at,
    "object-predicate": _object_predicate,
}
