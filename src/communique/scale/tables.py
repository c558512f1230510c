"""The Parquet shards: the exporters' tables, the articles with their records, those not coded and why, and digests of the coded."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from communique.copies import Digest
from communique.export.tables import TABLES
from communique.model import Article, Record
from communique.scale.whole import finish, unfinished

TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
CODED = tuple(t for t in TABLES if t.name in ("events", "parties", "statements"))
NAMING = [*((n, pa.string()) for n in ("article", "file", "sha256", "title", "publisher", "url")), ("published", pa.date32())]
SCHEMAS = {t.name: pa.schema([(c.name, TYPES[c.type]) for c in t.columns]) for t in CODED}
SCHEMAS["articles"] = pa.schema([*NAMING, ("events", pa.int64()), ("statements", pa.int64()), ("record", pa.string())])
SCHEMAS["uncoded"] = pa.schema([*NAMING, ("reason", pa.string()), ("copy_of", pa.string())])
SCHEMAS["digests"] = pa.schema([("article", pa.string()), ("url", pa.string()), ("own", pa.string()), ("minhash", pa.binary())])
# Of all copies in a run, the two articles.
COPIES = pa.schema([(n, pa.string()) for n in ("article", "url", "copy_of", "url_of_original")])
ROWS = 2_000


class Shelf:
    """The files of one shard while they are written; nothing has its name before ``close``."""

    def __init__(self, out: Path, name: str) -> None:
        self.paths = {table: out / table / f"{name}.parquet" for table in SCHEMAS}
        for path in self.paths.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._files = {t: parquet.ParquetWriter(unfinished(p), SCHEMAS[t], compression="zstd") for t, p in self.paths.items()}
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}

    def add(self, record: Record, file: str, digest: Digest) -> None:
        """The rows of one record."""
        self._add("articles", _coded(record, file))
        self._add("digests", {"article": record.article.id, "url": record.article.url, "own": digest.own, "minhash": digest.minhash})
        for table in CODED:
            self._add(table.name, *table.rows(record, "none"))

    def pass_over(self, article: Article, file: str, reason: str, copy_of: str | None = None) -> None:
        """The row of an article that is not coded."""
        self._add("uncoded", {**_naming(article, file), "reason": reason, "copy_of": copy_of})

    def _add(self, table: str, *rows: dict[str, Any]) -> None:
        self._rows[table].extend(rows)
        if len(self._rows[table]) >= ROWS:
            self._flush(table)

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
            with unfinished(path).open("rb") as written:
                digests[f"{table}/{path.name}"] = hashlib.file_digest(written, "sha256").hexdigest()
            finish(unfinished(path), path)
        return digests

    def drop(self) -> None:
        """Leave nothing behind."""
        for path in self.paths.values():
            unfinished(path).unlink(missing_ok=True)


def _naming(article: Article, file: str) -> dict[str, Any]:
    facts = {"article": article.id, "file": file, "sha256": article.sha256, "title": article.title, "publisher": article.publisher}
    return {**facts, "url": article.url, "published": article.published}


def _coded(record: Record, file: str) -> dict[str, Any]:
    counts = {"events": len(record.events), "statements": len(record.statements)}
    return {**_naming(record.article, file), **counts, "record": msgspec.json.encode(record).decode()}
