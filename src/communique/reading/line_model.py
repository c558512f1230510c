"""How likely each line is article text: a linear model in two stages, the second of which sees its neighbours' first verdicts.

The weights are data (``resources/zones/weights.json``), made by ``evaluation/train_zones.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import mul

from communique.knowledge.zones import ZoneRules
from communique.reading.lines import Line, features


def judge(lines: Sequence[Line], rules: ZoneRules) -> list[float]:
    """The probability that each line is article text; 1.0 everywhere without weights."""
    table = features(lines)
    verdicts = [1.0] * len(lines)
    for number, weights in enumerate(rules.weights):
        around = contexts(lines, verdicts) if number else [{}] * len(lines)
        verdicts = [_logistic(_weighed(context, weights, _weighed(own, weights))) for own, context in zip(table, around, strict=True)]
    return verdicts


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted features."""
    return _logistic(_weighed(found, weights))


def _weighed(found: Mapping[str, float], weights: Mapping[str, float], before: float = 0.0) -> float:
    """The weighted sum, counted on from another."""
    return sum(map(mul, found.values(), map(weights.get, found, repeat(0.0))), before)


def _logistic(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def contexts(lines: Sequence[Line], verdicts: Sequence[float]) -> list[dict[str, float]]:
    """For each line what the first stage says about it and about the lines around it."""
    mass = [v * line.words for v, line in zip(verdicts, lines, strict=True)]
    total, seen, found = sum(mass) or 1.0, 0.0, []
    for i, verdict in enumerate(verdicts):
        before, after = verdicts[max(i - 5, 0) : i], verdicts[i + 1 : i + 6]
        context = {
            "verdict": verdict,
            "mass before": seen / total,
            "mass after": max(total - seen - mass[i], 0.0) / total,
            "near before": sum(before) / 5,
            "near after": sum(after) / 5,
            "best before": max(before, default=0.0),
            "best after": max(after, default=0.0),
            "between": min(max(before, default=0.0), max(after, default=0.0)),
        }
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < len(verdicts):
                context[f"verdict {step}"] = verdicts[i + step]
        found.append(context)
        seen += mass[i]
    return found
