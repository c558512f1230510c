"""The floors that accuracy may not fall under, as the package carries them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from communique.knowledge.resource import ROOT

# In a wheel beside the other resources; in a checkout, where `communique evaluate` reads them.
PLACES = (ROOT / "evaluation" / "floors.toml", Path(__file__).parents[3] / "evaluation" / "floors.toml")


@cache
def floors() -> tuple[tuple[str, str, str, float], ...]:
    """Set, split, measure and limit of each floor; none where the package carries none."""
    found = next((p for p in PLACES if p.is_file()), None)
    tables = tomllib.loads(found.read_text("utf-8")) if found else {}
    return tuple((name, split, m, float(v)) for name, splits in tables.items() for split, held in splits.items() for m, v in held.items())
