"""One row of named values → Document: what a JSONL line, a CSV row and a Parquet row have in common."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from communique.model import Document, Problem
from communique.reading.build import build
from communique.reading.decode import normalised
from communique.reading.facts import Facts, clean
from communique.reading.html import document_from_html
from communique.reading.published import parse_published
from communique.reading.source import Failure

FACTS = ("id", "title", "publisher", "url", "language")
COLUMNS = ("text", "html", "published", *FACTS)


def document_of_row(
    name: str, row: Mapping[str, object], facts: Facts, problems: tuple[Problem, ...] = (), *, code: str = "bad-row"
) -> Document | Failure:
    """The document of ``row``, by its ``text`` or else its ``html``; a failure with ``code`` where it has neither."""
    found = _document(name, row, facts, problems)
    if found is None:
        return Failure(name, code, f'{name}: the object has neither "text" nor "html" as a string')
    return msgspec.structs.replace(found, source=name) if isinstance(found, Document) else found


def _document(name: str, row: Mapping[str, object], facts: Facts, problems: tuple[Problem, ...]) -> Document | Failure | None:
    text, page = row.get("text"), row.get("html")
    known, dubious = _facts(row)
    if isinstance(text, str):
        return build(normalised(text), known.over(facts), (*problems, *dubious))
    if isinstance(page, str):
        return document_from_html(page, known.over(facts), (*problems, *dubious), name=name)
    return None


def _facts(row: Mapping[str, object]) -> tuple[Facts, tuple[Problem, ...]]:
    given = row.get("published")
    date = parse_published(given)
    facts = Facts(published=date, **{key: clean(row.get(key)) for key in FACTS})
    if date or given in (None, ""):
        return facts, ()
    message = f"The publication date {str(given)[:60]!r} is no possible date; write it as 2025-08-18."
    return facts, (Problem("bad-publication-date", message),)
