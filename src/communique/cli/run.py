"""``communique run``: many files in, Parquet shards out; killed anywhere, a second call finishes what is missing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.app import CODED, FAILED, SOME_FAILED, say
from communique.cli.options import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from communique.scale import Progress, Shard, Summary

# So many failures are told at the end of a run; a file has all of them.
MOST_FAILURES = 10
EXAMPLES = """\b
Examples:
  communique run news/ --out coded --workers 4
  communique run 'wires/*.warc.gz' --out coded --shard 3/16
  communique run 'wires/*.gz' --out /shared/coded --cluster tcp://10.0.0.1:8786
  communique run news/ --out coded --no-gate     # code every text, also those that tell of no diplomacy
  communique run 's3://bucket/2024/*.parquet' --out coded

\b
The folder holds articles/, events/, parties/, statements/ and uncoded/ as Parquet, copies.parquet, failures.jsonl and manifest.json;
`communique ingest coded/` takes it into a ledger without coding again.
Exit codes: 0 all coded or passed over, 1 nothing could be, 2 wrong usage, 3 some documents failed, 130 interrupted.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUTS…")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the Parquet shards.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes of this machine.")
@click.option("--seconds-a-document", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Longer, and it is left out.")
@click.option("--shard-mb", type=click.FloatRange(0.001), default=16.0, show_default=True, help="Input of one shard, in MB.")
@click.option("--shard", "share", default="1/1", metavar="I/N", show_default=True, help="Only every N-th shard, for job arrays.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster, for instance tcp://10.0.0.1:8786; --workers is then its own."
)
@click.option(
    "--gate/--no-gate", default=True, help="Pass over texts, and passages of texts, that tell of no deed of a party; or code everything."
)
@click.option("--log", "log_path", type=click.Path(dir_okay=False, path_type=Path), help="A JSON line for each thing that happens.")
@facts
def run(
    inputs: tuple[str, ...], out: Path, workers: int, seconds_a_document: float, shard_mb: float, share: str, gate: bool,
    cluster: str | None, log_path: Path | None, published: str | None, format_in: str | None, **others: str | None,
) -> int:  # fmt: skip
    """Code many files in shards. A second call finishes what a killed one left, and changes nothing that is done."""
    import msgspec

    from communique.cli.read import given_facts
    from communique.scale import Job, make_plan
    from communique.scale import run as run_shards

    which = _share(share)
    found, missing = _files(inputs)
    if not found:
        return FAILED
    job = Job(given_facts(published, others), format_in, seconds_a_document)
    job = job if gate else msgspec.structs.replace(job, gate=None, coder="communique.pipeline:default_coder")
    shards = make_plan(found, shard_bytes=int(shard_mb * 1_000_000))
    try_log(log_path)
    with _written_to(out):
        report = _reporter(log_path)
        if cluster:
            from communique.scale.cluster import run_on

            summary = run_on(cluster, shards, out, job, share=which, report=report)
        else:
            summary = run_shards(shards, out, job, workers=workers, share=which, report=report)
    _tell_failures(shards, which, out, whole=summary.shards_done == summary.shards)
    say(_told(summary))
    return _code(summary.share, missing)


def _tell_failures(shards: Sequence[Shard], share: tuple[int, int], out: Path, *, whole: bool) -> None:
    """The first documents of this share that could not be coded, and where all of them are listed."""
    from communique.scale import FAILURES_FILE, failures

    failed = failures([s for s in shards if s.number % share[1] == share[0] - 1], out)
    for failure in failed[:MOST_FAILURES]:
        say(failure.message)
    if len(failed) > MOST_FAILURES:
        where = out / FAILURES_FILE if whole else out / "shards"
        say(f"and {len(failed) - MOST_FAILURES:,} more that could not be coded: all stand in {where}")


@contextmanager
def _written_to(out: Path) -> Iterator[None]:
    """What the system says against writing there, as an error that says what to do."""
    from communique.errors import InputError

    try:
        yield
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error}; mend that and call again: what is done stays") from error


def try_log(path: Path | None) -> None:
    """See that the log can be written before anything is done. Raises ``UsageError``."""
    try:
        if path:
            path.open("ab").close()
    except OSError as error:
        raise click.UsageError(f"--log {path}: cannot be written: {error.strerror or error}") from error


def _files(inputs: tuple[str, ...]) -> tuple[list[str], int]:
    """The files and URLs the inputs stand for, and how many inputs stand for none."""
    from communique.cli.inputs import expanded
    from communique.reading import Failure
    from communique.scale.places import is_url, matches

    listed = [f for given in inputs for f in (matches(given) if is_url(given) else expanded((given,)))]
    if "-" in listed:
        raise click.UsageError("a run reads files, which a second call can read again; not standard input")
    failures = [f for f in listed if isinstance(f, Failure)]
    for failure in failures:
        say(failure.message)
    return [f for f in listed if isinstance(f, str)], len(failures)


def _code(counts: dict[str, int], missing: int) -> int:
    failures = counts.get("failures", 0)
    if failures and not any(counts.get(name) for name in ("kept", "passed_over", "copies")):
        return FAILED
    return SOME_FAILED if failures or missing else CODED


def _share(text: str) -> tuple[int, int]:
    number, _, total = text.partition("/")
    if not (number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total)):
        raise click.UsageError(f"--shard takes a share such as 3/16, not {text!r}")
    return int(number), int(total)


def _reporter(log_path: Path | None) -> Callable[[Progress], None]:
    start = time.monotonic()
    before: list[int] = []

    def report(progress: Progress) -> None:
        seconds = time.monotonic() - start
        before.append(progress.shards_done) if not before else None
        if log_path:
            _log(log_path, {"at": round(time.time(), 3), "seconds": round(seconds, 3)}, progress)
        if progress.what != "started":
            say(_line(progress, seconds, progress.shards_done - before[0]))

    return report


def _log(path: Path, when: dict[str, Any], progress: Progress) -> None:
    import msgspec

    with path.open("ab") as log:
        log.write(msgspec.json.encode({**when, **msgspec.structs.asdict(progress)}) + b"\n")


def _line(progress: Progress, seconds: float, done: int) -> str:
    counts, left = progress.counts, progress.shards - progress.shards_done
    rate = counts.get("documents", 0) / max(seconds, 0.001)
    remaining = f"{seconds / done * left:,.0f} s remain" if done else "remaining time unknown"
    return (
        f"shard {progress.shard} {progress.what} ({progress.shards_done}/{progress.shards}): {counts.get('documents', 0):,} documents,"
        f" {counts.get('kept', 0):,} kept, {counts.get('events', 0):,} events, {counts.get('failures', 0):,} failures,"
        f" {rate:.1f} documents a second, {remaining}"
    )


def _told(summary: Summary) -> str:
    """A sentence for the methods section of a paper."""
    from communique import __version__
    from communique.knowledge import VERSION

    c = {name: f"{count:,}" for name, count in summary.counts.items()}
    nothing = "0"
    return (
        f"Communique {__version__} (knowledge {VERSION}) read {c.get('documents', nothing)} documents in {summary.shards_done:,} of"
        f" {summary.shards:,} shards, passed over {c.get('passed_over', nothing)} that tell of no diplomacy and"
        f" {c.get('copies', nothing)} copies of others, and coded {c.get('kept', nothing)}: {c.get('events', nothing)} events and"
        f" {c.get('statements', nothing)} statements. {c.get('failures', nothing)} could not be coded,"
        f" {len(summary.poisoned):,} of them over the time limit or fatal to a worker."
    )
