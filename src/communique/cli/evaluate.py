"""``communique evaluate``: how good the current rules are on labelled texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.app import CODED, FAILED, say

if TYPE_CHECKING:
    from communique.evaluation.bench import Split
    from communique.evaluation.result import Result
    from communique.evaluation.scorer import Scorer

NAMES = ("readouts", "readouts-no-site", "plover-pairs", "plover-triples", "attribution", "times", "zones", "leaders", "gate", "records")
SPLITS = ("dev", "held", "all")
BENCH = Path("../shared/bench")
GOLD = Path("evaluation/gold")
FLOORS = Path("evaluation/floors.toml")
SHOWN_MISSES = 100
EXAMPLES = """\b
Examples:
  communique evaluate records --gold evaluation/gold/dev --misses
  communique evaluate readouts --split dev --save before.json
  communique evaluate readouts --split dev --against before.json
  communique evaluate plover-pairs --gold pairs.jsonl --records coded.jsonl
  communique evaluate --all --bench ../shared/bench --floors evaluation/floors.toml

\b
Without --records the gold's texts are coded with the current rules.
Exit codes: 0 measured, 1 a floor does not hold, 2 wrong usage.
"""
FILE = click.Path(path_type=Path)


@click.command(epilog=EXAMPLES)
@click.argument("name", required=False, type=click.Choice(NAMES), metavar="NAME")
@click.option("--all", "everything", is_flag=True, help="Every kind of data that is there.")
@click.option("--gold", type=FILE, multiple=True, help="Labelled data: JSONL, YAML, or a folder of YAML. Repeatable.")
@click.option("--records", type=FILE, help="Records to judge (JSONL of `communique read`) instead of coding the texts.")
@click.option("--bench", type=FILE, default=BENCH, show_default=True, help="Folder of labelled data, used without --gold.")
@click.option("--split", type=click.Choice(SPLITS), default="all", show_default=True, help="A quarter of the ids is held out.")
@click.option("--misses", is_flag=False, flag_value=SHOWN_MISSES, default=0, type=int, metavar="[N]", help="List misses (100, or N).")
@click.option("--against", type=FILE, help="Compare with a run saved before.")
@click.option("--save", "keep", type=FILE, help="Save the numbers as JSON.")
@click.option("--floors", type=FILE, is_flag=False, flag_value=FLOORS, help=f"Fail where a number is under its floor ({FLOORS}).")
@click.option("--inputs", type=FILE, help="Only write the texts as JSONL, for another coder.")
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
def evaluate(name: str | None, everything: bool, gold: tuple[Path, ...], split: Split, **options: Any) -> int:
    """Score the current rules against labelled data."""
    if everything == bool(name):
        raise click.UsageError(f"name one kind of data ({', '.join(NAMES)}) or say --all")
    if everything and (gold or options["records"]):
        raise click.UsageError("--gold and --records go with one kind of data, not with --all")
    if options["inputs"]:
        return _write_inputs(name, gold, split, options)
    results = [r for n in (NAMES if everything else (str(name),)) if (r := _run(n, gold, split, options, alone=not everything))]
    return _report(results, options)


def _run(name: str, gold: Sequence[Path], split: Split, options: dict[str, Any], *, alone: bool) -> Result | None:
    from communique.errors import InputError
    from communique.evaluation.result import result_of
    from communique.evaluation.scorer import judged

    try:
        scorer, items = _items(name, gold, split, options["bench"])
    except InputError as error:
        if alone:
            raise
        say(f"skipped {name}: {error}")
        return None
    if not items:
        raise click.UsageError(f"{name}: the split {split!r} of this data is empty")
    records = _records(scorer, items, options["records"])
    lost = sum(str(item["id"]) not in records for item in items)
    return result_of(scorer, split, judged(scorer, items, records), lost)


def _items(name: str, gold: Sequence[Path], split: Split, bench: Path) -> tuple[Scorer, list[dict[str, Any]]]:
    from communique.evaluation import SCORERS
    from communique.evaluation.bench import bench_files, read_gold

    scorer = SCORERS[name]
    paths = list(gold) or ([GOLD] if name == "records" else bench_files(scorer, bench))
    return scorer, read_gold(scorer, paths, split)


def _records(scorer: Scorer, items: list[dict[str, Any]], saved: Path | None) -> dict[str, dict[str, Any]]:
    from communique.evaluation.bench import read_records
    from communique.evaluation.scorer import coded, only_read

    if saved is not None:
        return read_records(saved)
    if scorer.reading_only:
        return only_read(scorer, items)
    from communique.pipeline import default_coder

    say(f"{scorer.name}: coding {len(items)} texts")
    return coded(scorer, items, default_coder())


def _write_inputs(name: str | None, gold: Sequence[Path], split: Split, options: dict[str, Any]) -> int:
    import json

    from communique.evaluation.scorer import inputs

    if name is None:
        raise click.UsageError("--inputs goes with one kind of data")
    scorer, items = _items(name, gold, split, options["bench"])
    lines = [json.dumps(line, ensure_ascii=False) for line in inputs(scorer, items)]
    options["inputs"].write_text("\n".join(lines) + "\n", "utf-8")
    say(f"wrote {len(lines)} texts to {options['inputs']}")
    return CODED


def _report(results: list[Result], options: dict[str, Any]) -> int:
    from communique.evaluation.report import compared, markdown, told
    from communique.evaluation.result import changes, load, save

    before = load(options["against"]) if options["against"] else []
    if options["markdown"]:
        click.echo("\n".join(markdown(results, before)))
    else:
        click.echo("\n".join(line for r in results for line in told(r, misses=options["misses"])))
    if before and not options["markdown"]:
        click.echo("\n".join(compared(changes(before, results))))
    if options["keep"]:
        save(results, options["keep"])
    return _floors(results, options["floors"])


def _floors(results: list[Result], file: Path | None) -> int:
    if file is None:
        return CODED
    from communique.evaluation.floors import breaches, read_floors

    floors = read_floors(file)
    held = {(f.name, f.split) for f in floors}
    for result in results:
        if (result.name, result.split) not in held:
            say(f"{file}: no floors for {result.name} ({result.split})")
    broken = breaches(floors, results)
    for breach in broken:
        say(f"under its floor: {breach}")
    return FAILED if broken else CODED
