"""The tables as files of a folder: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from communique.export.base import Notes, Options, safe
from communique.export.tables import TABLES, Table
from communique.model import Record

GROUP = 5_000


def write_csv(records: Iterable[Record], folder: Path, options: Options, notes: Notes) -> None:
    """``events.csv``, ``parties.csv``, ``statements.csv``, ``evidence.csv`` and ``dyads.csv``: UTF-8 with a header, RFC 4180."""
    del notes
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow([c.name for c in table.columns])
        for record in records:
            for table in TABLES:
                for row in table.rows(record, options.expand):
                    writers[table.name].writerow([safe(_boolean(row[c.name])) for c in table.columns])


def _boolean(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def write_parquet(records: Iterable[Record], folder: Path, options: Options, notes: Notes) -> None:
    """The same tables as Parquet with zstd compression; column meanings stand in the schema's metadata."""
    del notes
    import pyarrow as pa
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        files = {t.name: stack.enter_context(pq.ParquetWriter(folder / f"{t.name}.parquet", schema(t), compression="zstd")) for t in TABLES}
        for group in _groups(records):
            for table in TABLES:
                rows = [row for record in group for row in table.rows(record, options.expand)]
                files[table.name].write_table(pa.Table.from_pylist(rows, schema=schema(table)))


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    group: list[Record] = []
    for record in records:
        group.append(record)
        if len(group) == GROUP:
            yield group
            group = []
    yield group


def schema(table: Table) -> Any:
    """The table's columns as an Arrow schema."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    return pa.schema([pa.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in table.columns])
