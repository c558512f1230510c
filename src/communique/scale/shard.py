"""One shard, coded in a worker: documents in small batches, each announced before it is touched, so that a kill can be blamed."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from communique.model import Document, Record
from communique.reading import Failure, Source, read_path, read_source
from communique.scale.plan import Job, Part, Shard
from communique.scale.tables import Shelf
from communique.scale.whole import write_whole

BATCH = 16
# What a worker says before it touches documents: "read" or "code", and their numbers in the shard.
Say = Callable[[str, tuple[int, ...]], None]
Item = tuple[int, str, Document | Failure]


class Care(msgspec.Struct, frozen=True):
    """What killing taught: documents to be coded alone, and those to be left out."""

    alone: frozenset[int] = frozenset()
    poisoned: dict[int, str] = {}


class Done(msgspec.Struct, frozen=True):
    """A shard's manifest. It says nothing of time, so that every run of the shard has the same."""

    shard: int
    counts: dict[str, int]
    files: dict[str, str]
    failures: tuple[Failure, ...]
    poisoned: tuple[str, ...]


def code_shard(shard: Shard, job: Job, out: Path, care: Care, say: Say) -> Done:
    """Code a shard, write its files and, last, its manifest, which makes it done."""
    shelf = Shelf(out, shard.name)
    coder = _coder(job.coder)
    counts: Counter[str] = Counter(documents=0, kept=0, events=0, statements=0, failures=0)
    failures: list[Failure] = []
    poisoned: list[str] = []
    for batch in _batches(_items(shard, job, say, care), care):
        good = [i for i in batch if isinstance(i[2], Document) and i[0] not in care.poisoned]
        for number, _, item in batch:
            if number in care.poisoned and isinstance(item, Document):
                name = item.article.url or item.article.id
                poisoned.append(name)
                failures.append(Failure(name, "poisoned", f"{name}: left out: {care.poisoned[number]}"))
            elif isinstance(item, Failure):
                failures.append(item)
        say("code", tuple(number for number, _, _ in good))
        for (_, file, _), record in zip(good, _coded([cast("Document", i[2]) for i in good], coder), strict=True):
            if isinstance(record, Failure):
                failures.append(record)
                continue
            shelf.add(record, file)
            counts.update(kept=1, events=len(record.events), statements=len(record.statements))
        counts.update(documents=len(batch))
    counts["failures"] = len(failures)
    done = Done(shard.number, dict(counts), shelf.close(), tuple(failures), tuple(poisoned))
    write_whole(manifest_path(out, shard), msgspec.json.format(msgspec.json.encode(done), indent=1) + b"\n")
    return done


def manifest_path(out: Path, shard: Shard) -> Path:
    """Where the manifest of a shard is; its being there means that the shard is done."""
    return out / "shards" / f"{shard.name}.json"


def _coder(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)()


def _coded(documents: list[Document], coder: Any) -> list[Record | Failure]:
    try:
        return list(coder.code_many(documents))
    except Exception:  # one of them is at fault: each alone
        return [_alone(d, coder) for d in documents]


def _alone(document: Document, coder: Any) -> Record | Failure:
    try:
        return cast("Record", next(iter(coder.code_many([document]))))
    except Exception as error:
        name = document.article.url or document.article.id
        return Failure(name, "internal-error", f"{name}: not coded, a fault in Communique: {type(error).__name__}: {error}")


def _items(shard: Shard, job: Job, say: Say, care: Care) -> Iterator[Item]:
    number = 0
    for part in shard.parts:
        documents = _documents(part, job)
        while True:
            if care.poisoned.get(-1 - number):
                message = f"{part.path}: reading stopped at document {number} of the shard: {care.poisoned[-1 - number]}"
                yield number, part.path, Failure(part.path, "poisoned", message)
                number += 1
                break
            say("read", (number,))
            item = next(documents, None)
            if item is None:
                break
            yield number, part.path, item
            number += 1


def _batches(items: Iterator[Item], care: Care) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        if any(number in care.alone for number, _, _ in batch):
            yield from ([item] for item in batch)
        else:
            yield batch


def _documents(part: Part, job: Job) -> Iterator[Document | Failure]:
    if part.end is None:
        yield from read_path(part.path, format=job.format, facts=job.facts)
        return
    with Path(part.path).open("rb") as stream:
        window = io.BufferedReader(_Lines(stream, part.start, part.end))
        source = Source(f"{part.path}[from byte {part.start}]", cast("BinaryIO", window))
        yield from read_source(source, format=job.format or "jsonl", facts=job.facts)


class _Lines(io.RawIOBase):
    """The lines of a file that start in ``start`` … ``end``."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream, self._end = stream, end
        stream.seek(max(start - 1, 0))
        if start:
            while (rest := stream.readline(1_000_000)) and not rest.endswith(b"\n"):
                pass
        self._fresh, self._held = True, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._held:
            if self._fresh and self._stream.tell() >= self._end:
                return 0
            self._held = self._stream.readline(1_000_000)
            self._fresh = self._held.endswith(b"\n")
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size
