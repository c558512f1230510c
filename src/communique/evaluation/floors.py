"""Floors: numbers that accuracy may not fall under. Lowering one is a visible change of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from communique.errors import InputError
from communique.evaluation.result import Result


class Floor(msgspec.Struct, frozen=True):
    """The least (for a falling measure the most) that a number may be, on a kind of data and a split of it."""

    name: str
    split: str
    measure: str
    limit: float


class Breach(msgspec.Struct, frozen=True):
    """A number under its floor; ``value`` is ``None`` where the run has no such number."""

    floor: Floor
    value: float | None

    def __str__(self) -> str:
        """For a person."""
        given = "was not measured" if self.value is None else f"is {self.value}"
        return f"{self.floor.name} ({self.floor.split}) {self.floor.measure} {given}; its floor is {self.floor.limit}"


def read_floors(path: Path) -> tuple[Floor, ...]:
    """Floors from TOML: ``[NAME.SPLIT]`` tables of ``measure = limit``."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no floors: {error}") from error
    return tuple(
        Floor(name, split, measure, float(limit))
        for name, splits in tables.items()
        for split, measures in splits.items()
        for measure, limit in measures.items()
    )


def breaches(floors: Iterable[Floor], results: Sequence[Result]) -> list[Breach]:
    """Floors of the runs at hand that do not hold. A run is known by its name and split."""
    runs = {(r.name, r.split): r for r in results}
    found = []
    for floor in floors:
        run = runs.get((floor.name, floor.split))
        if run is not None:
            estimate = run.value(floor.measure)
            if estimate is None or _under(estimate.value, floor, run):
                found.append(Breach(floor, estimate.value if estimate else None))
    return found


def _under(value: float, floor: Floor, run: Result) -> bool:
    return value < floor.limit if run.rising.get(floor.measure, True) else value > floor.limit
