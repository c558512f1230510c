"""Counts of judged items, and measures with intervals made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SEED = 20261123
RESAMPLES = 1000


class Miss(msgspec.Struct, frozen=True):
    """One thing that came out wrong: where, what kind, and what was wanted or given."""

    item: str
    kind: str
    detail: str


class Judged(msgspec.Struct, frozen=True):
    """One gold item held against its record. ``classes`` are the same counts for parts of the item (an event type…).

    ``confidences`` are the predictions that were judged: how sure the rules were, and whether they were right.
    """

    item: str
    source: str
    counts: Mapping[str, float]
    classes: Mapping[str, Mapping[str, float]] = {}
    misses: tuple[Miss, ...] = ()
    confidences: tuple[tuple[float, bool], ...] = ()


class Measure(msgspec.Struct, frozen=True):
    """A number made of summed counts. ``size`` is the count that says of how many; ``rising`` whether more is better."""

    name: str
    size: str
    of: Callable[[Totals], Array]
    rising: bool = True


class Estimate(msgspec.Struct, frozen=True):
    """A measured value, the ends of its 95 % bootstrap interval, and of how many cases."""

    value: float
    low: float
    high: float
    size: int


class Totals:
    """Summed counts, one column a resample. A count that never occurred is zero."""

    def __init__(self, keys: Sequence[str], sums: Array) -> None:
        """``sums`` has a row for each resample and a column for each key."""
        self._columns = {key: sums[:, i] for i, key in enumerate(keys)}
        self._zero = sums[:, 0] * 0

    def __getitem__(self, key: str) -> Array:
        """The sums of one count."""
        return self._columns.get(key, self._zero)

    def with_prefix(self, prefix: str) -> list[str]:
        """The rest of every key that starts so."""
        return sorted(k.removeprefix(prefix) for k in self._columns if k.startswith(prefix))


def estimates(measures: Iterable[Measure], counts: Sequence[Mapping[str, float]]) -> dict[str, Estimate]:
    """Each measure over all counts, with a percentile bootstrap over items (documents or sentences, as judged).

    The seed is fixed: the same counts give the same interval.
    """
    import numpy as np

    keys = sorted({k for c in counts for k in c}) or ["none"]
    matrix = np.array([[c.get(k, 0.0) for k in keys] for c in counts] or [[0.0] * len(keys)])
    whole = Totals(keys, matrix.sum(axis=0, keepdims=True))
    again = Totals(keys, _resampled(matrix))
    found = {}
    for measure in measures:
        low, high = np.percentile(measure.of(again), (2.5, 97.5))
        found[measure.name] = Estimate(
            round(float(measure.of(whole)[0]), 4), round(float(low), 4), round(float(high), 4), int(whole[measure.size][0])
        )
    return found


def _resampled(matrix: Array) -> Array:
    import numpy as np

    n = len(matrix)
    weights = np.random.default_rng(SEED).multinomial(n, [1 / n] * n, size=RESAMPLES)
    product: Array = weights @ matrix
    return product


def ratio(part: Any, whole: Any) -> Array:
    """``part / whole``, and 0 where there is no whole."""
    import numpy as np

    quotient: Array = np.divide(part, whole, out=np.zeros_like(part, dtype=float), where=whole > 0)
    return quotient


def share(name: str, part: str, whole: str, *, rising: bool = True) -> Measure:
    """How much of ``whole`` is ``part``."""
    return Measure(name, whole, lambda t: ratio(t[part], t[whole]), rising)


def f1(name: str, hit: str, predicted: str, gold: str) -> Measure:
    """The harmonic mean of precision and recall: ``2 · hit / (predicted + gold)``."""
    return Measure(name, gold, lambda t: ratio(2 * t[hit], t[predicted] + t[gold]))


def macro_f1(name: str, size: str) -> Measure:
    """The mean F1 of the classes that the gold holds, from counts ``tp:X``, ``fp:X``, ``fn:X``."""
    return Measure(name, size, _macro)


def _macro(totals: Totals) -> Array:
    total = totals["none"] * 0
    present = total
    for label in sorted({*totals.with_prefix("tp:"), *totals.with_prefix("fn:")}):
        hit, gold = totals[f"tp:{label}"], totals[f"tp:{label}"] + totals[f"fn:{label}"]
        here = (gold > 0) * 1.0
        total = total + here * ratio(2 * hit, hit + gold + totals[f"fp:{label}"])
        present = present + here
    return ratio(total, present)
