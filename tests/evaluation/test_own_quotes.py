"""Our own marked quotations keep what was won on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.evaluation import SCORERS
from communique.evaluation.bench import read_gold
from communique.evaluation.names import Json, norm
from communique.evaluation.result import result_of
from communique.evaluation.scorer import coded, judged
from communique.pipeline import Coder

QUOTES = Path(__file__).parents[2] / "evaluation" / "gold" / "quotes"
FLOORS = {
    "paragraphs.jsonl": {"f1_with_speaker": 0.85, "recall_with_speaker": 0.90, "quoted_f1_with_speaker": 0.85},
    "reports.jsonl": {"recall_with_speaker": 0.86, "quoted_f1_with_speaker": 0.86},
    "constructions.jsonl": {"f1_with_speaker": 0.82, "recall_with_speaker": 0.88, "quoted_f1_with_speaker": 0.85},
}
TIED = 0.75


@pytest.mark.parametrize("name", FLOORS)
def test_who_says_what_does_not_fall(coder: Coder, name: str) -> None:
    scorer = SCORERS["attribution"]
    items = read_gold(scorer, [QUOTES / name])
    result = result_of(scorer, "all", judged(scorer, items, coded(scorer, items, coder)), 0)
    for measure, floor in FLOORS[name].items():
        value = result.value(measure)
        assert value is not None and value.value >= floor, "\n".join(m.detail for m in result.misses)


def test_ties_to_contacts_do_not_fall(coder: Coder) -> None:
    scorer = SCORERS["attribution"]
    items = read_gold(scorer, [QUOTES / "reports.jsonl"])
    records = coded(scorer, items, coder)
    right = [r for item in items for r in _tied(item, records[item["id"]])]
    assert sum(right) >= TIED * len(right)


def _tied(item: Json, record: Json) -> Iterator[bool]:
    """For each marked statement that is found, whether it is tied to the contact marked, or to none where none is."""
    events = {e["id"]: e for e in record["events"]}
    names = {a["id"]: norm(a["name"]) for a in record["actors"]}
    for marked in item["gold"]:
        ((start, end),) = marked["quote"]["spans"]
        found = [s for s in record["statements"] if _alike(s["content"], start, end)]
        if "contact" in marked and found:
            event = events.get(found[0]["event"])
            told = " ".join(names[a] for a in (*event["actors"], *event["recipients"])) if event else ""
            yield all(norm(p) in told for p in marked["contact"]) and bool(told) == bool(marked["contact"])


def _alike(content: Json, start: int, end: int) -> bool:
    shared = min(content["end"], end) - max(content["start"], start)
    return 2 * shared >= max(content["end"] - content["start"], end - start)


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_marked_stands_in_the_text(name: str) -> None:
    for item in read_gold(SCORERS["attribution"], [QUOTES / name]):
        for marked in item["gold"]:
            ((start, end),) = marked["quote"]["spans"]
            assert item["text"][start:end] == marked["quote"]["text"]
            assert marked["speaker"] is None or all(item["text"][a:b] for a, b in marked["speaker"]["spans"])
