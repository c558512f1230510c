"""Our own marked pairs keep what was won on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.evaluation import SCORERS
from communique.evaluation.bench import read_gold
from communique.evaluation.pairs import marked
from communique.evaluation.result import result_of
from communique.evaluation.scorer import coded, judged
from communique.pipeline import Coder

PAIRS = Path(__file__).parents[2] / "evaluation" / "gold" / "pairs"
FLOORS = {"short": 0.89, "long": 0.82, "conflict": 0.82, "cooperation": 0.88, "news": 0.79, "world": 0.81}


@pytest.mark.parametrize("name", FLOORS)
def test_the_share_of_right_roots_does_not_fall(coder: Coder, name: str) -> None:
    scorer = SCORERS["plover-pairs"]
    items = read_gold(scorer, [PAIRS / f"{name}.jsonl"])
    result = result_of(scorer, "all", judged(scorer, items, coded(scorer, items, coder)), 0)
    accuracy = result.value("accuracy")
    assert accuracy is not None and accuracy.value >= FLOORS[name], "\n".join(m.detail for m in result.misses)


@pytest.mark.parametrize("name", FLOORS)
def test_every_sentence_marks_a_source_and_a_target(name: str) -> None:
    scorer = SCORERS["plover-pairs"]
    lacking = [i["id"] for i in read_gold(scorer, [PAIRS / f"{name}.jsonl"]) if None in marked(i["gold"][0]["marked"])]
    assert lacking == []
