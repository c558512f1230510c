"""How likely a candidate is an attribution: signs of cue, frame, source and surroundings, weighed by a linear model.

The cues and frames say what may attribute; whether "wants" or "plans to" does depends on its surroundings. The weights are trained by
``evaluation/train_attribution.py`` and kept as JSON in ``resources/quotes/weights.json``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

import msgspec

from communique.model import Sentence, Token
from communique.statements.attribution import Attribution
from communique.statements.clauses import is_passive

_LENGTHS = (2, 5, 10, 20, 40, 80, 160, 320)
# Quoted words: a scare quote, a phrase, speech.
_QUOTED = (1, 3, 6)
_SHARES = (0.2, 0.4, 0.6, 0.8)
_MARKS = frozenset({"mark", "advmod"})


class Surroundings(msgspec.Struct, frozen=True):
    """What a candidate's neighbours say: the attribution that holds it, how many quoted words are its own, and its place."""

    above: Attribution | None
    quoted: int
    first: bool
    rivals: int


def probability(one: Attribution, sentence: Sentence, around: Surroundings, weights: Mapping[str, float]) -> float:
    """Between 0 and 1; unknown signs weigh nothing."""
    total = sum(weights.get(sign, 0.0) for sign in signs(one, sentence, around))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def signs(one: Attribution, sentence: Sentence, around: Surroundings) -> tuple[str, ...]:
    """The signs of a candidate, each once."""
    found = [*_cue_signs(one), *_source_signs(one, sentence), *_content_signs(one, sentence), *_place_signs(one, around)]
    if one.cue_head is not None:
        found += _form_signs(one.cue_head, sentence)
    return tuple(dict.fromkeys(["bias", *found]))


@lru_cache(maxsize=256)
def _group(file: str) -> str:
    """The name of a file of cues."""
    return PurePosixPath(file).stem


def _cue_signs(one: Attribution) -> Iterator[str]:
    group = _group(one.entry.file) if one.entry is not None else "none"
    lemma = one.cue_head.lemma if one.cue_head is not None else ""
    yield f"frame={one.frame}"
    yield f"group={group}"
    yield f"group,frame={group},{one.frame}"
    yield f"lemma={lemma}"
    yield f"lemma,frame={lemma},{one.frame}"
    yield f"stance={one.entry.stance if one.entry is not None else None}"


def _source_signs(one: Attribution, sentence: Sentence) -> Iterator[str]:
    head = one.source_head
    if head is None:
        yield f"source=none,{one.frame}"
        yield "source=none"
        return
    kind = _source_kind(head)
    group = _group(one.entry.file) if one.entry is not None else "none"
    yield f"source={kind}"
    yield f"source,group={kind},{group}"
    yield f"source dep={head.dep}"
    if head.pos == "NOUN":
        yield f"source lemma={head.lemma}"
        yield f"source plural={head.tag == 'NNS'}"
    if one.cue_head is not None:
        yield f"source after={head.i > one.cue_head.i}"
        yield f"source far={abs(head.i - one.cue_head.i) > 8}"


def _source_kind(head: Token) -> str:
    if head.pos == "PRON" or head.tag in {"WP", "WDT", "DT"}:
        return head.text.lower()
    return head.pos


def _form_signs(cue: Token, sentence: Sentence) -> Iterator[str]:
    yield f"tag={cue.tag}"
    yield f"dep={cue.dep}"
    yield f"tag,dep={cue.tag},{cue.dep}"
    if is_passive(sentence, cue):
        yield "passive"
    for child in sentence.children(cue):
        if child.dep == "neg":
            yield "negated"
        elif child.tag == "MD":
            yield f"modal={child.lemma}"
        elif child.dep == "aux":
            yield f"aux={child.lemma}"
        elif child.dep in _MARKS and child.i < cue.i and child.tag in {"IN", "WRB"}:
            yield f"mark={child.text.lower()}"
    above = sentence.head(cue)
    yield f"above={above.pos}"
    if cue.dep in {"xcomp", "pcomp", "conj", "advcl"}:
        yield f"above lemma={above.lemma}"


def _content_signs(one: Attribution, sentence: Sentence) -> Iterator[str]:
    length = one.content.end - one.content.start
    yield f"length={sum(length > limit for limit in _LENGTHS)}"
    head = one.content_head
    if head is None:
        return
    yield f"content={head.pos}"
    yield f"content,frame={head.tag},{one.frame}"
    yield f"content dep={head.dep}"
    opener = sentence.at(one.content.start)
    if opener is not None:
        yield f"opens={opener.lemma if opener.pos in {'SCONJ', 'PRON', 'DET', 'PART', 'ADP'} else opener.pos}"
    if one.frame == "object" and head.pos == "NOUN":
        yield f"object={head.lemma}"


def _nested_signs(one: Attribution, above: Attribution) -> Iterator[str]:
    """What is reported inside another's words: in "she said she hopes to" the hope is hers already."""
    group = _group(one.entry.file) if one.entry is not None else "none"
    share = (one.content.end - one.content.start) / max(1, above.content.end - above.content.start)
    yield f"nested,group={group}"
    yield f"nested,frame={one.frame}"
    yield f"nested,share={sum(share > limit for limit in _SHARES)}"
    if one.source_head is not None:
        yield f"nested,source={_source_kind(one.source_head)}"


def _place_signs(one: Attribution, around: Surroundings) -> Iterator[str]:
    quoted = sum(around.quoted >= words for words in _QUOTED)
    yield f"quoted={quoted}"
    yield f"quoted,frame={quoted > 1},{one.frame}"
    yield f"nested={around.above is not None}"
    yield f"rivals={min(around.rivals, 2)}"
    if around.above is not None:
        yield f"nested in={around.above.frame}"
        yield f"nested,quoted={quoted}"
        yield from _nested_signs(one, around.above)
    if around.first:
        yield "first sentence"
