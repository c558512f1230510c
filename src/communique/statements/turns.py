"""Speakers set off by punctuation: "Name: …" in headlines and transcripts, "… - Name" in headlines, "“…” — Name" under a quotation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from communique.model import Document, Span
from communique.statements.quoted import Quotations

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NAME = r"(?:[A-Z][\w.’'&-]*)(?: (?:[A-Z][\w.’'&()-]*|of|the|for|and|de|da|al|bin|van|von)){0,9}"
_TURN = re.compile(rf"\s*[\"“]?({_NAME}(?: \([A-Z][^()\n]{{1,40}}\))?)\s*:\s+(?=\S)")
# "Berg, on Facebook: “…”", "Mr Berg, in Oslo: “…”"
_PLACED = re.compile(rf"\s*({_NAME}), (?:on|in|at|to|from|after|of) [^\n:;.,\"“]{{2,40}}:\s+(?=[\"“])")
_SIGNED = re.compile(rf"\s*(?:[―—–]|--)\s*({_NAME}(?:, [^\n]{{1,80}})?)\s*$")
# "No talks before June - Kremlin", "Ferry had no licence -officials": a headline, without a full stop.
_HEADED = re.compile(rf"\s*(?P<said>[^\n]{{12,140}}?)\s+[-–—]\s?(?P<name>{_NAME}|[a-z]+(?: [a-z]+)?)[ \t]*$")
# Words by which a text goes on to a place or a day: "Then Rome: the premier told …".
_NEXT = frozenset({"then", "next", "now", "later", "first", "finally"})
_MANY = 3
# A first sentence of so many words is no headline and no greeting.
_LEAD = 8


class Turn(msgspec.Struct, frozen=True):
    """A stretch of text and the name set beside it."""

    source: Span
    cue: Span
    content: Span
    headed: bool = False


def turns(document: Document, quotations: Quotations) -> Iterator[Turn]:
    """All turns of the body, in text order."""
    text = document.article.text
    lines = [Span(*m.span()) for z in document.body for m in _LINE.finditer(text, z.start, z.end)]
    opened = [_TURN.match(text, line.start, line.end) or _PLACED.match(text, line.start, line.end) for line in lines]
    names = Counter(m.group(1) for m in opened if m)
    is_transcript = sum(names.values()) >= _MANY and max(names.values()) > 1  # else they are headings
    for number, match in enumerate(opened):
        if match is not None and match.group(1).split()[0].lower() not in _NEXT and not (number == 0 and _is_place(match, lines[0])):
            yield _turn(match, lines, opened, number, is_transcript)
    yield from _headed(text, lines[:1])
    yield from _signed(text, quotations)


def _headed(text: str, lines: list[Span]) -> Iterator[Turn]:
    """The headline that ends with a dash and a name; whether the name speaks is for those to say who know the actors."""
    for line in lines:
        match = _HEADED.match(text, line.start, line.end)
        if match is not None and not _is_signed(match["said"]):
            yield Turn(
                Span(*match.span("name")), Span(match.end("said") + 1, match.end("said") + 2), Span(*match.span("said")), headed=True
            )


def _is_place(match: re.Match[str], line: Span) -> bool:
    """Whether a report begins with where it was filed ("HEILIGENDAMM: The two leaders met …."): in capitals, before a whole sentence."""
    first, stop, _ = match.string[match.end() : line.end].partition(". ")
    ends = bool(stop) or first.endswith((".", "”", '"'))
    return match.group(1).isupper() and ends and len(first.split()) >= _LEAD and first[:1].isupper()


def _turn(match: re.Match[str], lines: list[Span], opened: list[re.Match[str] | None], number: int, is_transcript: bool) -> Turn:
    last = number
    while is_transcript and number > 0 and last + 1 < len(lines) and opened[last + 1] is None:
        last += 1
    start, end = match.end(), lines[last].end
    while end > start and match.string[end - 1] in ' \t".”':
        end -= 1
    return Turn(Span(*match.span(1)), Span(match.end(1), match.end(1) + 1), Span(start, max(end, start + 1)))


def _is_signed(said: str) -> bool:
    """Whether it is a sentence, or all of it a quotation with a name under it."""
    return said.endswith(".") or (said[0] in "“\"'‘" and said[-1] in "”\"'’")


def _signed(text: str, quotations: Quotations) -> Iterator[Turn]:
    for quotation in quotations.outermost:
        line_end = text.find("\n", quotation.outer.end)
        rest = Span(quotation.outer.end, line_end if line_end >= 0 else len(text))
        match = _SIGNED.match(text, rest.start, rest.end)
        if match is not None:
            mark = next(i for i in range(rest.start, rest.end) if not text[i].isspace())
            yield Turn(Span(*match.span(1)), Span(mark, mark + 1), quotation.outer)
