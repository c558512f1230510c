"""How much each signal weighs: data (``resources/gate/weights.json``), made by ``evaluation/train_gate.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from math import fsum

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_text

_FILE = "gate/weights.json"


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage whose weights sum to ``strong`` or more opens a text; in an open one, those with ``weak`` or more matter too."""

    strong: float
    weak: float
    bias: float
    signals: Mapping[str, float]

    def score(self, found: Iterable[str]) -> float:
        """The sum for a passage; signals that never had a weight count nothing."""
        # Exact, so that no order of adding matters.
        return round(fsum(map(self.signals.get, found, repeat(0.0))) + self.bias, 6)


@cache
def load_weights() -> Weights:
    """The weights of the package."""
    try:
        return msgspec.json.decode(read_text(_FILE), type=Weights)
    except msgspec.MsgspecError as error:
        raise KnowledgeError(_FILE, "weights", str(error)) from error
