"""Which stretches of the body the parser sees, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.model import Document, Span

# A parser's memory grows with the stretch it is given; no real paragraph comes near this.
LONGEST = 5_000
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+")


def paragraphs(document: Document) -> Iterator[Span]:
    """The non-blank lines of the body zones, trimmed; overlong ones in pieces."""
    text = document.article.text
    for zone in document.body:
        for line in _LINE.finditer(text, zone.start, zone.end):
            words = line.group()
            start = line.start() + len(words) - len(words.lstrip())
            yield from _pieces(text, Span(start, start + len(words.strip())))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def _cut(text: str, start: int, limit: int) -> int:
    """The last sentence end before ``limit``, else the last space, else ``limit``."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start, limit)
    return space + 1 if space > start else limit
