"""Text and facts → Document. Every reader ends here."""

from __future__ import annotations

import datetime as dt
import hashlib

from communique.errors import InputError
from communique.knowledge.zones import load_zones
from communique.model import Article, Document, Problem, Zone
from communique.model.document import FOREIGN
from communique.reading.decode import normalised
from communique.reading.facts import Facts
from communique.reading.language import find_language
from communique.reading.selecting import passed_over
from communique.reading.zones import find_zones

# About 170,000 words: longer than any report or transcript. What lies beyond is kept and not coded.
LONGEST_BODY = 1_000_000


def document_from_text(
    text: str,
    *,
    published: str | dt.date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's word
) -> Document:
    """A document from a text in memory. Raises ``InputError`` where that is no text, or ``published`` is no possible date."""
    if not isinstance(text, str):
        raise InputError(f"a text (str) is wanted, not {type(text).__name__}; files are read by `communique read FILE`")
    facts = Facts.given(published=published, title=title, publisher=publisher, url=url, language=language, id=id)
    return build(normalised(text), facts)


def build(text: str, facts: Facts, problems: tuple[Problem, ...] = ()) -> Document:
    """A document from a normalised text: identity, language, zones, and what is wrong with it."""
    if reason := passed_over(text):
        return unread(text, facts, (*problems, reason))
    rules = load_zones()
    found = find_language(text, rules)
    article = _article(text, facts, found)
    if not text.strip():
        return Document(article, (), (*problems, Problem("empty-document", "There is no text in this document.")))
    zones = find_zones(text[:LONGEST_BODY], rules, title=facts.title)
    trouble = (*problems, *_undated(facts, problems))
    if found not in (None, "en"):
        message = f"The text is in another language ({found}); only English is coded."
        trouble = (*trouble, Problem(FOREIGN, message))
    return _with_tail(Document(article, zones, trouble))


def unread(text: str, facts: Facts, problems: tuple[Problem, ...]) -> Document:
    """A document that is only known by name."""
    return Document(_article(text, facts, None), (), problems)


def _article(text: str, facts: Facts, language: str | None) -> Article:
    data = text.encode("utf-8")
    identity = hashlib.sha256(data + b"\n" + (facts.url or "").encode("utf-8", "replace")).hexdigest()
    return Article(
        id=facts.id or identity[:16],
        title=facts.title,
        publisher=facts.publisher,
        url=facts.url,
        published=facts.published,
        language=language or facts.language,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
    )


def _undated(facts: Facts, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if facts.published or any(p.code == "bad-publication-date" for p in problems):
        return ()
    return (Problem("no-publication-date", "No publication date is known: relative dates stay unresolved. Give it with --published."),)


def _with_tail(document: Document) -> Document:
    text = document.article.text
    tail = text[LONGEST_BODY:]
    if not tail.strip():
        return document
    start = LONGEST_BODY + len(tail) - len(tail.lstrip())
    end = len(text.rstrip())
    message = f"The text has {len(text):,} characters; only the first {LONGEST_BODY:,} are coded. Split it to have all of it coded."
    problem = Problem("text-too-long", message, start, end)
    return Document(document.article, (*document.zones, Zone("other", start, end)), (*document.problems, problem))
