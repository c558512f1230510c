"""Whose words or view a clause is, told by a phrase set off beside it: "in the words of X", "in X's view", "per X", "For X, it was “…”"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Span, Token
from communique.statements.attribution import Attribution
from communique.statements.clauses import phrase, trimmed
from communique.statements.parenthetical import reported
from communique.statements.quoted import Quotations

_LEADING = frozenset({"in", "by", "to"})
_ENDS = frozenset({",", ".", "—", "–", "-", ";", "“", "”", '"', "``", "''"})
_PEOPLE = frozenset({"PROPN", "NOUN"})


def viewpoints(sentence: Sentence, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    """The attributions of a sentence that such phrases make."""
    for token in sentence.tokens:
        if token.text in {"per", "Per"} and token.dep == "prep":
            source = sentence.child(token, "pobj")
            yield from _made(sentence, token, token, source, quotations) if source is not None and _is_definite(sentence, source) else ()
        elif token.text.lower() in knowledge.viewpoints and token.dep == "pobj" and sentence.head(token).text.lower() in _LEADING:
            yield from _made(sentence, sentence.head(token), token, _holder(sentence, token), quotations)
        elif token.i == 0 and token.text in {"For", "To"}:
            yield from _seen_by(sentence, token, quotations)


def _is_definite(sentence: Sentence, source: Token) -> bool:
    """ "per the bylaws", "per Mr Berg"; not "per year"."""
    return source.pos == "PROPN" or sentence.child(source, "det", "poss") is not None


def _holder(sentence: Sentence, noun: Token) -> Token | None:
    """X of "in the words of X", "in X's words"."""
    owner = sentence.child(noun, "poss")
    marker = next((c for c in sentence.children(noun, "prep") if c.lemma == "of" and c.i == noun.i + 1), None)
    return owner or (sentence.child(marker, "pobj") if marker is not None else None)


def _made(sentence: Sentence, first: Token, cue: Token, source: Token | None, quotations: Quotations) -> Iterator[Attribution]:
    if source is None or source.tag == "PRP$" or source.i > first.i + 30:
        return
    whole = _named(sentence, source, quotations)
    end = max([cue.i, *(t.i for t in sentence.tokens if whole.contains(t.span))]) + 1
    if not _set_off(sentence.tokens, first.i, end):
        return
    content = reported(sentence, first.i, end)
    if content is not None:
        yield _attribution(sentence, Span(first.start, cue.end), source, whole, content)


def _set_off(tokens: Sequence[Token], first: int, end: int) -> bool:
    return (first == 0 or tokens[first - 1].text in _ENDS) and (end >= len(tokens) or tokens[end].text in _ENDS)


def _seen_by(sentence: Sentence, marker: Token, quotations: Quotations) -> Iterator[Attribution]:
    """ "For the president, it was “the people's will”": a verdict in quotation marks."""
    source, verb = sentence.child(marker, "pobj"), sentence.head(marker)
    value = sentence.child(verb, "attr", "acomp") if verb.lemma == "be" else None
    if source is None or source.pos not in _PEOPLE or value is None or quotations.around(value.start) is None:
        return
    last = sentence.subtree(source)[-1].i
    if last + 1 < len(sentence.tokens) and sentence.tokens[last].text != "," and sentence.tokens[last + 1].text != ",":
        return
    content = trimmed(sentence.tokens[last + 1 :])
    if content is not None:
        yield _attribution(sentence, marker.span, source, phrase(sentence, source), content)


def _named(sentence: Sentence, source: Token, quotations: Quotations) -> Span:
    """The phrase of a source without quoted words taken for its apposition."""
    quoted = [c for c in sentence.children(source) if c.i > source.i and quotations.around(c.start) is not None]
    return phrase(sentence, source, without=quoted)


def _attribution(sentence: Sentence, cue: Span, source: Token, whole: Span, content: Span) -> Attribution:
    return Attribution(
        sentence=sentence.number, frame="according", content=content, cue=cue, source=whole, source_head=source,
        cue_head=sentence.at(cue.start),
    )  # fmt: skip
