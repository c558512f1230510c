"""``communique run``: many files in, Parquet shards out; killed anywhere, a second call finishes what is missing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.app import CODED, FAILED, SOME_FAILED, say
from communique.cli.options import facts

if TYPE_CHECKING:
    from communique.scale import Progress, Summary

EXAMPLES = "\b\nExamples:\n  communique run news/ --out coded --workers 4\n  communique run 'wires/*.warc.gz' --out coded --shard 3/16"


@click.command(epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUTS…")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the Parquet shards.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes of this machine.")
@click.option("--seconds-a-document", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Longer, and it is left out.")
@click.option("--shard-mb", type=click.FloatRange(0.001), default=16.0, show_default=True, help="Input of one shard, in MB.")
@click.option("--shard", "share", default="1/1", metavar="I/N", show_default=True, help="Only every N-th shard, for job arrays.")
@click.option("--log", "log_path", type=click.Path(dir_okay=False, path_type=Path), help="A JSON line for each thing that happens.")
@facts
def run(
    inputs: tuple[str, ...], out: Path, workers: int, seconds_a_document: float, shard_mb: float, share: str, log_path: Path | None,
    published: str | None, format_in: str | None, **others: str | None,
) -> int:  # fmt: skip
    """Code many files in shards. A second call finishes what a killed one left, and changes nothing that is done."""
    from communique.cli.inputs import expanded
    from communique.cli.read import given_facts
    from communique.reading import Failure
    from communique.scale import Job, make_plan
    from communique.scale import run as run_shards

    found = list(expanded(inputs))
    for failure in (f for f in found if isinstance(f, Failure)):
        say(failure.message)
    job = Job(given_facts(published, others), format_in, seconds_a_document)
    shards = make_plan([p for p in found if isinstance(p, str)], shard_bytes=int(shard_mb * 1_000_000))
    summary = run_shards(shards, out, job, workers=workers, share=_share(share), report=_reporter(log_path))
    _say_summary(summary)
    if not summary.counts.get("kept"):
        return FAILED
    return SOME_FAILED if summary.counts["failures"] else CODED


def _share(text: str) -> tuple[int, int]:
    number, _, total = text.partition("/")
    if not (number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total)):
        raise click.UsageError(f"--shard takes a share such as 3/16, not {text!r}")
    return int(number), int(total)


def _reporter(log_path: Path | None) -> Any:
    import msgspec

    start, before = time.monotonic(), -1

    def report(progress: Progress) -> None:
        nonlocal before
        seconds = time.monotonic() - start
        before = progress.shards_done if before < 0 else before
        if log_path:
            with log_path.open("ab") as log:
                log.write(
                    msgspec.json.encode({"at": round(time.time(), 3), "seconds": round(seconds, 3), **msgspec.structs.asdict(progress)})
                )
                log.write(b"\n")
        if progress.what != "started":
            say(_line(progress, seconds, progress.shards_done - before))

    return report


def _line(progress: Progress, seconds: float, done: int) -> str:
    counts, left = progress.counts, progress.shards - progress.shards_done
    rate = counts.get("documents", 0) / max(seconds, 0.001)
    remaining = f"{seconds / done * left:,.0f} s remain" if done else "remaining time unknown"
    return (
        f"shard {progress.shard} {progress.what} ({progress.shards_done}/{progress.shards}): {counts.get('documents', 0):,} documents,"
        f" {counts.get('kept', 0):,} kept, {counts.get('events', 0):,} events, {counts.get('failures', 0):,} failures,"
        f" {rate:.1f} documents a second, {remaining}"
    )


def _say_summary(summary: Summary) -> None:
    from communique import __version__
    from communique.knowledge import VERSION

    c = summary.counts
    say(
        f"Communique {__version__} (knowledge {VERSION}) read {c.get('documents', 0):,} documents in {summary.shards_done} of"
        f" {summary.shards} shards and coded {c.get('kept', 0):,}: {c.get('events', 0):,} events and {c.get('statements', 0):,} statements."
        f" {c.get('failures', 0):,} could not be coded, {len(summary.poisoned)} of them over the time limit or fatal to a worker."
    )
