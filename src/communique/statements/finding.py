"""Document × Parse → attributions, before anybody knows who is meant."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.knowledge.cues import Cue, CueKind, CueKnowledge
from communique.model import Document, Parse, Sentence, Span, Token
from communique.statements.astray import astray
from communique.statements.attribution import Attribution
from communique.statements.clauses import is_passive, owner_of, phrase, source_of
from communique.statements.extents import mended
from communique.statements.frames import Found, in_frames
from communique.statements.nesting import snapped
from communique.statements.parenthetical import according_to, parenthetical_content, with_end_behind
from communique.statements.quoted import Quotations, beside_quote, quoted_content, with_quotation_after
from communique.statements.turns import turns
from communique.statements.unclaimed import unclaimed
from communique.statements.verdicts import verdicts
from communique.statements.viewpoints import viewpoints

_KINDS: dict[str, CueKind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "PROPN": "noun"}


# What any verb, noun or adjective may take, listed or not: a "that" clause; a verb also a quotation beside it.
_UNLISTED: dict[CueKind, Cue] = {
    "verb": Cue("", "verb", ("quote", "clause"), None, "", ""),
    "noun": Cue("", "noun", ("clause",), None, "", ""),
    "adjective": Cue("", "adjective", ("clause",), None, "", ""),
}


_UNLISTED_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN", "NN", "NNS", "JJ"})


def attributions(document: Document, parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> tuple[Attribution, ...]:
    """Every attribution of the body, in text order of cues."""
    found = [a for s in parse.sentences for a in _in_sentence(s, quotations, knowledge)]
    found += list(_set_off(document, parse, quotations, knowledge))
    claimed = sorted((_whole(a, quotations) for a in _claimed_once(_lightened(found, parse, knowledge))), key=_order)
    return tuple(sorted([*claimed, *unclaimed(claimed, parse, quotations, knowledge)], key=_order))


def _whole(one: Attribution, quotations: Quotations) -> Attribution:
    """With the quotations taken whole that its content cuts into: sentences end inside them."""
    edges = quotations.around(one.content.start), quotations.around(one.content.end)
    content = snapped(one.content, one, edges)
    return one if content == one.content else msgspec.structs.replace(one, content=content)


def _lightened(found: list[Attribution], parse: Parse, knowledge: CueKnowledge) -> list[Attribution]:
    """With "expressed support" as one cue: the verb adds nothing to the noun it carries, but names whose support it is."""
    carried = {(a.sentence, a.cue_head.head): a for a in found if a.cue_head is not None and _is_carried(a, parse, knowledge)}
    kept = [a for a in found if a.cue_head is None or not _carries(a, carried)]
    return [_with_verb(a, parse, knowledge) if a in carried.values() else a for a in kept]


def _is_carried(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> bool:
    noun = one.cue_head
    if noun is None or one.entry is None or one.entry.kind != "noun" or noun.dep != "dobj":
        return False
    verb = parse.sentences[one.sentence].tokens[noun.head]
    return verb.lemma in knowledge.light and verb.i < noun.i


def _carries(one: Attribution, carried: dict[tuple[int, int], Attribution]) -> bool:
    noun = carried.get((one.sentence, one.cue_head.i)) if one.cue_head is not None else None
    return noun is not None and noun is not one and one.content_head == noun.cue_head


def _with_verb(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> Attribution:
    noun = one.cue_head
    if noun is None:
        return one
    sentence = parse.sentences[one.sentence]
    verb = sentence.tokens[noun.head]
    whole: Attribution = msgspec.structs.replace(one, cue=Span(verb.start, noun.end), cue_head=verb)
    owner = one.source_head
    own = owner is not None and (owner.pos == "PRON" or (owner.lemma in knowledge.homelands and sentence.child(owner, "poss") is not None))
    subject = source_of(sentence, verb) if own else None  # "expressed *his*, *his country's* regret"
    if subject is None:
        return whole
    named: Attribution = msgspec.structs.replace(whole, source=_source_span(sentence, subject, verb), source_head=subject)
    return named


def _claimed_once(found: list[Attribution]) -> Iterator[Attribution]:
    """A quotation beside two cues is the nearer one's: "“…,” she said after reading the note"."""
    nearest: dict[tuple[str, int], Attribution] = {}
    for one in found:
        for edge in _edges(one):
            rival = nearest.get(edge)
            if rival is None or _claim(one) < _claim(rival):
                nearest[edge] = one
    return (one for one in found if all(nearest[e] is one or (e[0] == "end" and _holds_less(nearest[e], one)) for e in _edges(one)))


