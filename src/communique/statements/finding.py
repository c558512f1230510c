"""Document × Parse → attributions, before anybody knows who is meant."""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import Cue, CueKind, CueKnowledge
from communique.model import Document, Parse, Sentence, Span, Token
from communique.statements.attribution import Attribution
from communique.statements.clauses import is_passive, owner_of, phrase, source_of
from communique.statements.frames import Found, in_frames
from communique.statements.parenthetical import according_to, parenthetical_content
from communique.statements.quoted import Quotations, quoted_content
from communique.statements.turns import turns

_KINDS: dict[str, CueKind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "PROPN": "noun"}


def attributions(document: Document, parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> tuple[Attribution, ...]:
    """Every attribution of the body, in text order of cues."""
    found = [a for s in parse.sentences for a in _in_sentence(s, quotations, knowledge)]
    found += list(_set_off(document, parse, quotations))
    return tuple(sorted(found, key=_order))


def _order(one: Attribution) -> tuple[int, int, int]:
    place = one.cue or one.content
    return place.start, one.rank, one.content.start


def _in_sentence(sentence: Sentence, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    for token in sentence.tokens:
        if token.text in {"according", "According"}:
            yield from _according(sentence, token)
            continue
        kind = _KINDS.get(token.pos)
        entries = knowledge.cues.get((kind, token.lemma)) if kind else None
        if entries:
            found = _first(sentence, token, entries, quotations, knowledge)
            if found is not None:
                yield found


def _first(
    sentence: Sentence, token: Token, entries: tuple[Cue, ...], quotations: Quotations, knowledge: CueKnowledge
) -> Attribution | None:
    for entry in sorted((e for e in entries if _is_whole(sentence, token, e)), key=_preference):
        found = _by_entry(sentence, token, entry, quotations, knowledge)
        if found is not None:
            return found
    return None


def _preference(entry: Cue) -> tuple[int, bool, str]:
    """Cues with a particle first, then those that speak."""
    return -len(entry.lemma.split()), not entry.speaks, entry.file


def _is_whole(sentence: Sentence, token: Token, entry: Cue) -> bool:
    """Whether the particle of "point out" is there."""
    particles = entry.lemma.split()[1:]
    return all(any(c.lemma == p and abs(c.i - token.i) < 6 for c in sentence.children(token)) for p in particles)


def _by_entry(sentence: Sentence, token: Token, entry: Cue, quotations: Quotations, knowledge: CueKnowledge) -> Attribution | None:
    source = _source(sentence, token, entry, knowledge)
    if entry.speaks:
        content = quoted_content(quotations, sentence, token, source)
        if content is not None:
            return _made(sentence, token, entry, source, Found(content, "quote", token))
    found = in_frames(sentence, token, entry)
    if found is None and entry.speaks and not is_passive(sentence, token):
        content = parenthetical_content(sentence, token, source)
        found = Found(content, "parenthetical", token) if content else None
    return _made(sentence, token, entry, source, found) if found is not None else None


def _source(sentence: Sentence, token: Token, entry: Cue, knowledge: CueKnowledge) -> Token | None:
    if entry.kind == "noun":
        return owner_of(sentence, token)
    if entry.kind == "adjective":
        return _bearer(sentence, token)
    found = source_of(sentence, token)
    return None if found is not None and found.lemma in knowledge.expletives and found.dep == "expl" else found


def _bearer(sentence: Sentence, adjective: Token) -> Token | None:
    """ "X is confident": the copula's subject."""
    above = sentence.head(adjective)
    return source_of(sentence, above) if above.pos in {"AUX", "VERB"} else None


def _made(sentence: Sentence, token: Token, entry: Cue, source: Token | None, found: Found) -> Attribution:
    return Attribution(
        sentence=sentence.number,
        frame=found.frame,
        content=found.content,
        cue=token.span,
        source=_source_span(sentence, source, token, found),
        source_head=source,
        cue_head=token,
        content_head=found.head,
        addressee=found.addressee,
        entry=entry,
    )


def _source_span(sentence: Sentence, source: Token | None, cue: Token, found: Found) -> Span | None:
    if source is None:
        return None
    below = [c for c in sentence.subtree(source) if c.head == source.i and (c.i == cue.i or _holds(sentence, c, cue))]
    return phrase(sentence, source, without=below)


def _holds(sentence: Sentence, top: Token, token: Token) -> bool:
    return any(a.i == top.i for a in sentence.ancestors(token))


def _according(sentence: Sentence, token: Token) -> Iterator[Attribution]:
    found = according_to(sentence, token)
    if found is not None:
        source, head, cue, content = found
        yield Attribution(
            sentence=sentence.number, frame="according", content=content, cue=cue, source=source, source_head=head, cue_head=token
        )


def _set_off(document: Document, parse: Parse, quotations: Quotations) -> Iterator[Attribution]:
    for turn in turns(document, quotations):
        sentence = parse.sentence_at(turn.source.start)
        if sentence is None:
            continue
        heads = [t for t in sentence.tokens if turn.source.contains(t.span)]
        names = [t for t in heads if t.pos in {"PROPN", "NOUN"}] or heads
        yield Attribution(
            sentence=sentence.number, frame="turn", content=turn.content, cue=turn.cue, source=turn.source,
            source_head=names[-1] if names else None,
        )  # fmt: skip
