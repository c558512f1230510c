"""The JSONL reader: one line, one document, memory flat however long the file is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.model import Document, Problem
from communique.reading.build import build
from communique.reading.decode import Decoded, decode, normalised
from communique.reading.facts import Facts, clean
from communique.reading.html import document_from_html
from communique.reading.published import parse_published
from communique.reading.source import Failure, Source, too_large

FACTS = ("id", "title", "publisher", "url", "language")


def read_jsonl(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """A document or a failure for each line that is not blank. A broken line never ends the file."""
    for number, data in source.lines():
        name = f"{source.name}:{number}"
        if data is None:
            yield too_large(name)
        elif data.strip():
            yield _document(name, data, facts)


def _document(name: str, data: bytes, facts: Facts) -> Document | Failure:
    decoded = decode(data)
    line = _object(decoded)
    if isinstance(line, str):
        return Failure(name, "bad-jsonl-line", f"{name}: {line}")
    text, page = line.get("text"), line.get("html")
    known, problems = _facts(line)
    if isinstance(text, str):
        return build(normalised(text), known.over(facts), (*decoded.problems, *problems))
    if isinstance(page, str):
        return document_from_html(page, known.over(facts), (*decoded.problems, *problems), name=name)
    return Failure(name, "bad-jsonl-line", f'{name}: the object has neither "text" nor "html" as a string')


def _object(decoded: Decoded) -> dict[str, Any] | str:
    """The line's object, or what is wrong with it."""
    if decoded.text is None:
        return "this is binary data, not JSON"
    try:
        line = _parsed(decoded.text)
    except RecursionError:
        return "is nested too deeply"
    except ValueError as error:
        return f"is not JSON: {error}"
    return line if isinstance(line, dict) else 'is not an object like {"text": "…"}'


def _parsed(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        # The standard reader also takes half characters (lone surrogates) and NaN, as older tools write them.
        return json.loads(text)


def _facts(line: dict[str, Any]) -> tuple[Facts, tuple[Problem, ...]]:
    given = line.get("published")
    date = parse_published(given)
    facts = Facts(published=date, **{key: clean(line.get(key)) for key in FACTS})
    if date or given in (None, ""):
        return facts, ()
    message = f"The publication date {str(given)[:60]!r} is no possible date; write it as 2025-08-18."
    return facts, (Problem("bad-publication-date", message),)
