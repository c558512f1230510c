"""Bytes of a page → the document on it, with what the feed says where the page is silent."""

from __future__ import annotations

import io

import msgspec

from communique.feeds.nouns import Answer, Page, Trouble
from communique.model import Document
from communique.reading import Facts, Failure, read_stream
from communique.reading.decode import decode
from communique.reading.html import decoded_page

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
WARM = b"<html><body><article><p>The two ministers met in Oslo on Monday and spoke about the harbour.</p></article></body></html>"
# Pages in which nothing is to be coded: they must not take the place of what was there before.
EMPTY = ("no-article-found", "empty-document")


def warm() -> None:
    """Load everything: no page is to pay for that with its time."""
    document_of(Page(0, "http://localhost/", None, None, None, 0, None, None), None, Answer("http://localhost/", 200, WARM, "text/html"))


def as_line(body: bytes, media: str, facts: dict[str, str | None]) -> bytes:
    """A page as a line of JSON that ``read`` and ``ingest`` take, with what its feed says of it."""
    kind = "text" if media == "text/plain" else "html"
    text = decode(body).text if kind == "text" else decoded_page(body)[0]
    return msgspec.json.encode({kind: text or "", **{name: fact for name, fact in facts.items() if fact}}) + b"\n"


def document_of(page: Page, publisher: str | None, answer: Answer) -> Document | Trouble:
    """What stands on the page. What the page does not say of itself, the feed says."""
    facts = Facts(url=page.url, publisher=publisher, published=page.published)
    document = _read(answer, facts)
    if isinstance(document, Trouble):
        return document
    article = document.article
    more = Facts(title=article.title or page.title, published=article.published or page.updated)
    if (more.title, more.published) == (article.title, article.published):
        return document
    return _read(answer, facts.over(more))


def _read(answer: Answer, facts: Facts) -> Document | Trouble:
    kind = "text" if answer.media == "text/plain" else "html"
    (found,) = read_stream(io.BytesIO(answer.body), answer.url, format=kind, facts=facts)
    if isinstance(found, Failure):
        return Trouble(found.code, found.message, lasting=True)
    empty = [p for p in found.problems if p.code in EMPTY]
    return Trouble(empty[0].code, empty[0].message) if empty else found
