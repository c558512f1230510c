"""What a contact was about, in the text's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from communique.events.finding import Finding
from communique.match import prepositions, syntax
from communique.model import Sentence, Span, Token, cover
from communique.statements.intervals import Intervals

LONGEST = 14
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "det", "poss", "case"})


def topics(findings: Iterable[Finding], words: Mapping[str, frozenset[str]], times: tuple[Span, ...]) -> tuple[Span, ...]:
    """The noun phrases that the tellings of a contact name as its subject. ``times`` tell when, not what; "over the phone" tells how."""
    told = Intervals(times)
    verbs, before, means = words["topic_verbs"], words["topic_prepositions"], words["means"]
    found: dict[Span, None] = {}
    for finding in findings:
        sentence = finding.match.sentence
        for token in (*_tokens(finding, verbs, before), *_aims(finding, words["given_to"])):
            span = _phrase(sentence, token)
            if (
                span is not None
                and token.pos in ("NOUN", "PROPN")
                and token.lemma not in means
                and not _is_party(finding, token)
                and not told.touches(span)
            ):
                found[span] = None
    return tuple(sorted(found))


def _is_party(finding: Finding, token: Token) -> bool:
    """ "paid a call *on the president*": whom one meets is not what one talks about."""
    return any(p.mention.start <= token.start < p.mention.end for p in (*finding.actors, *finding.recipients))


def _tokens(finding: Finding, verbs: frozenset[str], subjects: frozenset[str]) -> Iterator[Token]:
    sentence, trigger = finding.match.sentence, finding.match.trigger
    yield from (t for word, tokens in prepositions.phrases(sentence, trigger).items() if word in subjects for t in tokens)
    top = finding.match.carrier or trigger
    for verb in (top, *(t for t in sentence.subtree(top) if t.dep in ("advcl", "xcomp", "conj"))):
        if verb.lemma in verbs:
            yield from syntax.objects(sentence, verb)


def _aims(finding: Finding, given: frozenset[str]) -> Iterator[Token]:
    """What a contact was held for, by a participle behind its noun: "a summit *aimed at* ending *the war*", "talks *focused on* trade"."""
    sentence = finding.match.sentence
    for clause in sentence.children(finding.match.trigger, "acl"):
        if clause.tag == "VBN" and clause.lemma in given:
            for preposition in sentence.children(clause, "prep"):
                yield from sentence.children(preposition, "pobj")
                yield from (o for verb in sentence.children(preposition, "pcomp") for o in syntax.objects(sentence, verb))


def _phrase(sentence: Sentence, token: Token) -> Span | None:
    """The token with what describes it, without clauses, articles and possessors."""
    kept = [token]
    for child in sentence.children(token):
        if child.dep not in _LEFT_OUT:
            kept.extend(sentence.subtree(child))
    span = cover(t.span for t in kept)
    inside = sentence.between(span.start, span.end)
    return span if len(inside) <= LONGEST else token.span