def _holds_less(one: Attribution, other: Attribution) -> bool:
    return one.content.start > other.content.start


def _edges(one: Attribution) -> tuple[tuple[str, int], ...]:
    """Where a quotation that is claimed begins and ends; a cue may claim a word before it too."""
    return (("start", one.content.start), ("end", one.content.end)) if one.frame == "quote" else ()


def _claim(one: Attribution) -> tuple[bool, int]:
    """Listed cues before others, then the nearest."""
    cue = one.cue or one.content
    is_listed = one.entry is not None and bool(one.entry.lemma)
    return not is_listed, min(abs(cue.start - one.content.end), abs(one.content.start - cue.end))


def _order(one: Attribution) -> tuple[int, int, int]:
    place = one.cue or one.content
    return place.start, one.rank, one.content.start


def _in_sentence(sentence: Sentence, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    yield from viewpoints(sentence, quotations, knowledge)
    yield from verdicts(sentence, quotations, knowledge)
    for token in sentence.tokens:
        if token.text in {"according", "According"}:
            yield from _according(sentence, token)
            continue
        kind = _KINDS.get(token.pos)
        entries = _entries(token, kind, knowledge) if kind is not None else ()
        if entries:
            yield from _first(sentence, token, entries, quotations, knowledge)


def _entries(token: Token, kind: CueKind, knowledge: CueKnowledge) -> tuple[Cue, ...]:
    """The cues a token may be; participles are adjectives too ("convinced that")."""
    word = token.text.lower()
    listed = knowledge.cues.get((kind, knowledge.lemmas.get(word, token.lemma)), ())
    if token.tag == "VBN":
        listed = (*knowledge.cues.get(("adjective", word), ()), *listed)
    tags = _UNLISTED_TAGS if token.dep != "amod" or kind != "verb" else frozenset[str]()  # "the *following* statement: “…”"
    return listed or ((_UNLISTED[kind],) if token.tag in tags else ())


def _first(
    sentence: Sentence, token: Token, entries: tuple[Cue, ...], quotations: Quotations, knowledge: CueKnowledge
) -> tuple[Attribution, ...]:
    for entry in entries if len(entries) == 1 else sorted(entries, key=_preference):
        found = _by_entry(sentence, token, entry, quotations, knowledge) if _is_whole(sentence, token, entry) else ()
        if found:
            return found
    return _beside_quotation(sentence, token, quotations, knowledge)


def _beside_quotation(sentence: Sentence, token: Token, quotations: Quotations, knowledge: CueKnowledge) -> tuple[Attribution, ...]:
    """A verb that has another use beside what was said: "“…,” Mr Berg offered"."""
    if token.tag not in {"VBD", "VBZ"} or token.pos != "VERB":
        return ()
    found = _by_entry(sentence, token, _UNLISTED["verb"], quotations, knowledge)
    return tuple(a for a in found if a.frame == "quote" and a.content.end <= token.start)


def _preference(entry: Cue) -> tuple[int, bool, str]:
    """Cues with a particle first, then those that speak."""
    return -len(entry.lemma.split()), not entry.speaks, entry.file


def _is_whole(sentence: Sentence, token: Token, entry: Cue) -> bool:
    """Whether the particle of "point out" is there."""
    if " " not in entry.lemma:
        return True
    particles = entry.lemma.split()[1:]
    return all(any(c.lemma == p and abs(c.i - token.i) < 6 for c in sentence.children(token)) for p in particles)


def _by_entry(sentence: Sentence, token: Token, entry: Cue, quotations: Quotations, knowledge: CueKnowledge) -> tuple[Attribution, ...]:
    found = in_frames(sentence, token, entry)
    if found is None and entry.speaks and "clause" in entry.takes and entry.lemma:
        found = astray(sentence, token)
    found = mended(sentence, token, entry, found, quotations, knowledge) if found is not None else None
    feted = found is not None and entry.stance == "congratulation" and found.head.lemma in knowledge.feted
    if found is not None and found.frame == "on" and found.head.text.lower() in knowledge.occasions and not feted:  # "spoke on Friday"
        found = None
    if found is not None and found.frame == "object" and found.head.text.lower() in knowledge.silences:  # "said nothing"
        return ()
    if found is not None and _is_question(sentence, token, entry, found):
        return ()
    if not entry.speaks:
        if found is None or not (entry.lemma or _that(sentence, found)):
            return ()
        return (_made(sentence, token, entry, _source(sentence, token, entry, knowledge), found),)
    if is_passive(sentence, token) and any(t.pos == "VERB" for t in sentence.children(token, "xcomp")):
        return ()  # "X is reported to have told him": X told
    source = beside_quote(quotations, sentence, token, _source(sentence, token, entry, knowledge))
    if not _says_after(found, token, quotations):
        parts = quoted_content(quotations, sentence, token, source) if entry.lemma or token.lemma != "be" else ()
        if parts:
            return tuple(_made(sentence, token, entry, source, Found(part, "quote", token)) for part in parts)
    if not entry.lemma:
        return (_made(sentence, token, entry, source, found),) if found is not None and _that(sentence, found) else ()
    if found is None and "clause" in entry.takes and not is_passive(sentence, token):
        content = parenthetical_content(sentence, token, source)
        found = Found(content, "parenthetical", token) if content else None
    if found is not None and found.frame in {"clause", "parenthetical"} and found.content.end <= token.start:
        whole = with_end_behind(sentence, token, found.content)
        found = msgspec.structs.replace(found, content=with_quotation_after(quotations, sentence, token, source, whole))
    return (_made(sentence, token, entry, source, found),) if found is not None else ()


def _is_question(sentence: Sentence, token: Token, entry: Cue, found: Found) -> bool:
    """Whether somebody was only "asked *about* the dam", "asked *whether* it held", by nobody named: who is asked asks for nothing."""
    asks = found.frame == "about" or (found.frame == "clause" and token.tag == "VBN" and sentence.child(token, "auxpass") is None)
    unasked = entry.stance == "request" and asks and is_passive(sentence, token)
    return unasked and source_of(sentence, token) is None


def _that(sentence: Sentence, found: Found) -> bool:
    opener = sentence.at(found.content.start)
    return opener is not None and opener.text.lower() in {"that", "whether"}


def _says_after(found: Found | None, cue: Token, quotations: Quotations) -> bool:
    """Whether a clause in the reporter's words follows: in "“…,” she said, adding that …" the quotation is not what she added."""
    if found is None or found.frame not in {"clause", "object-infinitive", "infinitive"} or found.content.start < cue.end:
        return False
    return quotations.around(found.content.start) is None


def _source(sentence: Sentence, token: Token, entry: Cue, knowledge: CueKnowledge) -> Token | None:
    if entry.kind == "noun":
        return owner_of(sentence, token)
    if entry.kind == "adjective":
        return _bearer(sentence, token)
    found = source_of(sentence, token)
    return None if found is not None and found.lemma in knowledge.expletives and found.dep == "expl" else found


def _bearer(sentence: Sentence, adjective: Token) -> Token | None:
    """ "X is confident": the copula's subject."""
    if adjective.pos == "VERB":
        return sentence.child(adjective, "nsubjpass", "nsubj")
    above = sentence.head(adjective)
    return source_of(sentence, above) if above.pos in {"AUX", "VERB"} else None


def _made(sentence: Sentence, token: Token, entry: Cue, source: Token | None, found: Found) -> Attribution:
    return Attribution(
        sentence=sentence.number,
        frame=found.frame,
        content=found.content,
        cue=token.span,
        source=_source_span(sentence, source, token),
        source_head=source,
        cue_head=token,
        content_head=found.head,
        addressee=found.addressee,
        entry=entry,
    )


def _source_span(sentence: Sentence, source: Token | None, cue: Token) -> Span | None:
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


def _set_off(document: Document, parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    for turn in turns(document, quotations):
        sentence = parse.sentence_at(turn.source.start)
        if sentence is None or (not turn.headed and turn.source.text_in(parse.text).lower() in knowledge.labels):
            continue
        heads = [t for t in sentence.tokens if turn.source.overlaps(t.span)]
        if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in heads):  # a headline with a colon
            continue
        names = [t for t in heads if t.pos in {"PROPN", "NOUN"}] or heads
        yield Attribution(
            sentence=sentence.number, frame="headed" if turn.headed else "turn", content=turn.content, cue=turn.cue, source=turn.source,
            source_head=names[-1] if names else None,
        )  # fmt: skip
