"""Short ways to documents and their times."""

from __future__ import annotations

import datetime as dt

from communique.dates import find_times
from communique.knowledge.dates import load_dates
from communique.model import Article, Document, Parse, TimeExpression, Zone

RULES = load_dates()
MONDAY = dt.date(2025, 8, 18)


def document(text: str, published: dt.date | None, body: tuple[int, int] | None = None) -> Document:
    start, end = body or (0, len(text))
    return Document(Article("a", None, None, None, published, "en", "", text), (Zone("body", start, end),))


def unparsed(text: str, published: dt.date | None = MONDAY) -> tuple[TimeExpression, ...]:
    return find_times(document(text, published), Parse(text, (), "none"), RULES)
