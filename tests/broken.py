"""A folder of files that are broken or made to harm, each with sound documents in it or beside it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import zstandard
from pyarrow import parquet

STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday. They spoke about copper and ferries. "
# Of these files, so many parts cannot be read; and the ids or addresses of what can.
FAILURES = 12
SOUND = {
    "line-1", "line-2", "cell-1", "cell-3", "http://news.test/0", "http://news.test/1", "http://news.test/2", "http://news.test/4",
    *(f"gz-{n}" for n in range(50)), *(f"zst-{n}" for n in range(50)),
}  # fmt: skip


def line(name: str) -> bytes:
    return json.dumps({"id": name, "text": f"{STORY} Report {name}.", "published": "2023-05-30"}).encode() + b"\n"


def record(number: int, wrong: int = 0) -> bytes:
    page = f"<html><body><article><p>{STORY * 3} {number}</p></article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
    head += f"WARC-Target-URI: http://news.test/{number}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    return f"{head}Content-Length: {len(http) + wrong}\r\n\r\n".encode() + http + b"\r\n\r\n"


def broken_files(folder: Path) -> Path:
    """Write them."""
    folder.mkdir()
    files = {
        "lines.jsonl": line("line-1") + b'{"text": "cut\n' + b"\0" * 500 + b"\n" + line("line-2"),
        "cells.csv": f'id,text\ncell-1,"{STORY}\nTwo."\ncell-2,"never closed\ncell-3,{STORY}\n'.encode(),
        "cut.warc": record(0) + record(1)[:-300],
        "lengths.warc": record(1) + record(2) + record(3, 999) + record(4),
        "cut.jsonl.gz": gzip.compress(b"".join(line(f"gz-{n}") for n in range(51)))[:-12],
        "cut.jsonl.zst": zstandard.compress(b"".join(line(f"zst-{n}") for n in range(50))) + zstandard.compress(line("x"))[:-9],
        "tags.html": b"<html><body>" + b"<p>" * 1_000_000,
        "deep.html": b"<html><body>" + b"<div>" * 50_000,
        "zeros.txt": b"\0" * 10_000,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    parquet.write_table(pa.table({"id": ["1"], "body": ["x"]}), folder / "columns.parquet")
    return folder
