"""Our own marked quotations keep what was won on them."""

from __future__ import annotations

from pathlib import Path

from communique.evaluation import SCORERS
from communique.evaluation.bench import read_gold
from communique.evaluation.result import result_of
from communique.evaluation.scorer import coded, judged
from communique.pipeline import Coder

PARAGRAPHS = Path(__file__).parents[2] / "evaluation" / "gold" / "quotes" / "paragraphs.jsonl"
FLOORS = {"f1_with_speaker": 0.85, "recall_with_speaker": 0.90, "quoted_f1_with_speaker": 0.85}


def test_who_says_what_does_not_fall(coder: Coder) -> None:
    scorer = SCORERS["attribution"]
    items = read_gold(scorer, [PARAGRAPHS])
    result = result_of(scorer, "all", judged(scorer, items, coded(scorer, items, coder)), 0)
    for name, floor in FLOORS.items():
        value = result.value(name)
        assert value is not None and value.value >= floor, "\n".join(m.detail for m in result.misses)


def test_what_is_marked_stands_in_the_text() -> None:
    for item in read_gold(SCORERS["attribution"], [PARAGRAPHS]):
        for marked in item["gold"]:
            ((start, end),) = marked["quote"]["spans"]
            assert item["text"][start:end] == marked["quote"]["text"]
            assert marked["speaker"] is None or all(item["text"][a:b] for a, b in marked["speaker"]["spans"])
