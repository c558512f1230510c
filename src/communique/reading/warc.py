"""The WARC reader: pages (``response``) and texts (``conversion``) of a web archive, one record at a time.

Records are found by FastWARC (Apache-2.0). The date of the crawl is not taken for the date of publication.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.model import Document, Problem
from communique.reading.build import build
from communique.reading.decode import decode
from communique.reading.facts import Facts, clean
from communique.reading.framing import frames
from communique.reading.html import decoded_page, document_from_html
from communique.reading.source import Failure, Source

PAGES = ("text/html", "application/xhtml+xml", "")
CHANGED = Problem(
    "archive-digest-differs", "The archive's checksum of this page is not that of its bytes: they changed after it was archived."
)
_SHA1 = re.compile("sha1:[A-Z2-7]{32}")


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
    where, name = name, f"{name} ({url})" if url else name
    is_page = record.is_http
    if is_page and (record.http_content_type or "").lower() not in PAGES:
        return None
    if is_page and record.http_headers.status_code not in (200, None):
        return None
    changed = _is_changed(record)
    built = _built(name, record.reader.read(), Facts(url=url).over(facts), page=is_page)
    if isinstance(built, Failure):
        return built
    return msgspec.structs.replace(built, problems=(*built.problems, CHANGED) if changed else built.problems, source=where)


def _is_changed(record: Any) -> bool:
    """Whether the bytes are others than those that the archive took a SHA-1 of; many archives took none."""
    told = record.headers.get("WARC-Payload-Digest") or ""
    return bool(_SHA1.fullmatch(told)) and not record.verify_payload_digest()


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
