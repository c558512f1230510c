"""Accuracy on our own gold does not fall under its floors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.evaluation import SCORERS
from communique.evaluation.bench import Split, read_gold
from communique.evaluation.floors import breaches, read_floors
from communique.evaluation.result import result_of
from communique.evaluation.scorer import coded, judged

if TYPE_CHECKING:
    from communique.pipeline import Coder

HERE = Path(__file__).parents[2] / "evaluation"


@pytest.mark.parametrize("split", ["dev", "held"])
def test_our_gold_stays_above_its_floors(split: Split, coder: Coder) -> None:
    scorer = SCORERS["records"]
    gold = read_gold(scorer, [HERE / "gold"], split)
    records = coded(scorer, gold, coder)
    assert set(records) == {g["id"] for g in gold}
    result = result_of(scorer, split, judged(scorer, gold, records), 0)
    broken = [str(b) for b in breaches(read_floors(HERE / "floors.toml"), [result])]
    assert not broken, "lower a floor only in the commit that costs it, in evaluation/floors.toml"


def test_floors_name_what_is_measured() -> None:
    for floor in read_floors(HERE / "floors.toml"):
        assert floor.measure in {m.name for m in SCORERS[floor.name].measures}, floor
        assert floor.split in ("dev", "held", "all"), floor
