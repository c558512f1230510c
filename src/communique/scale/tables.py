"""The Parquet shards: the exporters' tables, and the articles with their records."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from communique.export.tables import TABLES
from communique.model import Record
from communique.scale.whole import finish, unfinished

TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
CODED = tuple(t for t in TABLES if t.name in ("events", "parties", "statements"))
SCHEMAS = {t.name: pa.schema([(c.name, TYPES[c.type]) for c in t.columns]) for t in CODED}
ARTICLES = pa.schema(
    [(n, pa.string()) for n in ("article", "file", "sha256", "title", "publisher", "url")]
    + [("published", pa.date32()), ("events", pa.int64()), ("statements", pa.int64()), ("record", pa.string())]
)
SCHEMAS["articles"] = ARTICLES
ROWS = 2_000


class Shelf:
    """The files of one shard while they are written; nothing has its name before ``close``."""

    def __init__(self, out: Path, name: str) -> None:
        self.paths = {table: out / table / f"{name}.parquet" for table in SCHEMAS}
        for path in self.paths.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._files = {t: parquet.ParquetWriter(unfinished(p), SCHEMAS[t], compression="zstd") for t, p in self.paths.items()}
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}

    def add(self, record: Record, file: str) -> None:
        """The rows of one record."""
        self._rows["articles"].append(_article(record, file))
        for table in CODED:
            self._rows[table.name].extend(table.rows(record, "none"))
        for table_name, rows in self._rows.items():
            if len(rows) >= ROWS:
                self._flush(table_name)

    def _flush(self, table: str) -> None:
        self._files[table].write_table(pa.Table.from_pylist(self._rows[table], schema=SCHEMAS[table]))
        self._rows[table] = []

    def close(self) -> dict[str, str]:
        """Write what is left and give the files their names; the digest of each."""
        digests = {}
        for table, path in self.paths.items():
            if self._rows[table]:
                self._flush(table)
            self._files[table].close()
            digests[f"{table}/{path.name}"] = hashlib.sha256(unfinished(path).read_bytes()).hexdigest()
            finish(unfinished(path), path)
        return digests


def _article(record: Record, file: str) -> dict[str, Any]:
    a = record.article
    facts = {"article": a.id, "file": file, "sha256": a.sha256, "title": a.title, "publisher": a.publisher, "url": a.url}
    counts = {"events": len(record.events), "statements": len(record.statements)}
    return {**facts, "published": a.published, **counts, "record": msgspec.json.encode(record).decode()}
