"""Bytes → Document: text, HTML, JSONL, CSV, Parquet and WARC, packed with gzip or zstd or not, each cut into zones.

What is stored is the text as published, with these changes only, made before any offset is counted: a byte-order mark at
the start goes, every line end (CR, CRLF, NEL, LS, PS, VT, FF) becomes ``\\n``, and control characters other than tab go.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, cast

import msgspec

from communique.errors import InputError
from communique.model import Document
from communique.reading.build import document_from_text
from communique.reading.csv_rows import read_csv
from communique.reading.facts import Facts
from communique.reading.html import document_from_html, read_html
from communique.reading.jsonl import read_jsonl
from communique.reading.parquet import read_parquet
from communique.reading.published import parse_published
from communique.reading.selecting import passed_over, selecting
from communique.reading.sniff import sniff
from communique.reading.source import Failure, Reader, Source, open_source
from communique.reading.text import read_text
from communique.reading.unpack import GZIP, ZSTD, Unpacked, inner_name
from communique.reading.warc import read_warc
from communique.reading.zones import find_zones

__all__ = [
    "READERS", "Facts", "Failure", "Source", "document_from_html", "document_from_text", "find_zones", "parse_published",
    "passed_over", "read_path", "read_source", "read_stream", "selecting",
]  # fmt: skip


def read_path(path: str, *, format: str | None = None, facts: Facts = Facts()) -> Iterator[Document | Failure]:  # noqa: A002, B008 - the option's name; Facts is frozen
    """The documents of a file, or of standard input for ``-``, in order. What cannot be read is a ``Failure``.

    Raises ``InputError`` only for a wrong call: a ``format`` that does not exist.
    """
    check_format(format)
    with open_source(path) as source:
        if isinstance(source, Failure):
            yield source
        else:
            yield from read_source(source, format=format, facts=facts)


def read_stream(stream: BinaryIO, name: str, *, format: str | None = None, facts: Facts = Facts()) -> Iterator[Document | Failure]:  # noqa: A002, B008
    """The documents of an open binary stream; ``name`` is what messages call it."""
    yield from read_source(Source(name, stream), format=format, facts=facts)


def read_source(source: Source, *, format: str | None = None, facts: Facts = Facts()) -> Iterator[Document | Failure]:  # noqa: A002, B008
    """The documents of a source; the format is sniffed from name and content when left out. Facts fill what a document does not say."""
    check_format(format)
    yield from _read(source, format, facts)


def read_gzip(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """The documents of what gzip packed."""
    yield from _unpacked(source, Unpacked(source.stream, GZIP), facts)


def read_zstd(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """The documents of what zstd packed."""
    yield from _unpacked(source, Unpacked(source.stream, ZSTD), facts)


def _unpacked(source: Source, unpacked: Unpacked, facts: Facts) -> Iterator[Document | Failure]:
    """What was packed, as far as it can be unpacked; a failure says where that ended."""
    inner = Source(inner_name(source.name), cast("BinaryIO", BufferedReader(unpacked)))
    if inner.head() or not unpacked.trouble:
        yield from _read(inner, None, facts)
    if unpacked.trouble:
        yield Failure(source.name, "broken-archive", f"{source.name}: {unpacked.trouble}; what stood before it was read")


def _read(source: Source, format: str | None, facts: Facts) -> Iterator[Document | Failure]:  # noqa: A002
    try:
        chosen = format or sniff(source.name, source.head())
        if isinstance(chosen, Failure):
            yield chosen
        else:
            yield from (_sourced(item, source.name) for item in READERS[chosen](source, facts))
    except OSError as error:
        yield Failure(source.name, "unreadable", f"{source.name}: reading stopped: {error.strerror or error}")


def _sourced(item: Document | Failure, name: str) -> Document | Failure:
    """The item, named by its file where the reader named no line of it."""
    return item if isinstance(item, Failure) or item.source is not None else msgspec.structs.replace(item, source=name)


def check_format(format: str | None) -> None:  # noqa: A002
    """Raise ``InputError`` for a format that does not exist; ``None`` stands for sniffing."""
    if format is not None and format not in READERS:
        raise InputError(f"format {format!r} is unknown; use one of: {', '.join(READERS)}")


# The readers of packed files stand here: what they unpack goes to the readers again.
READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
    "gzip": read_gzip,
    "zstd": read_zstd,
}
