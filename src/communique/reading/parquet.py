"""The Parquet reader: one row, one document; only the columns that we know are read, a few rows at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from communique.model import Document
from communique.reading.facts import Facts
from communique.reading.rows import COLUMNS, document_of_row
from communique.reading.source import Failure, Source

ROWS = 64


def read_parquet(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """A document or a failure for each row; a row group that is broken is one failure, and the others are read."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    stream = source.stream
    if not stream.seekable():  # Parquet is read from its end
        data = source.all()
        if isinstance(data, Failure):
            yield data
            return
        stream = io.BytesIO(data)
    try:
        file = ParquetFile(stream)
        columns = [c for c in file.schema_arrow.names if c in COLUMNS]
    except (ArrowException, OSError, ValueError) as error:
        yield Failure(source.name, "bad-parquet", f"{source.name}: cannot be read as Parquet: {_line(error)}")
        return
    if not {"text", "html"} & set(columns):
        yield Failure(source.name, "bad-parquet", f'{source.name}: has no column "text" or "html"; known columns: {", ".join(COLUMNS)}')
        return
    first = 0
    for group in range(file.num_row_groups):
        yield from _group(source.name, file, group, columns, first, facts)
        first += file.metadata.row_group(group).num_rows


def _group(name: str, file: Any, group: int, columns: list[str], first: int, facts: Facts) -> Iterator[Document | Failure]:
    from pyarrow import ArrowException

    number = first
    try:
        for batch in file.iter_batches(ROWS, row_groups=[group], columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield document_of_row(f"{name}:{number}", row, facts)
    except (ArrowException, OSError, ValueError) as error:
        yield Failure(f"{name}:{number + 1}", "bad-parquet", f"{name}:{number + 1}: row group {group} is broken from here: {_line(error)}")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
