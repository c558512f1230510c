"""The end of a run: its sums, the copies across its shards, and the manifest of all its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
from pyarrow import parquet

from communique.scale.copies import originals
from communique.scale.plan import Shard
from communique.scale.shard import Done, read_manifest
from communique.scale.tables import COPIES
from communique.scale.whole import finish, unfinished, write_whole

MANIFEST = "manifest.json"
COPIES_FILE = "copies.parquet"


class Summary(msgspec.Struct, frozen=True):
    """The sums of a run so far, those of the share at hand, and how many of its shards are done."""

    shards: int
    shards_done: int
    counts: dict[str, int]
    poisoned: tuple[str, ...]
    share: dict[str, int]


def summary(shards: Sequence[Shard], mine: Sequence[Shard], out: Path) -> Summary:
    """The sums; where all is done, the copies and the manifest of the run are written."""
    found = [(s, d) for s in shards if (d := read_manifest(out, s))]
    done = tuple(d for _, d in found)
    own = {s.number for s in mine}
    poisoned = tuple(name for d in done for name in d.poisoned)
    told = Summary(len(shards), len(done), _sums(done), poisoned, _sums(d for s, d in found if s.number in own))
    if len(done) == len(shards):
        _finish(out, done, told)
    return told


def _sums(done: Iterable[Done]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for d in done:
        counts.update(d.counts)
    return dict(counts)


def _finish(out: Path, done: Sequence[Done], told: Summary) -> None:
    if (out / MANIFEST).exists():
        return
    files = {name: digest for d in done for name, digest in d.files.items()}
    rows = _copies(out, files)
    files[COPIES_FILE] = _write(rows, out / COPIES_FILE)
    counts = {**told.counts, "copies_in_all": rows.num_rows}
    whole = {"schema": "communique/run/1", "shards": told.shards, "counts": counts, "poisoned": told.poisoned, "files": files}
    write_whole(out / MANIFEST, msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def _copies(out: Path, files: dict[str, str]) -> pa.Table:
    """Every article that is a copy, with the one that counts: the first of the run."""
    texts = _table(out, files, "digests", ["article", "url", "own", "minhash"])
    found = originals(texts["own"].to_pylist(), texts["minhash"].to_pylist())
    names, urls = texts["article"].to_pylist(), texts["url"].to_pylist()
    rows = [(names[n], urls[n], names[f], urls[f]) for n, f in enumerate(found) if f != n]
    first = {names[n]: (names[f], urls[f]) for n, f in enumerate(found)}
    uncoded = _table(out, files, "uncoded", ["article", "url", "copy_of"])
    copies = (u for u in uncoded.to_pylist() if u["copy_of"])
    rows += [(u["article"], u["url"], *first.get(u["copy_of"], (u["copy_of"], None))) for u in copies]
    columns = zip(*rows, strict=True) if rows else ((),) * len(COPIES)
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=COPIES)


def _table(out: Path, files: dict[str, str], table: str, columns: list[str]) -> pa.Table:
    paths = [out / name for name in files if name.startswith(f"{table}/")]
    return pa.concat_tables(parquet.read_table(p, columns=columns) for p in paths) if paths else _empty(columns)


def _empty(columns: list[str]) -> pa.Table:
    return pa.table({c: pa.array([], pa.string()) for c in columns})


def _write(table: pa.Table, path: Path) -> str:
    parquet.write_table(table, unfinished(path), compression="zstd")
    digest = hashlib.sha256(unfinished(path).read_bytes()).hexdigest()
    finish(unfinished(path), path)
    return digest
