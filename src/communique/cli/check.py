"""``communique check``: run every example of the knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

import click

from communique.cli.app import CODED, FAILED


class Outcome(NamedTuple):
    """What a room's check found: how many examples each file has, and what is wrong (``file: entry: message``)."""

    examples: Counter[str]
    faults: Iterator[str]


@click.command(epilog="\b\nExamples:\n  communique check\n  communique check events/contact")
@click.argument("files", nargs=-1, metavar="[FILE]…")
def check(files: tuple[str, ...]) -> int:
    """Run the examples of all knowledge files, or of those whose name contains FILE."""
    wrong = total = 0
    for room in CHECKS.values():
        outcome = room()
        faults = [f.removeprefix("resources/") for f in outcome.faults]
        for file, number in sorted(outcome.examples.items()):
            if not files or any(f in file for f in files):
                mine = [f for f in faults if f.startswith(f"{file}:")]
                _show(file, number, mine)
                wrong, total = wrong + len(mine), total + number
    click.echo(f"{total:,} examples, {wrong} wrong")
    return FAILED if wrong else CODED


def _show(file: str, number: int, faults: list[str]) -> None:
    click.echo(f"{'wrong' if faults else 'ok':5}  {number:5,}  {file}")
    for fault in faults:
        click.echo(f"       {fault}")


def _zones() -> Outcome:
    from communique.knowledge.zones import check_zones, load_zones

    rules = load_zones()
    return Outcome(Counter(e.file for e in chain(rules.signs, rules.prefixes) for _ in (e.positive, e.negative)), check_zones(rules))


def _events() -> Outcome:
    from communique.events.check import check_events
    from communique.knowledge.events import load_events
    from communique.pipeline import default_coder

    knowledge = load_events()
    examples = Counter(dict.fromkeys({frame.file for frame in knowledge.frames}, 0))
    for frame in knowledge.frames:
        examples[frame.file] += len(frame.words) + len(frame.refuted)
    failures = check_events(knowledge, default_coder().code_many)
    return Outcome(examples, (f"{f.file}: {f.entry}: {f.message}" for f in failures))


CHECKS: dict[str, Callable[[], Outcome]] = {"zones": _zones, "events": _events}
