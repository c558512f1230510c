"""Parses put right where a source is set into what it tells: "Berg, *aides said*, told her …", "told her, *according to aides*, that …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.model import Sentence, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAYS = frozenset({"VBD", "VBZ"})
_MARKS = frozenset({"“", '"', "``", "‘"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})
# Words of the subject before the insertion, of the insertion, and of the adverbs that may follow its cue.
_LONGEST = (12, 24, 7)

Change = tuple[int, Token]


def interrupted(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Berg, *an aide who was there said*, told her he would go": who told her is Mr Berg; the aide says so."""
    tokens = sentence.tokens
    commas = [t.i for t in tokens if t.text == ","]
    stops = [-1, *(t.i for t in tokens if t.text == ";")]
    for opens, closes in pairwise(commas):
        outer = tokens[max(s for s in stops if s < opens) + 1 : opens]
        inner = tokens[opens + 1 : closes]
        if not 0 < len(outer) <= _LONGEST[0] or not 1 < len(inner) <= _LONGEST[1] or _finite(outer):
            continue
        main = _main_verb(sentence, closes)
        subject, cue = _top(outer), _cue(inner, knowledge)
        source = _source(sentence, inner, cue) if cue is not None else None
        if main is None or subject is None or cue is None or source is None:
            continue
        yield from _put_apart(sentence, subject, (source, cue), main)
        return


def _put_apart(sentence: Sentence, subject: Token, insertion: tuple[Token, Token], main: Token) -> Iterator[Change]:
    source, cue = insertion
    passive = any(c.dep == "auxpass" for c in sentence.children(main)) or (main.tag == "VBN" and sentence.child(main, "aux") is None)
    if sentence.head(main).i == cue.i or main.dep == "ROOT" or main.head in {subject.i, source.i}:
        yield main.i, msgspec.structs.replace(main, head=main.i, dep="ROOT")
    yield subject.i, msgspec.structs.replace(subject, head=main.i, dep="nsubjpass" if passive else "nsubj", pos=_noun(subject))
    yield cue.i, msgspec.structs.replace(cue, head=main.i, dep="parataxis")
    yield source.i, msgspec.structs.replace(source, head=cue.i, dep="nsubj")


def _noun(subject: Token) -> str:
    return subject.pos if subject.pos in _NOUNS else "PROPN"


def _finite(tokens: Sequence[Token]) -> bool:
    return any(t.tag in _FINITE for t in tokens)


def _top(tokens: Sequence[Token]) -> Token | None:
    """The head of a noun phrase that opens a sentence; a name that the tagger does not know is its last word."""
    places = {t.i for t in tokens}
    if tokens[0].pos in {"ADP", "SCONJ", "ADV", "CCONJ"} and len(tokens) > 1:
        return None
    tops = [t for t in tokens if (t.head not in places or t.head == t.i) and t.pos != "PUNCT"]
    if len(tops) != 1 or (tops[0].pos not in _NOUNS and not (len(tokens) == 1 and tops[0].text[0].isupper())):
        return None
    return tops[0]


def _main_verb(sentence: Sentence, closes: int) -> Token | None:
    """The verb of the clause that goes on right behind the insertion."""
    after = [t for t in sentence.tokens[closes + 1 : closes + 4] if t.pos not in {"ADV"} and t.text not in _MARKS]
    first = after[0] if after else None
    if first is None or first.tag not in _FINITE:
        return None
    verb = sentence.head(first) if first.dep in {"aux", "auxpass"} else first
    return verb if verb.i >= first.i else None


def _cue(inner: Sequence[Token], knowledge: CueKnowledge) -> Token | None:
    """The one cue of an insertion, at its end but for when and where, or at its beginning."""
    said = [t for t in inner if t.tag in _SAYS and _speaks(t, knowledge)]
    if not said:
        return None
    if said[0].i == inner[0].i:
        return said[0] if not _finite(inner[1:]) else None
    cue, after = said[-1], inner[said[-1].i - inner[0].i + 1 :]
    return cue if len(after) <= _LONGEST[2] and not _finite(after) else None


def _speaks(token: Token, knowledge: CueKnowledge) -> bool:
    return any(c.speaks and "clause" in c.takes for c in knowledge.cues.get(("verb", token.lemma), ()))


def _source(sentence: Sentence, inner: Sequence[Token], cue: Token) -> Token | None:
    """Who says it: the noun phrase before the cue, or right behind one that opens the insertion."""
    words = [t for t in inner if t.i > cue.i] if cue.i == inner[0].i else [t for t in inner if t.i < cue.i]
    if not words or words[0].tag in _RELATIVE or words[0].pos in {"ADP", "SCONJ", "VERB", "ADV"}:
        return None
    places = {t.i for t in words}
    tops = [t for t in words if t.pos in _NOUNS and (t.head not in places or t.head == t.i)]
    if not tops or any(t.tag in _FINITE for t in words if not _in_relative(sentence, t, tops[0])):
        return None
    return tops[0]


def _in_relative(sentence: Sentence, verb: Token, noun: Token) -> bool:
    chain = (verb, *sentence.ancestors(verb))
    return any(t.dep in {"relcl", "acl"} and t.head == noun.i for t in chain)


def according_inside(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Berg told her, *according to aides*, that …": the clause is what he told her, wherever the parser hung it."""
    for word in sentence.tokens:
        if word.text != "according" or word.i < 2 or sentence.tokens[word.i - 1].text != ",":
            continue
        comma = next((t.i for t in sentence.tokens[word.i :] if t.text == ","), None)
        marker = sentence.tokens[comma + 1] if comma is not None and comma + 1 < len(sentence.tokens) else None
        verb = next((t for t in reversed(sentence.tokens[: word.i]) if t.pos in {"VERB", "AUX"}), None)
        if marker is None or marker.text.lower() != "that" or marker.dep != "mark" or verb is None or not _speaks(verb, knowledge):
            continue
        clause = sentence.head(marker)
        if clause.i > marker.i and clause.head != verb.i and sentence.child(verb, "ccomp") is None:
            yield clause.i, msgspec.structs.replace(clause, head=verb.i, dep="ccomp")
            yield word.i, msgspec.structs.replace(word, head=verb.i)


def asked_before(sentence: Sentence, knowledge: CueKnowledge) -> Iterator[Change]:
    """ "Berg, *asked if he was pleased*, said: “…”": he says it, and somebody asked him."""
    for asked in sentence.tokens[2:]:
        noun = sentence.child(asked, "nsubj")
        if (
            asked.lemma not in knowledge.asking
            or asked.tag not in {"VBD", "VBN"}
            or noun is None
            or sentence.tokens[asked.i - 1].text != ","
        ):
            continue
        said = next(
            (t for t in sentence.tokens[asked.i + 1 :] if t.tag in _SAYS and _speaks(t, knowledge) and _opens_main(sentence, t)), None
        )
        if said is None or any(c.dep in _SUBJECTS for c in sentence.children(said)):
            continue
        if any(a.i == asked.i for a in sentence.ancestors(said)):
            yield said.i, msgspec.structs.replace(said, head=said.i if asked.head == asked.i else asked.head, dep=asked.dep)
        yield noun.i, msgspec.structs.replace(noun, head=said.i, dep="nsubj")
        yield asked.i, msgspec.structs.replace(asked, head=noun.i, dep="acl", tag="VBN")


def _opens_main(sentence: Sentence, verb: Token) -> bool:
    """Whether a comma closes what stands before a verb."""
    return sentence.tokens[verb.i - 1].text == ","
