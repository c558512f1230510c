"""The end of a run: its sums, the copies across its shards, and the manifest of all its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
from pyarrow import parquet

from communique.reading import Failure
from communique.scale.plan import Shard
from communique.scale.settling import Copy, settle
from communique.scale.shard import Done, read_manifest
from communique.scale.tables import COPIES
from communique.scale.whole import finish, unfinished, write_whole

MANIFEST = "manifest.json"
COPIES_FILE = "copies.parquet"
FAILURES_FILE = "failures.jsonl"


class Summary(msgspec.Struct, frozen=True):
    """The sums of a run so far, those of the share at hand, and how many of its shards are done."""

    shards: int
    shards_done: int
    counts: dict[str, int]
    poisoned: tuple[str, ...]
    share: dict[str, int]


def summary(shards: Sequence[Shard], mine: Sequence[Shard], out: Path) -> Summary:
    """The sums; where all is done, copies across shards are settled and the manifest of the run is written."""
    done = tuple(d for s in shards if (d := read_manifest(out, s)))
    if len(done) == len(shards) and not (out / MANIFEST).exists():
        done, links = settle(out, done)
        _finish(out, done, links)
    own = {s.number for s in mine}
    poisoned = tuple(name for d in done for name in d.poisoned)
    return Summary(len(shards), len(done), _sums(done), poisoned, _sums(d for d in done if d.shard in own))


def failures(shards: Sequence[Shard], out: Path) -> tuple[Failure, ...]:
    """What could not be coded in those of some shards that are done, in the order of the inputs."""
    return tuple(failure for s in shards if (d := read_manifest(out, s)) for failure in d.failures)


def _sums(done: Iterable[Done]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for d in done:
        counts.update(d.counts)
    return dict(counts)


def _finish(out: Path, done: Sequence[Done], links: Sequence[Copy]) -> None:
    files = {name: digest for d in done for name, digest in d.files.items()}
    files[COPIES_FILE] = _write(_copies(links), out / COPIES_FILE)
    lines = b"".join(msgspec.json.encode(failure) + b"\n" for d in done for failure in d.failures)
    write_whole(out / FAILURES_FILE, lines)
    files[FAILURES_FILE] = hashlib.sha256(lines).hexdigest()
    counts, poisoned = _sums(done), [name for d in done for name in d.poisoned]
    whole = {"schema": "communique/run/1", "shards": len(done), "counts": counts, "poisoned": poisoned, "files": files}
    write_whole(out / MANIFEST, msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def _copies(links: Sequence[Copy]) -> pa.Table:
    """Every article that is a copy, with the one that counts: the first of the run."""
    columns = zip(*links, strict=True) if links else ((),) * len(COPIES)
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=COPIES)


def _write(table: pa.Table, path: Path) -> str:
    parquet.write_table(table, unfinished(path), compression="zstd")
    digest = hashlib.sha256(unfinished(path).read_bytes()).hexdigest()
    finish(unfinished(path), path)
    return digest
