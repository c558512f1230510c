"""Quotations and the cue beside them: "…," X said; said X; X said: "…"; "…," X said, "…" - by characters, not by the parse."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

import msgspec

from communique.model import Sentence, Span, Token, cover
from communique.statements.quotation import Quotation

_BESIDE = re.compile(r"[\s,.—–\-―]*$")
_AFTER_CUE = re.compile(r"[\s,:;—–\-]*$")
_INTRODUCED = re.compile(r"[^\n!?;\"“”]{0,160}(?:,|:\s*\n*)\s*$")
_SHORT = re.compile(r"(?:\s+[\w’'.@-]*[\w’'@-]){1,4}\s*$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s*$")
_ENDS_OPEN = (",", "?", "!", "—", "–", "-", "…", "...", "’", "'")


class Quotations(msgspec.Struct, frozen=True, dict=True):
    """All quotations of a text, with look-ups by place."""

    text: str
    all: tuple[Quotation, ...]

    @cached_property
    def outermost(self) -> tuple[Quotation, ...]:
        """Those in no other quotation."""
        return tuple(q for q in self.all if q.level == 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [q.outer.start for q in self.outermost]

    @cached_property
    def _ends(self) -> list[int]:
        return [q.outer.end for q in self.outermost]

    def before(self, offset: int) -> int | None:
        """Index of the last outermost quotation that ends at or before ``offset``."""
        found = bisect_right(self._ends, offset) - 1
        return found if found >= 0 else None

    def after(self, offset: int) -> int | None:
        """Index of the first outermost quotation that starts at or after ``offset``."""
        found = bisect_left(self._starts, offset)
        return found if found < len(self.outermost) else None

    def around(self, offset: int) -> Quotation | None:
        """The outermost quotation that ``offset`` stands in."""
        found = bisect_right(self._starts, offset) - 1
        return self.outermost[found] if found >= 0 and offset < self.outermost[found].outer.end else None

    def ended(self, first: int) -> int:
        """Index of the last quotation of a chain through paragraphs that begins with ``first``."""
        while self.outermost[first].continued and first + 1 < len(self.outermost):
            first += 1
        return first

    def begun(self, last: int) -> int:
        """Index of the first quotation of the chain through paragraphs that ends with ``last``."""
        while last > 0 and self.outermost[last - 1].continued:
            last -= 1
        return last


def quoted_content(quotations: Quotations, sentence: Sentence, verb: Token, source: Token | None) -> tuple[Span, ...]:
    """The quotations a cue stands beside, before or after or around it; two stretches where too much lies between them."""
    if quotations.around(verb.start) is not None:
        return ()
    edges = _cue_edges(sentence, verb, source)
    before, after = _before(quotations, edges), _after(quotations, edges, sentence)
    if after is None and before is not None:
        after = _next_sentence(quotations, sentence, edges)
    parts = []
    if before is not None:
        parts.append(cover([quotations.outermost[quotations.begun(before)].outer, quotations.outermost[before].outer]))
    if after is not None:
        parts.append(cover([quotations.outermost[after].outer, quotations.outermost[quotations.ended(after)].outer]))
    return _joined(tuple(parts))


def _joined(parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Both parts as one stretch, if they make up most of it."""
    if len(parts) < 2:
        return parts
    between = parts[1].start - parts[0].end
    said = sum(p.end - p.start for p in parts)
    return (cover(parts),) if between <= said else parts


def _cue_edges(sentence: Sentence, verb: Token, source: Token | None) -> Span:
    """From the leftmost to the rightmost word of source and cue, without what is said."""
    words = [verb, *sentence.children(verb, "aux", "auxpass", "advmod", "neg")]
    words = [w for w in words if abs(w.i - verb.i) < 4]
    if source is not None:
        words += _own(sentence, source, verb)
    return Span(min(w.start for w in words), max(w.end for w in words))


def _own(sentence: Sentence, source: Token, verb: Token) -> list[Token]:
    below = [t for t in sentence.subtree(source) if t.i != verb.i and (t.i < verb.i) == (source.i < verb.i)]
    return below or [source]


def _before(quotations: Quotations, edges: Span) -> int | None:
    index = quotations.before(edges.start)
    if index is None:
        return None
    quotation = quotations.outermost[index]
    gap = quotations.text[quotation.outer.end : edges.start]
    if not _BESIDE.match(gap) or "\n" in gap:
        return None
    ends_open = quotation.span.text_in(quotations.text).rstrip().endswith(_ENDS_OPEN)
    return index if ends_open or gap.strip() else None


def _after(quotations: Quotations, edges: Span, sentence: Sentence) -> int | None:
    index = quotations.after(edges.end)
    if index is None:
        return None
    gap = quotations.text[edges.end : quotations.outermost[index].outer.start]
    if _AFTER_CUE.match(gap) and ("\n" not in gap or ":" in gap):
        return index
    between = [t for t in sentence.tokens if t.start >= edges.end and t.end <= quotations.outermost[index].outer.start]
    same_sentence = sentence.span.end >= quotations.outermost[index].outer.start or gap.rstrip().endswith(":")
    if same_sentence and _INTRODUCED.match(gap) and ("\n" not in gap or ":" in gap):
        return None if any(_opens_clause(t) for t in between) else index
    if _SHORT.match(gap) and "\n" not in gap and all(t.pos in _BESIDE_CUE and t.dep != "nsubj" for t in between):
        return index
    return None


_BESIDE_CUE = frozenset({"PROPN", "PRON", "ADV", "ADP", "NUM"})


def _opens_clause(token: Token) -> bool:
    """Whether something else begins between a cue and a quotation: another clause, another cue."""
    return token.dep in {"nsubj", "nsubjpass"} or token.text.lower() == "that" or token.tag in {"VBD", "VBZ", "VBP", "VBG"}


def _next_sentence(quotations: Quotations, sentence: Sentence, edges: Span) -> int | None:
    """ "…," X said in Geneva. "And so …" goes on."""
    index = quotations.after(edges.end)
    if index is None:
        return None
    start = quotations.outermost[index].outer.start
    gap = quotations.text[edges.end : start]
    ends_here = quotations.text[sentence.span.end : start]
    if "\n" in gap or not _SENTENCE_ENDS.search(gap) or (sentence.span.end <= start and ends_here.strip()):
        return None
    return None if _has_own_cue(quotations, index) else index


def _has_own_cue(quotations: Quotations, index: int) -> bool:
    quotation = quotations.outermost[index]
    if not quotation.span.text_in(quotations.text).rstrip().endswith(","):
        return False
    following = quotations.text[quotation.outer.end : quotation.outer.end + 2]
    return bool(following.strip())
