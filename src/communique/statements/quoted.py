"""Quotations and the cue beside them: "…," X said; said X; X said: "…"; "…," X said, "…" - by characters, not by the parse."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import msgspec

from communique.model import Sentence, Span, Token, cover
from communique.statements.quotation import Quotation

_BESIDE = re.compile(r"[\s,.—–\-―]*$")
_AFTER_CUE = re.compile(r"[\s,:;—–\-]*$")
# "“…” So said X", "“…,” is how X put it".
_POINTS_BACK = re.compile(r"[ ,]*(?:So|Thus|(?:That )?(?:is|was) how)\b")
_NEAR = 16
_INTRODUCED = re.compile(r"[^\n!?;\"“”]{0,160}(?:,|:\s*\n*)\s*$")
_SHORT = re.compile(r"(?:\s+[\w’'.@-]*[\w’'@-]){1,4}\s*$")
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’']*\s*$")
_STOP = re.compile(r"[.!?]\s|\n")
_STOP_INSIDE = re.compile(r"[a-z][.!?]\s+[A-Z]")
_TITLE = re.compile(r"(?:[A-Z0-9][\w’'.-]*|of|the|and|a|an|in|on|for|to|with|at|[&–-])(?:\s+|$)")
_NAMED = re.compile(r"(?:\b(?:on|of|in|for|from|titled|called|named|entitled|the)|['’]s)\s+$", re.IGNORECASE)
_LONGEST_TITLE = 7
_SET_OFF = frozenset({",", ":", "–", "—"})
_LONGEST_SOURCE = 30
_BEFORE_NOUN = frozenset({"det", "compound", "amod", "poss", "nummod"})
# Where the reporter begins another sentence; a title before a name is shorter.
_SENTENCE_BEGINS = re.compile(r"(?:[a-z]{4}|^)[.!?]\s+[A-Z]")
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

    def is_title(self, index: int) -> bool:
        """Whether marks set off a name, not speech: "on Fox’s “Fox and Friends.”"."""
        quotation = self.outermost[index]
        words = quotation.span.text_in(self.text).strip(" .,!?").split()
        if not words or len(words) > _LONGEST_TITLE or not words[0][0].isupper():
            return False
        named = _NAMED.search(self.text, max(0, quotation.outer.start - 12), quotation.outer.start)
        return named is not None and all(_TITLE.fullmatch(w) for w in words)

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
    edges = _cue_edges(quotations, sentence, verb, source)
    before = _before(quotations, edges, sentence, verb)
    after = _after(quotations, edges, sentence, goes_on=before is not None)
    if after is None and before is not None:
        after = _next_sentence(quotations, sentence, edges)
    parts = []
    if before is not None:
        first = quotations.outermost[quotations.begun(before)].outer
        parts.append(cover([Span(_prose_before(sentence, first, verb), first.end), quotations.outermost[before].outer]))
    if after is not None:
        last = quotations.outermost[_last_coordinated(quotations, sentence, quotations.ended(after))].outer
        begun = _begun_before(quotations, sentence, edges, after) if before is None else []
        parts.append(cover([*begun, quotations.outermost[after].outer, last, *_object(sentence, verb, last)]))
    return _joined(tuple(parts), after is not None and before is not None and _goes_on(quotations, after))


def _begun_before(quotations: Quotations, sentence: Sentence, edges: Span, after: int) -> list[Span]:
    """The subject of a quoted predicate before its cue: "The union, its chief said, “has no intention of …”"."""
    left = [t for t in sentence.tokens if t.end <= edges.start]
    if len(left) < 2 or left[-1].text != "," or not _goes_on(quotations, after) or len(left) > _LONGEST_SOURCE:
        return []
    if left[0].pos in {"ADP", "SCONJ", "ADV", "VERB"} or not (_ends_with_be(left) or _cannot_stand(quotations, sentence, after)):
        return []
    return [left[0].span] if any(t.pos in {"NOUN", "PROPN", "PRON"} for t in left) else []


def _ends_with_be(left: Sequence[Token]) -> bool:
    """Whether the subject stands alone, or with the "be" of what is quoted: "It was, she said, “the worst night”"."""
    verbs = [t for t in left if t.pos in {"VERB", "AUX"}]
    return not verbs or (verbs == [left[-2]] and verbs[0].lemma == "be")


def _cannot_stand(quotations: Quotations, sentence: Sentence, index: int) -> bool:
    """Whether quoted words only complete a clause: "There was silence, a guest recalls, “of six seconds”"."""
    first = sentence.at(quotations.outermost[index].start)
    return first is not None and (first.pos == "ADP" or first.tag in {"VB", "TO"})


def _object(sentence: Sentence, verb: Token, quotation: Span) -> list[Span]:
    """The rest of an object that only begins in quotation marks: "reported “2,521 incidents” in the city"."""
    thing = sentence.child(verb, "dobj", "ccomp")
    if thing is None or thing.i < verb.i or not quotation.contains(thing.span):
        return []
    rest = [t for t in sentence.subtree(thing) if t.start >= quotation.end]
    return [t.span for t in rest if t.pos != "PUNCT"] if rest and rest[0].pos in {"ADP", "NOUN", "PROPN", "ADJ", "DET"} else []


def _last_coordinated(quotations: Quotations, sentence: Sentence, index: int) -> int:
    """The last of quotations strung together: "called it “a sham” and “a fraud”"."""
    while index + 1 < len(quotations.outermost):
        gap = Span(quotations.outermost[index].outer.end, quotations.outermost[index + 1].outer.start)
        between = [t for t in sentence.tokens if gap.contains(t.span)]
        if gap.end > sentence.span.end or not between or not all(t.tag == "CC" or t.pos == "PUNCT" for t in between):
            return index
        index = quotations.ended(index + 1)
    return index


def with_quotation_after(quotations: Quotations, sentence: Sentence, verb: Token, source: Token | None, content: Span) -> Span:
    """A content before its cue, with the quotation that goes on behind it: "C, X said. “And …”"."""
    index = _next_sentence(quotations, sentence, _cue_edges(quotations, sentence, verb, source))
    return cover([content, quotations.outermost[quotations.ended(index)].outer]) if index is not None else content


def _prose_before(sentence: Sentence, quotation: Span, verb: Token) -> int:
    """Where a partly quoted sentence begins: in "Using the tax “is a mistake,” X said" the first words are X's too."""
    clause = sentence.child(verb, "ccomp")
    if clause is not None and clause.end <= quotation.start and sentence.child(clause, "nsubj", "nsubjpass") is not None:
        whole = sentence.subtree(clause)  # "Mr Berg thanked her “for the trouble,” the palace said"
        if any(quotation.contains(t.span) and t.pos != "PUNCT" for t in whole):
            return min(whole[0].start, quotation.start)
    before = [t for t in sentence.tokens if t.end <= quotation.start]
    if before and _is_end_of_clause(sentence, quotation, before[0], verb):
        return before[0].start
    subjects = any(t.dep in {"nsubj", "nsubjpass", "csubj"} for t in before)
    stops = any(t.text in {":", ";", "”", '"', "''"} or t.tag in {"VBD", "VBZ", "VBP"} for t in before[-6:-1])
    if not before or stops or not (subjects or before[0].i > 0) or before[-1].text in _SET_OFF or len(before) > _LONGEST_SOURCE:
        return quotation.start
    return before[0].start if any(t.pos in {"NOUN", "PROPN", "PRON"} for t in before) else quotation.start


