"""The WARC reader: pages (``response``) and texts (``conversion``) of a web archive, one record at a time.

Records are found by FastWARC (Apache-2.0). The date of the crawl is not taken for the date of publication.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from communique.model import Document, Problem
from communique.reading.build import build
from communique.reading.decode import decode
from communique.reading.facts import Facts, clean
from communique.reading.framing import frames
from communique.reading.html import decoded_page, document_from_html
from communique.reading.source import Failure, Source

PAGES = ("text/html", "application/xhtml+xml", "")


def read_warc(source: Source, facts: Facts) -> Iterator[Document | Failure]:
    """A document or a failure for each page; other records are passed over. A broken record is a failure, and the next is found."""
    for number, frame in enumerate(frames(source.stream), 1):
        name = f"{source.name}:{number}"
        found = _failure(name, f"at byte {frame.start:,}: {frame.trouble}") if frame.trouble else _record(name, frame.data, facts)
        if found is not None:
            yield found


def _failure(name: str, trouble: str) -> Failure:
    return Failure(name, "broken-archive", f"{name}: this record cannot be read: {trouble}; it was left out")


def _record(name: str, data: bytes, facts: Facts) -> Document | Failure | None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.conversion
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data), record_types=kinds, parse_http=True)), None)
        return _document(name, record, facts) if record is not None else None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # FastWARC is written in Rust, whose panics are no Exception
        return _failure(name, str(error))


def _document(name: str, record: Any, facts: Facts) -> Document | Failure | None:
    url = clean(record.headers.get("WARC-Target-URI"))
    name = f"{name} ({url})" if url else name
    is_page = record.is_http
    if is_page and (record.http_content_type or "").lower() not in PAGES:
        return None
    if is_page and record.http_headers.status_code not in (200, None):
        return None
    data = record.reader.read()
    return _built(name, data, Facts(url=url).over(facts), page=is_page)


def _built(name: str, data: bytes, facts: Facts, *, page: bool) -> Document | Failure:
    problems: tuple[Problem, ...]
    if page:
        text, problems = decoded_page(data)
    else:
        decoded = decode(data)
        text, problems = decoded.text, decoded.problems
    if text is None:
        return Failure(name, "not-text", f"{name}: this is binary data, not a page")
    return document_from_html(text, facts, problems, name=name) if page else build(text, facts, problems)
