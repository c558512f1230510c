"""Every kind of input gives the same documents: packed or not, from folders, patterns and stores, cut into shards or not."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import zstandard
from broken import record
from pyarrow import parquet
from scale.runs import OBEDIENT, article, code, digests, driver, jsonl, rows, until

from communique.errors import InputError
from communique.reading import source
from communique.scale import Job, feeding, make_plan
from communique.scale.feeding import Care
from communique.scale.places import matches
from communique.scale.shard import Done, code_shard
from communique.workers import Silent

TEXTS = {f"id-{n}": article(n) for n in range(12)}


def write(folder: Path, kind: str) -> Path:
    """The same documents in one file."""
    lines = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in TEXTS.items()).encode()
    path = folder / f"news.{kind}"
    if kind == "parquet":
        parquet.write_table(pa.table({"id": list(TEXTS), "text": list(TEXTS.values())}), path, row_group_size=5)
    elif kind == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("id", "text"), *TEXTS.items()])
    else:
        path.write_bytes({"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.zst": zstandard.ZstdCompressor().compress}[kind](lines))
    return path


def here(given: str, out: Path, shard_bytes: int = 2_000) -> list[Done]:
    """A run in this process: what workers do, without starting any."""
    (out / "shards").mkdir(parents=True)
    job = Job(coder=OBEDIENT, gate=None)
    return [code_shard(s, job, out, Care(), Silent()) for s in make_plan([given], shard_bytes=shard_bytes)]


def found(out: Path) -> dict[str, str]:
    return {r["article"]: json.loads(r["record"])["article"]["text"] for r in rows(out, "articles")}


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"])
@pytest.mark.parametrize("where", ["", "file://"])
def test_kinds_and_places(tmp_path: Path, kind: str, where: str) -> None:
    here(f"{where}{write(tmp_path, kind)}", tmp_path / "out")
    assert found(tmp_path / "out") == TEXTS


def test_a_line_as_long_as_the_file_is_read_by_one_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its parts looks for the end of the line in itself only; the part that it starts in notes that it is too long."""
    monkeypatch.setattr(source, "MOST_BYTES", 100_000)
    monkeypatch.setattr(feeding, "LINE", 10_000)
    taken: list[int] = []
    real = feeding._Beating.readinto

    def readinto(self: Any, buffer: memoryview) -> int:
        size = real(self, buffer)
        taken.append(size)
        return size

    monkeypatch.setattr(feeding._Beating, "readinto", readinto)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"word " * 400_000 + b'"}\n' + json.dumps({"id": "after", "text": article(1)}).encode() + b"\n")
    done = here(str(path), tmp_path / "out", shard_bytes=100_000)
    assert set(found(tmp_path / "out")) == {"after"}
    assert [f.code for d in done for f in d.failures] == ["too-large"]
    assert sum(taken) < 3 * path.stat().st_size


def test_an_archive_from_a_store(tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(b"".join(gzip.compress(record(n)) for n in range(3)))
    (done,) = here(f"file://{tmp_path}/news.warc.gz", tmp_path / "out")
    assert (done.counts["kept"], done.counts["copies"]) == (1, 2)


def test_patterns_and_folders_of_a_store() -> None:
    import fsspec

    store: Any = fsspec.filesystem("memory")
    for name in ("a.jsonl", "b.jsonl.gz", "deep/c.csv", "notes.bin"):
        store.pipe(f"/news/{name}", b"x")
    assert matches("memory://news/*.jsonl") == ["memory:///news/a.jsonl"]
    assert matches("memory://news/") == ["memory:///news/a.jsonl", "memory:///news/b.jsonl.gz", "memory:///news/deep/c.csv"]
    with pytest.raises(InputError, match="no file matches"):
        matches("memory://news/*.warc")


def test_kills_at_any_time_leave_the_same_bytes(tmp_path: Path) -> None:
    """The driver is killed again and again, at moments of chance, copies across shards included."""
    texts = [article(n % 30, "SLEEP") for n in range(48)]
    inputs = [jsonl(tmp_path / f"{name}.jsonl", texts[n::2]) for n, name in enumerate("ab")]
    code(inputs, tmp_path / "well")
    chance, out = random.Random(6), tmp_path / "out"
    for _ in range(3):
        with driver(inputs, out, workers=2) as process:
            until((out / "plan.json").exists)
            try:
                process.wait(chance.uniform(0.5, 6.0))
            except Exception:  # it is still at work
                process.kill()
    code(inputs, out)
    assert digests(out) == digests(tmp_path / "well")
