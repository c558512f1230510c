"""The CSV reader: a header that names ``text`` or ``html``, then one row, one document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from communique.model import Document
from communique.reading.facts import Facts
from communique.reading.rows import COLUMNS, document_of_row
from communique.reading.source import Failure, Source

LONGEST_CELL = 20_000_000


def read_csv(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """A document or a failure for each row, in UTF-8. A broken row never ends the file."""
    csv.field_size_limit(LONGEST_CELL)
    first = source.head().decode("utf-8-sig", "replace").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.TextIOWrapper(source.stream, "utf-8-sig", "replace", newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in _next(rows) or ()]
    if not {"text", "html"} & set(names):
        message = f'{source.name}: the first line names no column "text" or "html"; known columns: {", ".join(COLUMNS)}'
        yield Failure(source.name, "bad-csv", message)
        return
    while (row := _next(rows)) is not None:
        if row or isinstance(row, str):
            yield _document(f"{source.name}:{rows.line_num}", row, names, facts)


def _next(rows: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, what is wrong with it, or ``None`` at the end."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return str(error)


def _document(name: str, row: list[str] | str, names: list[str], facts: Facts) -> Document | Failure:
    if isinstance(row, str):
        return Failure(name, "bad-csv", f"{name}: this row cannot be read: {row}")
    given = {key: value for key, value in zip(names, row, strict=False) if value}
    return document_of_row(name, given, facts)