def _is_end_of_clause(sentence: Sentence, quotation: Span, first: Token, verb: Token) -> bool:
    """Whether only the end of a clause is quoted: "the ties needed a “reset”, an aide said"."""
    inside = [t for t in sentence.tokens if quotation.contains(t.span) and t.pos != "PUNCT"]
    tops = [t for t in inside if not quotation.contains(sentence.head(t).span)]
    if len(tops) != 1 or not inside[0].text[0].islower() or first.pos in {"ADP", "SCONJ", "CCONJ"}:
        return False
    above = sentence.head(tops[0])
    held = tops[0].dep in {"dobj", "pobj", "acomp", "attr", "oprd", "xcomp"} and first.start <= above.start < quotation.start
    clause = next((a for a in (above, *sentence.ancestors(above)) if sentence.child(a, "nsubj", "nsubjpass") is not None), None)
    told = sentence.child(verb, "nsubj") is not None and quotation.start < verb.start
    return held and told and clause is not None and clause.i != verb.i


def beside_quote(quotations: Quotations, sentence: Sentence, verb: Token, source: Token | None) -> Token | None:
    """The source, mended where the parser took words inside a quotation, or only a piece of the name, for the subject.

    What stands between a quotation and the cue right after it is the source.
    """
    index = quotations.before(verb.start)
    if index is None or quotations.around(verb.start) is not None:
        return source
    quotation = quotations.outermost[index]
    between = [t for t in sentence.tokens if t.start >= quotation.outer.end and t.end <= verb.start]
    names = [t for t in between if t.pos in {"PROPN", "NOUN", "PRON"} and t.tag != "PRP$"]
    inside = source is not None and quotations.around(source.start) is not None
    stops = any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in between if t.head != verb.i)
    if not names or len(between) > _LONGEST_SOURCE or stops or "\n" in quotations.text[quotation.outer.end : verb.start]:
        return _outside(sentence, verb) if inside else source
    if source is not None and source in between:
        return source
    if not inside and not quotation.span.text_in(quotations.text).rstrip().endswith(_ENDS_OPEN):
        return source
    return _first_name(between, names)


