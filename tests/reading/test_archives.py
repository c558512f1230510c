from __future__ import annotations

import base64
import gzip
import hashlib
import io

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from communique.model import Document
from communique.reading import Failure, read_stream

WORDS = "President Anna Berg spoke by phone with Prime Minister Luis Ortega on Monday and agreed to meet again. "


def record(number: int, wrong: int = 0, digest: str = "") -> bytes:
    page = f"<html><body><article><p>{WORDS * 4} {number}</p></article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
    head += f"WARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    head += f"WARC-Payload-Digest: {digest or base32(page)}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + wrong}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def base32(page: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(page).digest()).decode()}"


def read(data: bytes, name: str = "x") -> tuple[list[Document], list[Failure]]:
    found = list(read_stream(io.BytesIO(data), name))
    return [d for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]


def urls(documents: list[Document]) -> list[str | None]:
    return [d.article.url for d in documents]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_an_archive_is_read_packed_or_not(pack: type[bytes]) -> None:
    documents, failures = read(b"".join(pack(record(n)) for n in range(3)))
    assert urls(documents) == [f"http://example.org/{n}" for n in range(3)]
    assert failures == []
    assert documents[0].article.published is None


@pytest.mark.parametrize("wrong", [50, -80, -80_000, 10**12, 1000])
def test_a_record_with_a_wrong_length_costs_no_other(wrong: int) -> None:
    documents, (failure,) = read(record(0) + record(1, wrong) + record(2))
    assert urls(documents) == ["http://example.org/0", "http://example.org/2"]
    assert failure.code == "broken-archive"
    assert f"at byte {len(record(0)):,}" in failure.message
    assert failure.name == "x:2"


def test_a_page_that_changed_after_it_was_archived_says_so() -> None:
    documents, failures = read(record(0) + record(1, digest=base32(b"other")) + record(2, digest="sha256:unknown"))
    assert failures == []
    assert [[p.code for p in d.problems if p.code == "archive-digest-differs"] for d in documents] == [[], ["archive-digest-differs"], []]


def test_an_archive_cut_in_the_middle_keeps_what_is_whole() -> None:
    documents, failures = read(record(0) + record(1) + record(2)[:-300])
    assert len(documents) == 2
    assert len(failures) == 1


def test_truncated_gzip_keeps_what_is_whole() -> None:
    packed = gzip.compress(b"".join(b'{"text": "%s", "id": "%d"}\n' % (WORDS.encode(), n) for n in range(100)), mtime=0)
    documents, failures = read(packed[:-60], "news.jsonl.gz")
    assert [d.article.id for d in documents] == [str(n) for n in range(len(documents))]
    assert failures[-1].code == "broken-archive"
    assert failures[-1].name == "news.jsonl.gz"


def test_csv_rows_are_documents_and_a_bad_row_is_a_failure() -> None:
    documents, failures = read(b'text,published,url\n"It rained, again.",2024-01-02,http://example.org/1\n,2024-01-02,\n', "a.csv")
    assert [(d.article.text, str(d.article.published)) for d in documents] == [("It rained, again.", "2024-01-02")]
    assert [f.name for f in failures] == ["a.csv:3"]
    assert read(b"words\nHello\n", "a.csv")[1][0].code == "bad-csv"


def test_parquet_rows_are_documents_and_a_broken_file_is_a_failure() -> None:
    out = io.BytesIO()
    parquet.write_table(pa.table({"id": ["1", "2"], "text": [WORDS, None]}), out)
    documents, failures = read(out.getvalue())
    assert [d.article.id for d in documents] == ["1"]
    assert [f.name for f in failures] == ["x:2"]
    assert read(out.getvalue()[:-20])[1][0].code == "bad-parquet"
