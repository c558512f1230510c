"""What ``ingest`` takes: documents with the file that names them, and finished records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from communique.model import Document, Record
    from communique.reading import Facts, Failure, Source

# A file of these is one document, so that its name can name the article.
SINGLE = ("text", "html")
RECORDS = "records"
_RECORD = re.compile(rb'\s*\{\s*"schema"\s*:\s*"communique/record/')


class Found(NamedTuple):
    """A document or record, the file that names its article where nothing else does, and how many bytes were read until here."""

    item: Document | Record | Failure
    file: str | None
    read: int


class Sources(NamedTuple):
    """What is found in the paths, one at a time, and how many bytes the files have; ``None`` where that cannot be known."""

    found: Iterator[Found]
    size: int | None


def sources(paths: Iterable[str], format_in: str | None, facts: Facts) -> Sources:
    """Everything in files, folders, patterns and standard input, in a fixed order."""
    from communique.cli.inputs import expanded

    listed = [file for path in paths for file in _shards(path) or expanded((path,))]
    sizes = [_size(p) if isinstance(p, str) else 0 for p in listed]
    return Sources(_found(listed, sizes, format_in, facts), None if None in sizes else sum(s or 0 for s in sizes))


def _shards(path: str) -> list[str]:
    """The articles of a folder that ``communique run`` made; none for another folder or a file."""
    folder = Path(path) / "articles"
    files = sorted(str(p) for p in folder.glob("*.parquet")) if path != "-" and folder.is_dir() else []
    return files if files and _is_shard(files[0]) else []


def _is_shard(path: str) -> bool:
    """Whether a file is a table of articles with their records."""
    if not path.endswith(".parquet"):
        return False
    from pyarrow import ArrowException, parquet

    try:
        return {"file", "record"} <= set(parquet.read_schema(path).names)
    except (OSError, ArrowException):
        return False  # whoever reads it says what is wrong


def _size(path: str) -> int | None:
    try:
        return Path(path).stat().st_size if path != "-" else None
    except (OSError, ValueError):
        return 0


def _found(listed: list[str | Failure], sizes: list[int | None], format_in: str | None, facts: Facts) -> Iterator[Found]:
    from communique.reading import Failure
    from communique.reading.source import open_source

    before = 0
    for path, size in zip(listed, sizes, strict=True):
        if isinstance(path, Failure):
            yield Found(path, None, before)
            continue
        if _is_shard(path):
            yield from (f._replace(read=before) for f in read_shard(path))
            before += size or 0
            continue
        with open_source(path) as source:
            if isinstance(source, Failure):
                yield Found(source, None, before)
            else:
                yield from (f._replace(read=before + f.read) for f in _in_source(path, source, format_in, facts))
        before += size or 0


def _in_source(path: str, source: Source, format_in: str | None, facts: Facts) -> Iterator[Found]:
    from communique.reading import read_source

    if format_in == RECORDS or (format_in is None and _holds_records(source)):
        yield from (Found(item, None, source.position()) for item in read_records(source))
        return
    chosen = format_in or _sniffed(source)
    file = Path(path).as_posix() if chosen in SINGLE and path != "-" else None
    for item in read_source(source, format=format_in, facts=facts):
        yield Found(item, file, source.position())


def _holds_records(source: Source) -> bool:
    """Whether it begins with a finished record: no document has such a line."""
    try:
        return _RECORD.match(source.head()) is not None
    except OSError:
        return False  # reading it will say so


def _sniffed(source: Source) -> str | Failure | None:
    from communique.reading.sniff import sniff

    try:
        return sniff(source.name, source.head())
    except OSError:
        return None  # reading it will say so


def read_shard(path: str) -> Iterator[Found]:
    """The finished records of one file of a run, and the failure where reading stops."""
    from pyarrow import ArrowException, parquet

    from communique.reading import Failure

    row = 0
    try:
        with parquet.ParquetFile(path) as table:
            for batch in table.iter_batches(64, columns=["file", "record"]):
                for row, line in enumerate(batch.to_pylist(), row + 1):  # noqa: B020 - rows count through the file
                    yield Found(_record(f"{path}:{row}", (line["record"] or "").encode()), _naming(line["file"]), 0)
    except (OSError, ArrowException) as error:
        yield Found(Failure(path, "unreadable", f"{path}: reading stopped after row {row:,}: {error}"), None, 0)


def _naming(file: str | None) -> str | None:
    """The file where it is one document, as its name says."""
    from communique.reading.sniff import SUFFIXES

    return file if file and SUFFIXES.get(Path(file).suffix.lower()) in SINGLE else None


def read_records(source: Source) -> Iterator[Record | Failure]:
    """Finished records, one a line, as ``communique read --format jsonl`` writes them; a broken line never ends the file."""
    for number, line in source.lines():
        name = f"{source.name}:{number}"
        if line is None or line.strip():
            yield _record(name, line)


def _record(name: str, line: bytes | None) -> Record | Failure:
    import msgspec

    from communique.ledger import breaches
    from communique.model import Record
    from communique.reading import Failure
    from communique.reading.source import too_large

    if line is None:
        return too_large(name)
    try:
        record = msgspec.json.decode(line, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Failure(name, "bad-record", f"{name}: is no record of communique: {error}")
    if breach := next(breaches(record), None):
        return Failure(name, "bad-record", f"{name}: this record is not whole: {breach.where}: {breach.what}")
    return record
