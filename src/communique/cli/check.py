"""``communique check``: run every example of the knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import click

from communique.cli.app import CODED, FAILED

if TYPE_CHECKING:
    from communique.parse import Parser


class Outcome(NamedTuple):
    """A room's check: how many examples each file has, and how to run them (yields ``file: entry: message`` for what is wrong)."""

    examples: Counter[str]
    faults: Callable[[], Iterator[str]]


@click.command(epilog="\b\nExamples:\n  communique check\n  communique check events/contact")
@click.argument("files", nargs=-1, metavar="[FILE]…")
def check(files: tuple[str, ...]) -> int:
    """Run the examples of all knowledge files, or of those whose name contains FILE."""
    wrong = total = 0
    for room in CHECKS.values():
        outcome = room()
        chosen = {f: n for f, n in sorted(outcome.examples.items()) if not files or any(word in f for word in files)}
        faults = [f.removeprefix("resources/") for f in outcome.faults()] if chosen else []
        for file, number in chosen.items():
            mine = [f for f in faults if f.startswith(f"{file}:")]
            _show(file, number, mine)
            wrong, total = wrong + len(mine), total + number
    if not total:
        raise click.UsageError(f"no knowledge file with examples has {' or '.join(files)} in its name")
    click.echo(f"{total:,} examples, {wrong} wrong")
    return FAILED if wrong else CODED


def _show(file: str, number: int, faults: list[str]) -> None:
    click.echo(f"{'wrong' if faults else 'ok':5}  {number:5,}  {file}")
    for fault in faults:
        click.echo(f"       {fault}")


@cache
def _parser() -> Parser:
    from communique.parse import PARSERS

    return PARSERS["spacy"]()


def _zones() -> Outcome:
    from communique.knowledge.zones import check_zones, load_zones

    rules = load_zones()
    return Outcome(
        Counter(e.file for e in chain(rules.signs, rules.prefixes) for _ in (e.positive, e.negative)), lambda: check_zones(rules)
    )


def _dates() -> Outcome:
    from communique.dates.check import check_dates
    from communique.knowledge.dates import load_dates
    from communique.parse import parse

    rules = load_dates()
    examples = Counter(r.file for r in rules.rules for _ in (*r.examples, *r.never))
    return Outcome(examples, lambda: check_dates(rules, lambda document: parse(document, _parser())))


def _actors() -> Outcome:
    from communique.actors.check import check_actors
    from communique.knowledge.actors import load_actors
    from communique.knowledge.actors_examples import FILE, load_examples
    from communique.parse import parse

    examples = load_examples()
    return Outcome(
        Counter({FILE: len(examples)}), lambda: check_actors(examples, load_actors(), lambda document: parse(document, _parser()))
    )


def _quotes() -> Outcome:
    from communique.knowledge.cues import load_cues
    from communique.statements.check import check_cues

    cues = load_cues()
    examples = Counter(e.file for e in cues.all_cues()) + Counter({file: len(texts) for file, texts in cues.rejects.items()})
    return Outcome(examples, lambda: (f"{f.file}: {f.entry}: {f.message}" for f in check_cues(cues, _parser())))


def _events() -> Outcome:
    from communique.events.check import check_events
    from communique.knowledge.events import load_events
    from communique.pipeline import Coder

    knowledge = load_events()
    examples = Counter(frame.file for frame in knowledge.frames for _ in (*frame.words, *frame.refuted))
    return Outcome(examples, lambda: (f"{f.file}: {f.entry}: {f.message}" for f in check_events(knowledge, Coder(_parser()).code_many)))


CHECKS: dict[str, Callable[[], Outcome]] = {"zones": _zones, "dates": _dates, "actors": _actors, "quotes": _quotes, "events": _events}
