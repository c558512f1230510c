"""The state of quotation, by characters: which stretches stand in quotation marks, and how deep.

Parsers are not to be relied on here. A quotation lives within its paragraph (a line); one that is still open at the paragraph's end
goes on in the next only if that opens anew, so a mark that is never closed costs one paragraph at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from communique.model import Document, Span

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_MARK = re.compile(r"``|''|[\"“”„«»‘’'‹›]")
_OPENING = {"“": "double", "„": "double", "«": "guillemet", "``": "double", "‘": "single", "‹": "single"}
_CLOSING = {"”": "double", "»": "guillemet", "’": "single", "›": "single"}
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[{—–\-/“\"‘'„«`:…,])$")
_AFTER_CLOSING = re.compile(r"[\s)\]}.,;:!?—–\-/”\"’'»…]|$")
# Words that begin with an apostrophe: never the start of a single quotation.
_CLIPPED = re.compile(r"['’‘](?:s|t|re|ve|ll|d|m|em|til|cause|tis|twas|n|\d0s)\b", re.IGNORECASE)


class Quotation(msgspec.Struct, frozen=True, order=True):
    """A stretch in quotation marks: ``start``/``end`` without the marks, ``outer`` with them.

    ``level`` is 0 for an outermost quotation. ``open`` says that the paragraph ended before the mark was closed; ``continued`` that the
    next paragraph opens anew and goes on with it.
    """

    start: int
    end: int
    outer: Span
    level: int
    open: bool = False
    continued: bool = False

    @property
    def span(self) -> Span:
        """The words between the marks."""
        return Span(self.start, self.end)


class _Mark(msgspec.Struct, frozen=True):
    start: int
    end: int
    family: str


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """All quotations of the body, in text order; inner ones follow the one that holds them."""
    text = document.article.text
    found: list[list[Quotation]] = []
    for zone in document.body:
        found += [_in_paragraph(text, Span(*m.span())) for m in _PARAGRAPH.finditer(text, zone.start, zone.end)]
    following = [*found[1:], []][: len(found)]
    return tuple(sorted(q for here, after in zip(found, following, strict=True) for q in _linked(here, after, text)))


def _linked(here: list[Quotation], after: list[Quotation], text: str) -> Iterator[Quotation]:
    opens_anew = bool(after) and not text[text.rfind("\n", 0, after[0].outer.start) + 1 : after[0].outer.start].strip()
    for quotation in here:
        joined = quotation.open and quotation.level == 0 and opens_anew and text[quotation.outer.start] == text[after[0].outer.start]
        yield msgspec.structs.replace(quotation, continued=True) if joined else quotation


def _in_paragraph(text: str, paragraph: Span) -> list[Quotation]:
    stack: list[_Mark] = []
    found: list[Quotation] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, role, family = match.group(), *_role(text, match, paragraph, stack)
        if role == "open":
            stack.append(_Mark(match.start(), match.end(), family))
        elif role == "close" and mark:
            found += _closed(stack, match, family, text)
    # Only the outermost mark left open counts; a single one left open was an apostrophe after all.
    still_open = next((m for m in stack if m.family != "single"), None)
    if still_open is not None:
        end = paragraph.end
        found = [q for q in found if q.start > still_open.start and q.level] + [q for q in found if q.end <= still_open.start]
        found.append(Quotation(still_open.end, end, Span(still_open.start, end), 0, open=True))
    return sorted(q for q in found if q.start < q.end)


def _closed(stack: list[_Mark], match: re.Match[str], family: str, text: str) -> Iterator[Quotation]:
    depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].family == family), None)
    if depth is None:
        return
    opened = stack[depth]
    del stack[depth:]
    said = text[opened.end : match.start()]
    start = opened.end + len(said) - len(said.lstrip())
    yield Quotation(start, start + len(said.strip()), Span(opened.start, match.end()), depth)


def _role(text: str, match: re.Match[str], paragraph: Span, stack: list[_Mark]) -> tuple[str, str]:
    """Whether a mark opens or closes, and its family; an apostrophe does neither."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > paragraph.start else ""
    may_open = bool(_BEFORE_OPENING.match(before)) and match.end() < paragraph.end and not text[match.end()].isspace()
    may_close = bool(before) and bool(_AFTER_CLOSING.match(text, match.end()))
    if mark in {"'", "’", "‘", "‹", "›"}:
        return _single(text, match, paragraph, stack, (may_open, may_close)), "single"
    if (mark in _OPENING and _OPENING[mark] == "guillemet") or mark == "»":
        return ("open" if mark == "«" else "close"), "guillemet"
    is_open = any(m.family == "double" for m in stack)
    if mark in _OPENING:
        return ("open" if not is_open else _reopened(text, match, paragraph, before)), "double"
    if mark == "”":
        # Some pages set ” on both sides.
        return ("close" if is_open or not may_open else "open"), "double"
    return _straight(is_open, may_open, may_close), "double"


def _reopened(text: str, match: re.Match[str], paragraph: Span, before: str) -> str:
    """An opening mark inside an open quotation: a closing one set wrongly, if it hugs the word before it; an inner one, if enough close."""
    if before and not before.isspace():
        return "close"
    rest = text[match.start() : paragraph.end]
    return "open" if match.group() == "“" and rest.count("”") > rest.count("“") else "ignore"


def _straight(is_open: bool, may_open: bool, may_close: bool) -> str:
    if is_open and (may_close or not may_open):
        return "close"
    if not is_open and (may_open or not may_close):
        return "open"
    return "ignore"


def _single(text: str, match: re.Match[str], paragraph: Span, stack: list[_Mark], may: tuple[bool, bool]) -> str:
    may_open, may_close = may
    is_open = bool(stack) and stack[-1].family == "single"
    if is_open and may_close and match.group() != "‘":
        return "close"
    if is_open or not may_open or match.group() == "›" or _CLIPPED.match(text, match.start()):
        return "ignore"
    return "open" if _has_partner(text, match, paragraph) else "ignore"


def _has_partner(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a closing single mark follows within the paragraph."""
    partner = "›" if match.group() == "‹" else "’'"
    for offset in range(match.end() + 1, paragraph.end):
        if text[offset] in partner and not text[offset - 1].isspace() and _AFTER_CLOSING.match(text, offset + 1):
            return True
        if text[offset] in '“”"':
            return False
    return False
