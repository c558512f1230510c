"""A scored run: rows of measures, calibration, misses; kept as JSON to compare the next one with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from communique.errors import InputError
from communique.evaluation.scorer import Scorer
from communique.evaluation.tally import Estimate, Judged, Measure, Miss, estimates

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Row(msgspec.Struct, frozen=True):
    """Measures of a part of the items: ``all``, a ``source``, or a ``class``."""

    group: str
    name: str
    estimates: dict[str, Estimate]


class Bin(msgspec.Struct, frozen=True):
    """Predictions with ``low`` ≤ confidence < ``high``, and the share of them that was right."""

    low: float
    high: float
    count: int
    precision: float


class Result(msgspec.Struct, frozen=True):
    """One kind of data, scored once. ``rising`` names the measures that are better when higher."""

    name: str
    split: str
    items: int
    without_record: int
    rows: tuple[Row, ...]
    calibration: tuple[Bin, ...]
    rising: dict[str, bool]
    misses: tuple[Miss, ...] = ()

    def value(self, measure: str) -> Estimate | None:
        """A measure over all items."""
        return self.rows[0].estimates.get(measure)


def result_of(scorer: Scorer, split: str, judged: Sequence[Judged], without_record: int) -> Result:
    """The table of a run."""
    return Result(
        scorer.name,
        split,
        len(judged),
        without_record,
        (
            Row("all", "all", estimates(scorer.measures, [j.counts for j in judged])),
            *_by_source(scorer.measures, judged),
            *_by_class(scorer.class_measures, judged),
        ),
        tuple(calibration(c for j in judged for c in j.confidences)),
        {m.name: m.rising for m in (*scorer.measures, *scorer.class_measures)},
        tuple(m for j in judged for m in j.misses),
    )


def _by_source(measures: tuple[Measure, ...], judged: Sequence[Judged]) -> Iterable[Row]:
    sources = sorted({j.source for j in judged})
    if len(sources) > 1:
        for source in sources:
            yield Row("source", source, _some(measures, [j.counts for j in judged if j.source == source]))


def _by_class(measures: tuple[Measure, ...], judged: Sequence[Judged]) -> Iterable[Row]:
    for label in sorted({label for j in judged for label in j.classes}):
        yield Row("class", label, _some(measures, [j.classes[label] for j in judged if label in j.classes]))


def _some(measures: tuple[Measure, ...], counts: Sequence[Mapping[str, float]]) -> dict[str, Estimate]:
    """Only measures that have cases here."""
    return {name: e for name, e in estimates(measures, counts).items() if e.size}


def calibration(predictions: Iterable[tuple[float, bool]]) -> Iterable[Bin]:
    """How often predictions of each band of confidence are right; empty bands are left out."""
    listed = list(predictions)
    for low, high in pairwise(BINS):
        inside = [right for sure, right in listed if low <= sure < high or sure == high == 1.0]
        if inside:
            yield Bin(low, high, len(inside), round(sum(inside) / len(inside), 4))


def save(results: Sequence[Result], path: Path) -> None:
    """Write runs as JSON, without the misses (they may hold others' texts)."""
    plain = [msgspec.structs.replace(r, misses=()) for r in results]
    path.write_bytes(msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n")


def load(path: Path) -> list[Result]:
    """Runs saved before."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Result])
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{path}: no saved evaluation ({error}); make one with --save") from error


class Change(msgspec.Struct, frozen=True):
    """A measure before and after. ``clear`` when the old value lies outside the new interval."""

    name: str
    row: str
    measure: str
    before: float
    after: float
    better: bool
    clear: bool


def changes(before: Sequence[Result], after: Sequence[Result]) -> list[Change]:
    """What differs between two runs, in the order of the new one."""
    old = {(r.name, r.split, row.name, m): e for r in before for row in r.rows for m, e in row.estimates.items()}
    found = []
    for result in after:
        for row in result.rows:
            for measure, now in row.estimates.items():
                then = old.get((result.name, result.split, row.name, measure))
                if then is not None and then.value != now.value:
                    better = (now.value > then.value) == result.rising.get(measure, True)
                    clear = not now.low <= then.value <= now.high
                    found.append(Change(result.name, row.name, measure, then.value, now.value, better, clear))
    return found
