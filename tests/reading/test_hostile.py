"""Input that is made, or happens, to do harm: a failure or a problem that says where, the rest read, time and memory bounded."""

from __future__ import annotations

import gzip
import io
import json
import time
import tracemalloc
from collections.abc import Iterator

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

import communique.reading.source as limits
from communique.model import Document
from communique.reading import Failure, read_stream
from communique.reading.unpack import GZIP, ZSTD, Kind, Unpacked

STORY = "President Anna Berg spoke by phone with Prime Minister Luis Ortega on Monday and agreed to meet again. "


def line(number: int) -> bytes:
    return json.dumps({"id": str(number), "text": STORY}).encode() + b"\n"


def read(data: bytes, name: str) -> tuple[list[str], list[Failure]]:
    """The ids (or texts) of what was read, and what was not."""
    found = list(read_stream(io.BytesIO(data), name))
    return [d.article.id for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Nothing here may take long: what does has no bound."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


def test_rows_of_several_lines_are_whole_and_an_open_quote_costs_its_own_line() -> None:
    csv = f'id,text\n1,"{STORY}\n\nSecond paragraph."\n2,"never closed\n3,fine\n4,"also ""fine"""\n5,"said "so" loosely"\n6,"cut'
    ids, failures = read(csv.encode(), "a.csv")
    assert ids == ["1", "3", "4", "5"]
    assert [(f.name, f.code) for f in failures] == [("a.csv:5", "bad-csv"), ("a.csv:9", "bad-csv")]
    assert "quotation mark" in failures[0].message


def test_open_quotes_everywhere_take_no_longer_than_others() -> None:
    ids, failures = read(b"id,text\n" + b'1,"open\n2,"",""x\n' * 5_000, "a.csv")
    assert len(ids) + len(failures) >= 5_000


def test_old_line_ends_and_zeros_in_csv() -> None:
    assert read(b"id,text\r1,one\r2,two\r", "a.csv") == (["1", "2"], [])
    assert read(f"id,text\n1,{STORY}\0\n2,two\n".encode(), "a.csv")[0] == ["1", "2"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_beyond_the_limit_is_left_out(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 100_000)
    start, before, after = (b"", line(1), line(2)) if name == "a.jsonl" else (b"id,text\n", b"1,one\n", b"2,two\n")
    ids, failures = read(start + before + b"x" * 350_000 + b"\n" + after, name)
    assert ids == ["1", "2"]
    assert len(failures) == 1


def test_zeros_between_lines_cost_only_themselves() -> None:
    ids, failures = read(line(1) + b"\0" * 2000 + b"\n" + line(2), "a.jsonl")
    assert ids == ["1", "2"]
    assert [f.name for f in failures] == ["a.jsonl:2"]


def test_zeros_in_a_text_go_and_a_file_of_zeros_is_no_text() -> None:
    (document,) = read_stream(io.BytesIO(STORY.encode() + b"\0\0" + STORY.encode()), "a.txt")
    assert isinstance(document, Document) and document.article.text == STORY + STORY
    assert read(b"\0" * 100_000, "a.txt")[1][0].code == "not-text"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_what_is_packed_and_torn_is_read_as_far_as_it_goes(pack: type[bytes]) -> None:
    packed = pack(b"".join(line(n) for n in range(3000)))
    ids, failures = read(packed[:-100], "a.jsonl.x")
    assert ids == [str(n) for n in range(len(ids))] and len(ids) > 300
    assert failures[-1].code == "broken-archive"
    assert "stops in the middle" in failures[-1].message


@pytest.mark.parametrize(("pack", "kind"), [(gzip.compress, GZIP), (zstandard.ZstdCompressor().compress, ZSTD)])
def test_a_bomb_is_unpacked_a_little_at_a_time(pack: type[bytes], kind: Kind) -> None:
    packed = pack(b"\0" * 50_000_000)
    tracemalloc.start()
    stream = io.BufferedReader(Unpacked(io.BytesIO(packed), kind))
    size = sum(len(chunk) for chunk in iter(lambda: stream.read(8192), b""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 50_000_000
    assert peak < 10_000_000


def test_many_members_and_padding_are_one_stream() -> None:
    packed = b"".join(gzip.compress(line(n)) for n in range(500)) + b"\0" * 5000 + gzip.compress(line(500)) + b"\0" * 100
    assert read(packed, "a.jsonl.gz") == ([str(n) for n in range(501)], [])


def test_parquet_without_a_text_says_so() -> None:
    out = io.BytesIO()
    parquet.write_table(pa.table({"id": ["1"], "body": ["x"]}), out)
    ids, (failure,) = read(out.getvalue(), "a.parquet")
    assert ids == [] and 'has no column "text" or "html"' in failure.message


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 1_000_000 + STORY, "<div>" * 50_000 + STORY, "<ul><li>" * 499 + STORY, "<a href='" * 60_000, "<p " * 300_000,
        "<table>" * 400 + STORY, "<b><i>" * 19_000 + STORY,
    ],
)  # fmt: skip
def test_pages_that_tie_the_extractor_in_knots_are_refused_or_read_in_time(page: str) -> None:
    (found,) = read_stream(io.BytesIO(f"<html><body><article>{page}</article></body></html>".encode()), "a.html")
    assert not isinstance(found, Failure) or found.code == "html-too-complex"


@pytest.mark.parametrize("name", ["-", "a.html"])
def test_a_head_of_comments_is_looked_at_once(name: str) -> None:
    (found,) = read_stream(io.BytesIO(b"<!---->" * 1100 + b"<section>x"), name)
    assert isinstance(found, Document)
