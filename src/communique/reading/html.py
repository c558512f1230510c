"""The HTML reader: the page's main content as lines, its own metadata as facts.

The main content is found by trafilatura (Apache-2.0), set to precision; our zones come after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from communique.model import Document, Problem
from communique.reading.build import build, unread
from communique.reading.decode import decode, normalised
from communique.reading.facts import Facts, clean
from communique.reading.glance import glance
from communique.reading.published import parse_published
from communique.reading.selecting import passed_over
from communique.reading.source import Failure, Source

# Beyond these the extractor takes minutes or does not come back; pages of news stay far below.
MOST_CHARACTERS = 10_000_000
MOST_TAGS = 40_000
MOST_DEPTH = 500
# What has fewer words is a menu or a button, not an article.
FEWEST_WORDS = 8
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that open nothing, or whose end many pages leave out.
_VOID = re.compile(r"(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|tr|th|dt|dd|option)\Z", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.I)
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,30})", re.I)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What the extractor's date finder may use: metadata and time tags, no guessing, and never today's date.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1995-01-01", "max_date": "2100-01-01", "outputformat": "%Y-%m-%d"}


def read_html(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """The whole source as one page."""
    data = source.all()
    if isinstance(data, Failure):
        yield data
        return
    text, problems = decoded_page(data)
    if text is None:
        yield Failure(source.name, "not-text", f"{source.name}: this is binary data, not a page")
        return
    yield document_from_html(text, facts, problems, name=source.name)


def document_from_html(page: str, facts: Facts, problems: tuple[Problem, ...] = (), *, name: str = "page") -> Document | Failure:
    """The page's article. A page without one is a document without zones, with a problem; one too large or tangled is a failure."""
    page = normalised(page)
    if not page.strip():
        return build("", facts, problems)
    if reason := passed_over(page, glance):
        return unread(page, facts, (*problems, reason))
    tangled = _tangled(page)
    if tangled:
        return Failure(name, "html-too-complex", f"{name}: {tangled}; save the article's text and give that instead")
    text, found = _extracted(page)
    known = facts.over(found)
    if len(text.split()) >= FEWEST_WORDS:
        return build(text, known, problems)
    document = build("", known)
    return Document(document.article, (), (*problems, Problem("no-article-found", "No article was found on this page.")))


def decoded_page(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """A page may name its own encoding; that is no guess."""
    named = _CHARSET.search(data[:4096])
    decoded = decode(data)
    if not decoded.guessed or not named:
        return decoded.text, decoded.problems
    try:
        return data.decode(named[1].decode("ascii"), "replace"), ()
    except LookupError:
        return decoded.text, decoded.problems


def _tangled(page: str) -> str | None:
    """Why the page must not reach the extractor, if so."""
    if len(page) > MOST_CHARACTERS:
        return f"the page has {len(page):,} characters"
    depth = 0
    for tags, match in enumerate(_TAG.finditer(page), 1):
        if not _VOID.match(match[2]):
            depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > MOST_DEPTH:
            return f"its tags are nested more than {MOST_DEPTH:,} deep"
        if tags > MOST_TAGS:
            return f"the page has more than {MOST_TAGS:,} tags"
    return None


def _extracted(page: str) -> tuple[str, Facts]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(page, favor_precision=True, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES))
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError):
        # The extractor raises many things on broken pages; for us they all mean that it found nothing.
        found = None
    plain = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    facts = Facts(
        title=_fact(plain.get("title")),
        publisher=_fact(plain.get("sitename")),
        url=_fact(plain.get("url")),
        published=parse_published(plain.get("date")),
        language=match[1].lower() if (match := _LANGUAGE.search(page[:4096])) else None,
    )
    return _tidied(str(plain.get("text") or "")), facts


def _fact(value: object) -> str | None:
    return clean(unescape(value)) if isinstance(value, str) else None


def _tidied(text: str) -> str:
    """Lines without what no reader sees: soft hyphens, zero-width spaces, runs of blanks."""
    lines = (" ".join(_INVISIBLE.sub("", line).split()) for line in normalised(text).split("\n"))
    return "\n".join(line for line in lines if line)
