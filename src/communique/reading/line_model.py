"""How likely each line is article text: a linear model in two stages, the second of which sees its neighbours' first verdicts.

The weights are data (``resources/zones/weights.json``), made by ``evaluation/train_zones.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from communique.knowledge.zones import ZoneRules
from communique.reading.lines import Line, features


def judge(lines: Sequence[Line], rules: ZoneRules) -> list[float]:
    """The probability that each line is article text; 1.0 everywhere without weights."""
    table = features(lines)
    verdicts = [1.0] * len(lines)
    for number, weights in enumerate(rules.weights):
        if number:
            table = [{**own, **context} for own, context in zip(table, contexts(lines, verdicts), strict=True)]
        verdicts = [probability(found, weights) for found in table]
    return verdicts


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted features."""
    total = sum([value * weights.get(name, 0.0) for name, value in found.items()])
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
