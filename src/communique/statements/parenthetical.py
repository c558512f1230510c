"""Cues set into or after what they report: "C, X said", "C1, X said, C2", "according to X, C", "C, according to X"."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model import Sentence, Span, Token, cover
from communique.statements.clauses import phrase, trimmed

_BREAKS = frozenset([",", "—", "–", "--", "-", "”", '"', "’", "''"])
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What follows the comma where a clause goes on behind an insertion.
_GOES_ON = frozenset({"that", "whether", "“", '"', "``", "‘"})
_VERBAL = frozenset({"VERB", "AUX"})
# What completes the clause before the insertion: "there was no malice, she said, only a poor memory".
_COMPLEMENTS = frozenset({"attr", "dobj", "acomp", "conj"})
# Prepositions that go on with a clause rather than tell when and where it was told.
_COMPLETING = frozenset({"from", "with", "to", "about", "for", "of", "by", "against"})
_LONGEST_ADVERBS = 10


def parenthetical_content(sentence: Sentence, verb: Token, source: Token | None) -> Span | None:
    """The clause around a cue that has none of its own after it."""
    filled = sentence.child(verb, "dobj", "xcomp", "acomp", "attr")
    if filled is not None and filled.dep == "dobj" and verb.lemma == "tell":  # "…, she told a news conference, …"
        filled = None
    if source is None or (source.pos == "PRON" and source.tag in {"WP", "WDT"}) or (filled is not None and filled.lemma != "it"):
        return None
    words = [verb, *sentence.children(verb, "aux", "auxpass", "neg", "advmod"), *_near(sentence, source, verb)]
    words = [w for w in words if abs(w.i - verb.i) < 40]
    first, last = min(w.i for w in words), max(w.i for w in words)
    last = _adverbs_end(sentence, last - (sentence.tokens[last].text == ","))
    if first > 0 and sentence.tokens[first - 1].text.lower() == "as":
        first -= 1
    if first == 0 and sentence.tokens[0].text == "As":
        return _after_comma(sentence, last)
    if first == 0 or sentence.tokens[first - 1].text not in _BREAKS:
        return None
    aside = {t.i for c in sentence.children(verb, "advcl") if _goes_with(sentence, verb, c) for t in sentence.subtree(c)}
    left, right = (
        _from_semicolon(sentence.tokens[:first]),
        [t for t in _to_semicolon(sentence.tokens[last + 1 :]) if t.i not in aside],
    )  # not "speaking to reporters"
    if len(left) > 1 and left[-2].tag in {"WP", "WDT"}:  # "Mr Bo, who, he said, was happy"
        return trimmed(right)
    if right and right[0].text == "," and any(t.pos in _VERBAL or (t.dep in _COMPLEMENTS and t.head < first) for t in right):
        return trimmed((*left, *right))
    if sentence.tokens[first].text == "as" and all(t.pos == "PUNCT" or t.text == "it" for t in right):
        left = _own_clause(sentence, verb, first) or left
    return trimmed(left) if _tells_something(sentence, left) else None


def with_end_behind(sentence: Sentence, verb: Token, content: Span) -> Span:
    """A clause before its cue, with the end behind it: "He had asked them, the king told deputies, *not to leave*", "…, *from Mr Bo*"."""
    closes = next((t.i for t in sentence.tokens[verb.i + 1 :] if t.text == ","), None)
    after = sentence.tokens[closes + 1 :] if closes is not None else ()
    words = [t for t in after[:2] if t.text.lower() != "not"]
    completes = bool(words) and (words[0].tag == "TO" or words[0].text in _COMPLETING)
    if not completes or any(t.pos in _VERBAL for t in sentence.tokens[verb.i + 1 : closes]):
        return content
    return cover([content, trimmed(after) or content])


def _from_semicolon(left: Sequence[Token]) -> Sequence[Token]:
    """Only the last of clauses that semicolons part: "nobody wanted it; training, *he added*, was another matter"."""
    stop = next((n for n in range(len(left) - 2, 0, -1) if left[n].text == ";"), None)
    return left[stop + 1 :] if stop is not None else left


def _to_semicolon(right: Sequence[Token]) -> Sequence[Token]:
    """Only what comes before a semicolon behind which somebody else is named, and acts: "…; *Mr Bo* spoke of a farce"."""
    for n, token in enumerate(right[:-2]):
        if token.text == ";" and any(t.pos == "PROPN" and t.dep == "nsubj" for t in right[n + 1 : n + 4]):
            return right[:n]
    return right


def _goes_with(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """Whether a participle tells how it was said ("…, he said, speaking to reporters"), not how what was said goes on."""
    between = sentence.tokens[verb.i + 1 : clause.i]
    return clause.i > verb.i and clause.tag == "VBG" and not any(t.tag in _FINITE for t in between)


def _own_clause(sentence: Sentence, verb: Token, first: int) -> tuple[Token, ...]:
    """Of "they agree, because the rule is a burden, as a memo put it" only the clause that "as" hangs on, from its subject."""
    clause = sentence.head(verb)
    subject = sentence.child(clause, "nsubj", "nsubjpass", "expl")
    if clause.dep not in {"advcl", "ccomp", "relcl"} or subject is None or not subject.i < clause.i < first:
        return ()
    return sentence.tokens[sentence.subtree(subject)[0].i : first]


def _tells_something(sentence: Sentence, left: Sequence[Token]) -> bool:
    """Whether a clause stands before the insertion; "speaking in Oslo," and "in a letter," are none."""
    if left[0].pos in {"ADP", "SCONJ"} or left[0].tag in {"VBG", "VBN", "TO"}:
        return any(t.dep in {"nsubj", "nsubjpass", "expl"} and sentence.head(t).i < left[-1].i for t in left)
    return any(t.pos in _VERBAL for t in left)


def _adverbs_end(sentence: Sentence, last: int) -> int:
    """With when and where it was said, up to the comma that closes the insertion: ", the ministry said on Monday in Oslo,"."""
    for token in sentence.tokens[last + 1 : last + 1 + _LONGEST_ADVERBS]:
        if token.text == ",":
            return token.i - 1
        if token.pos in _VERBAL or token.pos in {"SCONJ", "CCONJ", "PUNCT"} or token.dep in {"nsubj", "nsubjpass"}:
            return last
    return last


def _after_comma(sentence: Sentence, last: int) -> Span | None:
    """ "As X put it, C": C."""
    comma = next((t.i for t in sentence.tokens[last + 1 :] if t.text == ","), None)
    return trimmed(sentence.tokens[comma + 1 :]) if comma is not None else None


def _near(sentence: Sentence, source: Token, verb: Token) -> list[Token]:
    return [t for t in sentence.subtree(source) if (t.i < verb.i) == (source.i < verb.i) and t.i != verb.i]


def according_to(sentence: Sentence, word: Token) -> tuple[Span, Token, Span, Span] | None:
    """For "according" at ``word``: source span, source head, cue span and content span."""
    following = sentence.tokens[word.i + 1 : word.i + 2]
    if not following or following[0].text.lower() != "to" or word.i + 2 >= len(sentence.tokens):
        return None
    head = sentence.child(following[0], "pobj") or sentence.tokens[word.i + 2]
    end = _source_end(sentence, word.i + 2, head)
    if word.i == 0 and all(t.pos == "PUNCT" for t in sentence.tokens[end:]):  # what X says, taken for his apposition
        end = next((t.i for t in sentence.tokens[word.i + 2 :] if t.text == ","), end)
    source = trimmed(sentence.tokens[word.i + 2 : end])
    content = reported(sentence, word.i, end)
    if source is None or content is None:
        return None
    return source, head, Span(word.start, following[0].end), content


def _source_end(sentence: Sentence, first: int, head: Token) -> int:
    """Where the source phrase ends: with the subtree of its head, or at the comma that closes it."""
    whole = phrase(sentence, head)
    end = first
    while end < len(sentence.tokens) and sentence.tokens[end].end <= whole.end:
        end += 1
    return max(end, first + 1)


def reported(sentence: Sentence, cue: int, end: int) -> Span | None:
    """What a phrase from ``cue`` to ``end`` reports: the clause around it, before it or after it."""
    left, right = sentence.tokens[:cue], sentence.tokens[end:]
    if cue == 0 or all(t.pos in {"CCONJ", "SCONJ", "PUNCT"} for t in left):
        stop = next((n for n, t in enumerate(right) if t.text == ";" and n > 2), len(right))
        return trimmed(right[:stop])
    words = [t for t in left if t.pos != "PUNCT"]
    if words[-1].pos in {"SCONJ", "CCONJ"}:  # "reported that, according to X, C"
        return trimmed(right)
    goes_on = right[0].text == "," and len(right) > 1 and right[1].text.lower() in _GOES_ON if right else False
    goes_on = goes_on or ([t.text.lower() for t in right[:2]] == [",", "and"] and len(right) > 2 and right[2].tag in _FINITE)
    goes_on = goes_on or (
        len(right) > 1 and right[0].text == "," and right[1].tag in {"VBD", "VBZ"} and any(t.tag in _FINITE for t in left)
    )
    if goes_on or (not any(t.pos in _VERBAL for t in left) and any(t.pos in _VERBAL for t in right)):
        return trimmed((*left, *right))
    return trimmed(left)
