"""One shard, coded in a worker: what is of interest, each text once, in small batches that are announced before they are touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from communique.copies import Digest, digested
from communique.model import Document, Record
from communique.reading import Facts, Failure, document_from_html, document_from_text
from communique.reading.selecting import Check
from communique.scale.copies import Seen
from communique.scale.feeding import Care, Item, Says, items
from communique.scale.plan import Job, Shard
from communique.scale.tables import Shelf
from communique.scale.whole import write_whole
from communique.workers import CODE, MOST_TOGETHER, WRITE, named

MOST_CHARACTERS = 200_000
# Of a shard's failures, as many are listed; all are counted.
MOST_LISTED = 1_000
COUNTED = ("documents", "passed_over", "copies", "kept", "events", "statements", "failures")
GATE = "nothing-diplomatic"
WARM = "Prime Minister Mia Mottley of Barbados met President Irfaan Ali of Guyana in Georgetown on Monday, her office said."


FOREIGN = "Am Montag sprach die Ministerin in Bridgetown mit ihrem Kollegen, wie ihr Haus mitteilte."


class Done(msgspec.Struct, frozen=True):
    """A shard's manifest. It says nothing of time, so that every run of the shard has the same."""

    shard: int
    counts: dict[str, int]
    files: dict[str, str]
    failures: tuple[Failure, ...]
    poisoned: tuple[str, ...]


class Waiting(NamedTuple):
    """A document that is to be coded."""

    number: int
    file: str
    document: Document
    digest: Digest


class Tally:
    """What became of the documents so far."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.failures: list[Failure] = []
        self.poisoned: list[str] = []

    def fail(self, failure: Failure) -> None:
        """Count a failure, and list it while the list is short."""
        self.counts["failures"] += 1
        if failure.code == "poisoned":
            self.poisoned.append(failure.name)
        if len(self.failures) < MOST_LISTED:
            self.failures.append(failure)


def manifest_path(out: Path, shard: Shard) -> Path:
    """Where the manifest of a shard is; its being there means that the shard is done."""
    return out / "shards" / f"{shard.name}.json"


def read_manifest(out: Path, shard: Shard) -> Done | None:
    """The manifest of a shard that is done."""
    try:
        return msgspec.json.decode(manifest_path(out, shard).read_bytes(), type=Done)
    except FileNotFoundError:
        return None


def write_manifest(out: Path, done: Done) -> None:
    """Say that a shard is done."""
    write_whole(out / "shards" / f"{done.shard:06}.json", msgspec.json.format(msgspec.json.encode(done), indent=1) + b"\n")


def code_shard(shard: Shard, job: Job, out: Path, care: Care, board: Says) -> Done:
    """Code a shard, write its files and, last, its manifest, which makes it done. Raises ``OSError`` where they cannot be written."""
    shelf, tally = Shelf(out, shard.name), Tally()
    try:
        coder, check = tools(job.coder, job.gate)
        for batch in _batches(_selected(items(shard, job, care, board, check), check, tally, shelf), care):
            board.say(CODE, tuple(w.number for w in batch))
            _file(batch, coder, tally, shelf)
        board.say(WRITE, ())
        done = Done(shard.number, dict(tally.counts), shelf.close(), tuple(tally.failures), tuple(tally.poisoned))
        write_manifest(out, done)
    finally:
        shelf.drop()
    return done


@cache
def tools(coder: str, gate: str | None) -> tuple[Any, Check]:
    """The coder and the gate, with everything loaded: no document is to pay for that with its time limit."""
    made, check = named(coder), named(gate) if gate else _nothing
    first = document_from_text(WARM, published="2024-05-15")
    # The guesser of languages is only asked about what does not look English, the extractor only about pages.
    document_from_text(FOREIGN)
    document_from_html(f"<html><body><article><p>{WARM}</p></article></body></html>", Facts())
    check(first.article.text)
    list(made.code_many([first]))
    return made, check


def _nothing(_: str) -> None:
    """The check that passes nothing over."""


def _selected(found: Iterable[Item], check: Check, tally: Tally, shelf: Shelf) -> Iterator[Waiting]:
    """The documents that are to be coded: of interest, and no copies of earlier ones."""
    seen = Seen()
    for number, file, document in found:
        tally.counts["documents"] += 1
        if isinstance(document, Failure):
            tally.fail(document)
            continue
        if _of_no_interest(document, check):
            tally.counts["passed_over"] += 1
            shelf.pass_over(document.article, file, GATE)
            continue
        digest = digested(document.article, document.zones)
        original = seen.original(document.article.id, digest) if document.body else None
        if original is not None:
            tally.counts["copies"] += 1
            shelf.pass_over(document.article, file, "copy", original)
            continue
        yield Waiting(number, file, document, digest)


def _of_no_interest(document: Document, check: Check) -> bool:
    if any(p.code == GATE for p in document.problems):
        return True
    text = document.article.text
    return document.zones != () and check("\n".join(text[z.start : z.end] for z in document.body)) is not None


def _batches(waiting: Iterable[Waiting], care: Care) -> Iterator[list[Waiting]]:
    batch: list[Waiting] = []
    for item in waiting:
        alone = item.number in care.alone
        if batch and (alone or len(batch) >= MOST_TOGETHER or sum(len(w.document.article.text) for w in batch) > MOST_CHARACTERS):
            yield batch
            batch = []
        batch.append(item)
        if alone:
            yield batch
            batch = []
    if batch:
        yield batch


def _file(batch: list[Waiting], coder: Any, tally: Tally, shelf: Shelf) -> None:
    for waiting, record in zip(batch, _coded([w.document for w in batch], coder), strict=True):
        if isinstance(record, Failure):
            tally.fail(record)
            continue
        shelf.add(record, waiting.file, waiting.digest)
        tally.counts.update(kept=1, events=len(record.events), statements=len(record.statements))


def _coded(documents: list[Document], coder: Any) -> list[Record | Failure]:
    try:
        return list(coder.code_many(documents))
    except Exception:  # one of them is at fault: each alone
        return [_alone(d, coder) for d in documents]


def _alone(document: Document, coder: Any) -> Record | Failure:
    try:
        return cast("Record", next(iter(coder.code_many([document]))))
    except Exception as error:
        name = document.called
        return Failure(name, "internal-error", f"{name}: not coded, a fault in Communique: {type(error).__name__}: {error}")