def _outside(sentence: Sentence, verb: Token) -> Token | None:
    """The noun right beside a cue whose subject the parser found inside a quotation."""
    after = verb.i + 1
    while after + 1 < len(sentence.tokens) and sentence.tokens[after].dep in _BEFORE_NOUN:  # "corrected the old surveyor"
        after += 1
    for place in (verb.i - 1, after):
        if 0 <= place < len(sentence.tokens) and sentence.tokens[place].pos in {"PROPN", "NOUN", "PRON"}:
            return sentence.tokens[place]
    return None


def _first_name(between: list[Token], names: list[Token]) -> Token:
    """The last noun before the first comma: the name, not its apposition."""
    comma = next((t.i for t in between if t.text == "," and t.i > names[0].i), None)
    return [t for t in names if comma is None or t.i < comma][-1]


def _joined(parts: tuple[Span, ...], goes_on: bool) -> tuple[Span, ...]:
    """Both parts as one stretch, if they make up most of it, or the second goes on with the first one's sentence."""
    if len(parts) < 2:
        return parts
    between = parts[1].start - parts[0].end
    said = sum(p.end - p.start for p in parts)
    return (cover(parts),) if between <= said * (2 if goes_on else 1) else parts


def _cue_edges(quotations: Quotations, sentence: Sentence, verb: Token, source: Token | None) -> Span:
    """From the leftmost to the rightmost word of source and cue, without what is said."""
    words = [verb, *sentence.children(verb, "aux", "auxpass", "advmod", "neg")]
    words = [w for w in words if abs(w.i - verb.i) < 4 and quotations.around(w.start) is None]  # "chanted “Never again!”"
    if source is not None and (source.head == verb.i or not _has_other_verb(sentence, source, verb)):
        said = {t.i for c in sentence.children(source) if quotations.around(c.start) is not None for t in sentence.subtree(c)}
        words += [w for w in _own(sentence, source, verb) if w.i not in said]  # "Said Ellis: “…”", all hung on Ellis
    words += _quoting(sentence, verb)
    words = [w for w in words if w.pos != "PUNCT"] or [verb]
    return Span(min(w.start for w in words), max(w.end for w in words))


def _has_other_verb(sentence: Sentence, source: Token, verb: Token) -> bool:
    """Whether the source speaks through another verb between: in "he said, adding: “…”" only "adding" stands beside the quotation."""
    first, last = sorted((source.i, verb.i))
    return any(t.pos == "VERB" and t.i not in {source.i, verb.i} for t in sentence.tokens[first:last])


def _quoting(sentence: Sentence, verb: Token) -> list[Token]:
    """What reports a cue: in "the agency quoted X as saying" the agency and its verb stand beside the quotation too."""
    marker = sentence.head(verb)
    told = sentence.child(marker, "nsubjpass")
    if verb.dep == "xcomp" and told is not None:  # "X is reported to have told him"
        return [marker, *sentence.children(marker, "auxpass", "aux"), *_own(sentence, told, marker)]
    if verb.dep != "pcomp" or marker.lemma != "as":
        return []
    above = sentence.head(marker)
    subject = sentence.child(above, "nsubj", "nsubjpass")
    return [above, *sentence.children(above, "auxpass", "aux"), *(_own(sentence, subject, above) if subject is not None else [])]


def _own(sentence: Sentence, source: Token, verb: Token) -> list[Token]:
    below = [t for t in sentence.subtree(source) if t.i != verb.i and (t.i < verb.i) == (source.i < verb.i)]
    return [*below, source]


