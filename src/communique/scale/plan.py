"""Inputs → shards, the same ones each time the inputs are the same; and the run's settings, which a second call must share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique import __version__
from communique.errors import InputError
from communique.knowledge import VERSION
from communique.reading import Facts
from communique.scale.places import is_url, size_and_change
from communique.scale.whole import write_whole

SHARD_BYTES = 16_000_000
MOST_FILES = 2_000
PLAN = "plan.json"
LINES = (".jsonl", ".ndjson")
# First bytes of gzip, zstd, and text in UTF-16.
PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xfe\xff")


class Part(msgspec.Struct, frozen=True):
    """A file, or the lines of it that start in ``start`` … ``end`` (bytes); ``size`` and ``changed`` tell whether it is the same."""

    path: str
    size: int
    changed: str
    start: int = 0
    end: int | None = None


class Shard(msgspec.Struct, frozen=True):
    """One task."""

    number: int
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.number:06}"


class Job(msgspec.Struct, frozen=True):
    """What is to be done to each shard. ``coder`` and ``gate`` name functions without arguments that make them; no gate codes all."""

    facts: Facts = Facts()
    format: str | None = None
    seconds_a_document: float = 60.0
    coder: str = "communique.pipeline:gated_coder"
    gate: str | None = "communique.gate:check"


class Plan(msgspec.Struct, frozen=True):
    """Settings, engine and shards."""

    job: Job
    engine: str
    shards: tuple[Shard, ...]


def make_plan(paths: Sequence[str], *, shard_bytes: int = SHARD_BYTES) -> tuple[Shard, ...]:
    """Shards of about ``shard_bytes``: long JSONL files are cut, small files put together. Raises ``InputError`` for a missing file."""
    shards: list[tuple[Part, ...]] = []
    waiting: list[Part] = []
    size = 0
    for part in (p for path in paths for p in _parts(path, shard_bytes)):
        length = (part.end if part.end is not None else part.size) - part.start
        if waiting and (size + length > shard_bytes or len(waiting) >= MOST_FILES):
            shards.append(tuple(waiting))
            waiting, size = [], 0
        waiting.append(part)
        size += length
    if waiting:
        shards.append(tuple(waiting))
    return tuple(Shard(number, parts) for number, parts in enumerate(shards))


def _parts(path: str, shard_bytes: int) -> list[Part]:
    size, changed = size_and_change(path)
    whole = Part(path, size, changed)
    if is_url(path) or not path.lower().endswith(LINES) or size <= shard_bytes or _is_packed(path):
        return [whole]
    starts = range(0, size, shard_bytes)
    return [msgspec.structs.replace(whole, start=s, end=min(s + shard_bytes, size)) for s in starts]


def _is_packed(path: str) -> bool:
    """Whether the name lies: lines can be cut only where they are to be seen, and in UTF-8."""
    with Path(path).open("rb") as file:
        return file.read(4).startswith(PACKED)


def keep_plan(shards: Sequence[Shard], job: Job, out: Path) -> None:
    """Write the plan, or check that the folder's own is the same. Raises ``InputError`` where it is another."""
    plan = Plan(job, f"{__version__} knowledge {VERSION}", tuple(shards))
    data = msgspec.json.format(msgspec.json.encode(plan), indent=1) + b"\n"
    try:
        before = (out / PLAN).read_bytes()
    except FileNotFoundError:
        write_whole(out / PLAN, data)
        return
    if before != data:
        raise InputError(f"{out}: holds a run of other inputs, settings or version; finish it with those, or choose another folder")
