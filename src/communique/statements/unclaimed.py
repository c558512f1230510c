"""Quotations that no cue stands beside: introduced by a colon, or paragraphs in which the last speaker goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.model import Parse, Sentence, Span, Token, cover
from communique.statements.attribution import Attribution
from communique.statements.clauses import phrase, source_of
from communique.statements.intervals import Intervals
from communique.statements.quotation import Quotation
from communique.statements.quoted import Quotations

_COLON = re.compile(r":\s*$")
_ALONE = re.compile(r"[\s.]*$")
_PERSONS = frozenset({"he", "she", "his", "her"})
_SPEAKING = frozenset({"quote", "turn", "introduced", "continued"})


def unclaimed(found: Sequence[Attribution], parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> Iterator[Attribution]:
    """Attributions for outermost quotations that lie in no content of ``found`` (which stands in text order)."""
    told = [a for a in found if a.cue is None or quotations.around(a.cue.start) is None]  # not what a quoted speaker says himself
    done = Intervals([a.content for a in told])
    spoken = [a for a in found if a.frame in _SPEAKING]
    previous: Attribution | None = None
    for number, quotation in enumerate(quotations.outermost):
        if done.touches(quotation.outer) or _goes_on(quotations, number):
            continue
        whole = cover([quotation.outer, quotations.outermost[quotations.ended(number)].outer])
        made = _introduced(parse, quotations, quotation, whole) or _continued(quotations, quotation, whole, spoken, previous)
        made = made or _acted(parse, quotations, quotation, whole, knowledge)
        if made is not None:
            previous = made
            yield made


def _goes_on(quotations: Quotations, number: int) -> bool:
    return number > 0 and quotations.outermost[number - 1].continued


def _introduced(parse: Parse, quotations: Quotations, quotation: Quotation, whole: Span) -> Attribution | None:
    """ "Sanders made this comment: “…”": the main verb's subject speaks."""
    before = quotations.text[: quotation.outer.start][-80:]
    colon = _COLON.search(before)
    if colon is None:
        return None
    place = quotation.outer.start - len(before) + colon.start()
    sentence = parse.sentence_at(place)
    if sentence is None:
        return None
    verb = _verb_before(sentence, place)
    source = source_of(sentence, verb) if verb is not None else None
    if verb is None or source is None:
        return None
    return Attribution(
        sentence=sentence.number, frame="introduced", content=whole, cue=verb.span, source=phrase(sentence, source, without=[verb]),
        source_head=source, cue_head=verb,
    )  # fmt: skip


def _verb_before(sentence: Sentence, place: int) -> Token | None:
    verbs = [t for t in sentence.tokens if t.end <= place and (t.pos == "VERB" or _describes(sentence, t))]
    finite = [t for t in verbs if sentence.child(t, "nsubj") is not None]
    return finite[-1] if finite else None


def _describes(sentence: Sentence, verb: Token) -> bool:
    """ "A second was blunter: “…”"."""
    return verb.pos == "AUX" and sentence.child(verb, "acomp", "attr") is not None


def _continued(
    quotations: Quotations, quotation: Quotation, whole: Span, spoken: Sequence[Attribution], previous: Attribution | None
) -> Attribution | None:
    """A paragraph that is nothing but a quotation, after one in which somebody was quoted: the same speaker."""
    if not _stands_alone(quotations.text, whole):
        return None
    earlier = [a for a in (*spoken, *((previous,) if previous else ())) if a.content.start < whole.start]
    last = max(earlier, key=lambda a: max(a.content.end, a.cue.end if a.cue else 0), default=None)
    if last is not None and quotations.text[last.content.start] != quotations.text[whole.start]:  # a heading in other marks
        return None
    if last is None or not _paragraph_before(quotations.text, whole, last):
        return None
    continued: Attribution = msgspec.structs.replace(last, content=whole, frame="continued")
    return continued


def _acted(parse: Parse, quotations: Quotations, quotation: Quotation, whole: Span, knowledge: CueKnowledge) -> Attribution | None:
    """ "Asked about the dam, he smiled. “Next question.”": sentences of their own, behind one in the same paragraph about a person."""
    text = quotations.text
    before = text[text.rfind("\n", 0, quotation.outer.start) + 1 : quotation.outer.start].rstrip()
    words = quotation.span.text_in(text).rstrip()
    if not before.endswith(".") or not words.endswith((".", "!", "?")) or not words[0].isupper():
        return None
    place = text.rfind(".", 0, quotation.outer.start)
    sentence = parse.sentence_at(place)
    root = sentence.root if sentence is not None else None
    subject = sentence.child(root, "nsubj") if sentence is not None and root is not None else None
    if sentence is None or root is None or subject is None or sentence.tokens[-1].text != ".":
        return None
    owner = sentence.child(subject, "poss")
    speaker = owner if owner is not None and root.lemma == "be" else subject  # "Her answer was short. “No.”"
    official = speaker.lemma in knowledge.voices and sentence.child(speaker, "det") is not None
    if speaker.pos != "PROPN" and speaker.text.lower() not in _PERSONS and not official:
        return None
    return Attribution(
        sentence=sentence.number, frame="introduced", content=whole, cue=root.span, source=phrase(sentence, speaker, without=[root]),
        source_head=speaker, cue_head=root,
    )  # fmt: skip


def _stands_alone(text: str, span: Span) -> bool:
    line_end = text.find("\n", span.end)
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    return not before.strip() and bool(_ALONE.match(text[span.end : line_end if line_end >= 0 else len(text)]))


def _paragraph_before(text: str, span: Span, last: Attribution) -> bool:
    """Whether ``last`` stands in the paragraph right before, or only a question without quotation stands between."""
    end = max(last.content.end, last.cue.end if last.cue else 0)
    between = [line.strip() for line in text[end : span.start].split("\n")[1:-1] if line.strip()]
    return not between or (len(between) == 1 and between[0].endswith("?"))
