"""The JSONL reader: one line, one document, memory flat however long the file is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.model import Document
from communique.reading.decode import Decoded, decode
from communique.reading.facts import Facts
from communique.reading.rows import document_of_row
from communique.reading.source import Failure, Source, too_large


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
    return document_of_row(name, line, facts, decoded.problems, code="bad-jsonl-line")


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