def _before(quotations: Quotations, edges: Span, sentence: Sentence, verb: Token) -> int | None:
    index = quotations.before(edges.start)
    if index is None:
        return None
    quotation = quotations.outermost[index]
    if quotations.is_title(index):  # "On “Face the Nation,” Mr Berg said …"
        return None
    gap = quotations.text[quotation.outer.end : edges.start]
    if len(gap) < _NEAR and _POINTS_BACK.match(quotations.text, quotation.outer.end, verb.start):
        return index
    if "\n" in gap or not (_BESIDE.match(gap) or _is_name(sentence, Span(quotation.outer.end, edges.start))):
        return None
    ends_open = quotation.span.text_in(quotations.text).rstrip().endswith(_ENDS_OPEN)
    return index if ends_open or "," in gap[:2] else None


def _is_name(sentence: Sentence, gap: Span) -> bool:
    """Whether only pieces of a title or name that the parser hung elsewhere stand in ``gap``."""
    words = [t for t in sentence.tokens if gap.contains(t.span)]
    return 0 < len(words) <= 8 and all(w.text[0].isupper() or w.text in {".", ",", "-", "(", ")", "'s", "’s"} for w in words)


def _joins(between: Sequence[Token]) -> bool:
    """Whether only an "and" stands between two quotations ("“…,” he said, and then “…”")."""
    return any(t.tag == "CC" for t in between) and all(t.tag in {"CC", "RB"} or t.text == "," for t in between)


def _after(quotations: Quotations, edges: Span, sentence: Sentence, *, goes_on: bool) -> int | None:
    index = quotations.after(edges.end)
    if index is None:
        return None
    gap = quotations.text[edges.end : quotations.outermost[index].outer.start]
    if _AFTER_CUE.match(gap) and ("\n" not in gap or ":" in gap):
        return index
    between = [t for t in sentence.tokens if t.start >= edges.end and t.end <= quotations.outermost[index].outer.start]
    if goes_on and _joins(between):
        return index
    if _SENTENCE_BEGINS.search(gap):
        return None
    same_sentence = sentence.span.end >= quotations.outermost[index].outer.start or gap.rstrip().endswith(":")
    if gap.rstrip().endswith(",") and "\n" not in gap and _goes_on(quotations, index) and _INTRODUCED.match(gap):
        return index
    if same_sentence and _INTRODUCED.match(gap) and ("\n" not in gap or ":" in gap):
        return None if any(_opens_clause(t) for t in between) else index
    if _SHORT.match(gap) and "\n" not in gap and all(t.pos in _BESIDE_CUE and t.dep != "nsubj" for t in between):
        return index
    return None


_BESIDE_CUE = frozenset({"PROPN", "PRON", "ADV", "ADP", "NUM"})


def _goes_on(quotations: Quotations, index: int) -> bool:
    """Whether a quotation takes up a broken-off sentence: it begins with a small letter."""
    return quotations.text[quotations.outermost[index].start].islower()


def _opens_clause(token: Token) -> bool:
    """Whether something else begins between a cue and a quotation: another clause, another cue."""
    return token.dep in {"nsubj", "nsubjpass"} or token.text.lower() == "that" or token.tag in {"VBD", "VBZ", "VBP", "VBG"}


def _next_sentence(quotations: Quotations, sentence: Sentence, edges: Span) -> int | None:
    """ "…," X said in Geneva. "And so …" goes on."""
    index, ended = quotations.after(edges.end), sentence.span.end
    while (
        index is not None
        and quotations.is_title(index)
        and not _STOP.search(quotations.text[edges.end : quotations.outermost[index].start])
    ):
        ended = max(ended, quotations.outermost[index].outer.end)
        index = index + 1 if index + 1 < len(quotations.outermost) else None
    if index is None:
        return None
    start = quotations.outermost[index].outer.start
    gap = quotations.text[edges.end : start]
    if "\n" in gap or not _SENTENCE_ENDS.search(gap) or (ended <= start and quotations.text[ended:start].strip()):
        return None
    return None if _has_own_cue(quotations, index) or _is_piece(quotations, index) else index


def _is_piece(quotations: Quotations, index: int) -> bool:
    """Whether a quotation is part of a sentence in the reporter's words: the sentence goes on behind it."""
    quotation = quotations.outermost[index]
    following = quotations.text[quotation.outer.end : quotation.outer.end + 2].strip()
    words = quotation.span.text_in(quotations.text).rstrip()
    return following[:1].islower() and not words.endswith((".", "!", "?")) and not _STOP_INSIDE.search(words)


def _has_own_cue(quotations: Quotations, index: int) -> bool:
    quotation = quotations.outermost[index]
    if not quotation.span.text_in(quotations.text).rstrip().endswith(","):
        return False
    following = quotations.text[quotation.outer.end : quotation.outer.end + 2]
    return bool(following.strip())
