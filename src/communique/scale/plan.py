"""Inputs → shards, the same ones each time the inputs are the same; and the run's settings, which a second call must share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.errors import InputError
from communique.reading import Facts
from communique.scale.whole import write_whole

SHARD_BYTES = 16_000_000
MOST_FILES = 2_000
PLAN = "plan.json"
LINES = (".jsonl", ".ndjson")


class Part(msgspec.Struct, frozen=True):
    """A file, or the lines of it that start in ``start`` … ``end`` (bytes); ``size`` and ``changed`` (ns) tell whether it is the same."""

    path: str
    size: int
    changed: int
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
    """What is to be done to each shard. ``coder`` names a function without arguments that makes the coder."""

    facts: Facts = Facts()
    format: str | None = None
    seconds_a_document: float = 60.0
    coder: str = "communique.pipeline:default_coder"


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
    try:
        found = os.stat(path)  # noqa: PTH116 - the same call for every kind of path
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; give files, folders or patterns that exist") from error
    whole = Part(path, found.st_size, found.st_mtime_ns)
    if not path.lower().endswith(LINES) or found.st_size <= shard_bytes:
        return [whole]
    starts = range(0, found.st_size, shard_bytes)
    return [msgspec.structs.replace(whole, start=s, end=min(s + shard_bytes, found.st_size)) for s in starts]


def keep_plan(plan: Plan, out: Path) -> None:
    """Write the plan, or check that the folder's own is the same. Raises ``InputError`` where it is another."""
    data = msgspec.json.format(msgspec.json.encode(plan), indent=1) + b"\n"
    try:
        before = (out / PLAN).read_bytes()
    except FileNotFoundError:
        write_whole(out / PLAN, data)
        return
    if before != data:
        raise InputError(f"{out}: holds a run of other inputs, settings or version; finish it with those, or choose another folder")
