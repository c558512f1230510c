"""The plain-text reader: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator

from communique.model import Document
from communique.reading.build import build
from communique.reading.decode import decode
from communique.reading.facts import Facts
from communique.reading.source import Failure, Source


def read_text(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """The whole source as one document."""
    data = source.all()
    if isinstance(data, Failure):
        yield data
        return
    decoded = decode(data)
    if decoded.text is None:
        yield Failure(source.name, "not-text", f"{source.name}: this is binary data, not text")
        return
    yield build(decoded.text, facts, decoded.problems)
