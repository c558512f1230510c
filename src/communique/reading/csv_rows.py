"""The CSV reader: a header that names ``text`` or ``html``, then one row, one document.

A quotation mark that is never closed would swallow the rows behind it. So a row of several lines must be sound; of one that is not, the
first line alone is at fault, and reading goes on with the second.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from communique.model import Document
from communique.reading.facts import Facts
from communique.reading.rows import COLUMNS, document_of_row
from communique.reading.source import MOST_BYTES, Failure, Source

LONGEST_CELL = 20_000_000
UNSOUND = "a quotation mark in it is never closed, or stands where none may"


def read_csv(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """A document or a failure for each row, in UTF-8. A broken row never ends the file."""
    csv.field_size_limit(LONGEST_CELL)
    first = source.head().decode("utf-8-sig", "replace").partition("\n")[0]
    rows = _Rows(source, max(",;\t", key=first.count))
    header = rows.next()
    names = [name.strip().lower() for name in header or ()] if not isinstance(header, str) else []
    if not {"text", "html"} & set(names):
        message = f'{source.name}: the first line names no column "text" or "html"; known columns: {", ".join(COLUMNS)}'
        yield Failure(source.name, "bad-csv", message)
        return
    while (row := rows.next()) is not None:
        if row:
            yield _document(f"{source.name}:{rows.line}", row, names, facts)


class _Rows:
    """Rows of a source; ``line`` is where the last one began."""

    def __init__(self, source: Source, delimiter: str) -> None:
        self._lines = _Lines(source)
        self._delimiter = delimiter
        self.line = 0

    def next(self) -> list[str] | str | None:
        """The next row, what is wrong with it, or ``None`` at the end."""
        lines = self._lines
        lines.mark()
        self.line = lines.number + 1
        try:
            return next(csv.reader(lines, delimiter=self._delimiter, strict=True), None)
        except csv.Error as error:
            return self._lenient(str(error))

    def _lenient(self, why: str) -> list[str] | str:
        """The first line of an unsound row by itself, where it can be read so; the others are rows of their own."""
        first = self._lines.back()
        if first is None:
            return f"it is longer than {MOST_BYTES // 1_000_000} MB"
        if _is_open(first, self._delimiter):
            return UNSOUND
        try:
            return next(csv.reader([first], delimiter=self._delimiter), [])
        except csv.Error:
            return why


def _is_open(line: str, delimiter: str) -> bool:
    """Whether a quotation mark is open at the end of the line."""
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class _Lines:
    """Lines of a source as text; those taken since ``mark`` can be given back."""

    def __init__(self, source: Source) -> None:
        self._source = _texts(source)
        self._taken: list[str | None] = []
        self._again: list[str | None] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._source)
        self._taken.append(line)
        self.number += 1
        if line is None:
            raise csv.Error("a line is too long")
        return line

    def mark(self) -> None:
        """From here lines are held."""
        self._taken.clear()

    def back(self) -> str | None:
        """Give back all lines since the mark but the first, which is returned."""
        first, *rest = self._taken
        self._again.extend(reversed(rest))
        self.number -= len(rest)
        return first


def _texts(source: Source) -> Iterator[str | None]:
    """Lines with their ends, of CR alone too; ``None`` for one that is too long to hold."""
    for number, line in source.lines():
        if line is None:
            yield None
            continue
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        yield from io.StringIO(text, newline="") if "\r" in text else (text,)


def _document(name: str, row: list[str] | str, names: list[str], facts: Facts) -> Document | Failure:
    if isinstance(row, str):
        return Failure(name, "bad-csv", f"{name}: this row cannot be read: {row}")
    given = {key: value for key, value in zip(names, row, strict=False) if value}
    return document_of_row(name, given, facts)
