"""What stands behind a colon, after words that only say that somebody speaks: "Berg's answer was curt: no talks", "He was blunt: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Span, Token, cover
from communique.statements.attribution import Attribution
from communique.statements.clauses import phrase, trimmed
from communique.statements.quoted import Quotations

_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = frozenset({"VERB", "AUX"})
_FROM = frozenset({"from", "of", "by"})
_PERSONS = frozenset({"he", "she", "they"})
_LONGEST_MANNER = 7


def verdicts(sentence: Sentence, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    """The attribution that a colon makes, or "“…” was Berg's answer", if any."""
    yield from _answered(sentence, quotations, knowledge)
    colon = next((t for t in sentence.tokens if t.text == ":" and quotations.around(t.start) is None), None)
    if colon is None:
        return
    left, content = sentence.tokens[: colon.i], _behind(sentence, colon, quotations)
    if content is None or any(quotations.around(t.start) is not None for t in left):
        return
    found = _by_noun(sentence, left, knowledge) or _by_giving(sentence, left, knowledge) or _by_manner(sentence, left, knowledge)
    if found is not None:
        source, cue, head = found
        whole = phrase(sentence, source, without=[head])
        yield Attribution(
            sentence=sentence.number, frame="introduced", content=content, cue=cue, source=whole, source_head=source, cue_head=head
        )  # fmt: skip


def _answered(sentence: Sentence, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    """ "“Never,” was Berg's short answer"."""
    first = quotations.around(sentence.tokens[0].start)
    verb = next((t for t in sentence.tokens if first is not None and t.start >= first.outer.end and t.pos != "PUNCT"), None)
    if first is None or verb is None or verb.lemma != "be" or first.outer.end > sentence.span.end:
        return
    behind = sentence.tokens[verb.i + 1 :]
    noun = next((t for t in behind if t.lemma in knowledge.pronouncements and t.dep in {"attr", "nsubj"}), None)
    owner = sentence.child(noun, "poss") or _maker(sentence, noun) if noun is not None else None
    if noun is not None and owner is not None and not any(t.pos in _VERBAL for t in behind[: noun.i - verb.i - 1]):
        yield Attribution(
            sentence=sentence.number, frame="introduced", content=first.outer, cue=noun.span,
            source=phrase(sentence, owner, without=[noun]), source_head=owner, cue_head=noun,
        )  # fmt: skip


def _behind(sentence: Sentence, colon: Token, quotations: Quotations) -> Span | None:
    """What follows: the quotation that begins there, else the rest of the sentence."""
    right = sentence.tokens[colon.i + 1 :]
    quotation = quotations.around(right[0].start) if right else None
    if quotation is None:
        return trimmed(right)
    last = quotations.outermost[quotations.ended(quotations.outermost.index(quotation))]
    return cover([quotation.outer, last.outer])


def _by_noun(sentence: Sentence, left: Sequence[Token], knowledge: CueKnowledge) -> tuple[Token, Span, Token] | None:
    """Speaker, cue and its head of "Oslo's message to Rome was plain" and "His words"."""
    noun = next((t for t in left if t.lemma in knowledge.pronouncements and t.pos == "NOUN" and t.dep in {"nsubj", "ROOT"}), None)
    if noun is None or any(t.tag in _TENSED for t in left[: noun.i]):
        return None
    owner = sentence.child(noun, "poss") or _maker(sentence, noun)
    aside = {
        t.i for c in sentence.children(noun, "acl") if c.tag == "VBN" for t in sentence.subtree(c)
    }  # "his version, *given in Oslo*, was"
    verbs = [t for t in left[noun.i :] if t.pos in _VERBAL and t.i not in aside]
    plain = not verbs or (verbs[0].lemma == "be" and left[-1].i - verbs[0].i < _LONGEST_MANNER and all(v.tag == "VBG" for v in verbs[1:]))
    return (owner, noun.span, noun) if owner is not None and owner.i < left[-1].i + 1 and plain else None


def _by_giving(sentence: Sentence, left: Sequence[Token], knowledge: CueKnowledge) -> tuple[Token, Span, Token] | None:
    """Speaker, cue and its head of "The envoy gave a shorter version", "had one request"."""
    noun = next((t for t in left if t.lemma in knowledge.pronouncements and t.dep == "dobj"), None)
    verb = sentence.head(noun) if noun is not None else None
    if noun is None or verb is None or verb.tag not in _TENSED or verb.lemma not in knowledge.light or not verb.i < noun.i:
        return None
    subject = sentence.child(verb, "nsubj")
    ends = left[-1].i - noun.i < _LONGEST_MANNER and not any(t.pos in _VERBAL for t in left if t.i > noun.i)
    return (subject, Span(verb.start, noun.end), verb) if subject is not None and subject.i < verb.i and ends else None


def _maker(sentence: Sentence, noun: Token) -> Token | None:
    """Whom it comes from: "the message from Beijing", "the advice of the envoy"."""
    marker = next((p for p in sentence.children(noun, "prep") if p.lemma in _FROM), None)
    thing = sentence.child(marker, "pobj") if marker is not None else None
    return thing if thing is not None and thing.pos in {"PROPN", "NOUN"} else None


def _by_manner(sentence: Sentence, left: Sequence[Token], knowledge: CueKnowledge) -> tuple[Token, Span, Token] | None:
    """Speaker, cue and its head of "The envoy was blunt"."""
    manner = next((t for t in left if t.lemma in knowledge.outspoken and t.dep == "acomp"), None)
    verb = sentence.head(manner) if manner is not None else None
    subject = sentence.child(verb, "nsubj") if verb is not None and verb.lemma == "be" and verb.tag in _TENSED else None
    if manner is None or verb is None or subject is None or subject.i > verb.i:
        return None
    human = subject.pos == "PROPN" or subject.lemma in knowledge.voices or subject.text.lower() in _PERSONS
    alone = not any(t.pos in _VERBAL for t in left[manner.i :]) and not any(t.tag in _TENSED for t in left[: subject.i])
    return (subject, Span(verb.start, manner.end), verb) if human and alone else None
