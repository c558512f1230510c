"""Intervals, calibration, comparison, floors and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluation.samples import PAIRS, Json
from hypothesis import given
from hypothesis import strategies as st

from communique.cli.evaluate import evaluate
from communique.errors import InputError
from communique.evaluation import SCORERS
from communique.evaluation.bench import read_gold
from communique.evaluation.floors import breaches, read_floors
from communique.evaluation.result import calibration, changes, load, result_of, save
from communique.evaluation.scorer import judged
from communique.evaluation.tally import estimates, share

RIGHT = share("right", "hit", "n")


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_an_interval_holds_its_value_and_stays_between_nought_and_one(hits: list[bool]) -> None:
    estimate = estimates((RIGHT,), [{"n": 1.0, "hit": float(h)} for h in hits])["right"]
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert estimate.size == len(hits)


def test_the_same_counts_give_the_same_interval() -> None:
    counts = [{"n": 1.0, "hit": float(i % 3 == 0)} for i in range(90)]
    assert estimates((RIGHT,), counts) == estimates((RIGHT,), counts)
    wide, narrow = (estimates((RIGHT,), counts[:n])["right"] for n in (15, 90))
    assert wide.high - wide.low > narrow.high - narrow.low > 0


def test_calibration_bins_confidences() -> None:
    bins = list(calibration([(0.95, True), (0.9, False), (1.0, True), (0.55, False)]))
    assert [(b.low, b.count, b.precision) for b in bins] == [(0.5, 1, 0.0), (0.9, 3, 0.6667)]


def run(pairs: list[tuple[Json, Json]], split: str = "all"):  # type: ignore[no-untyped-def]
    scorer = SCORERS["plover-pairs"]
    return result_of(scorer, split, judged(scorer, [g for g, _ in pairs], {r["article"]["id"]: r for _, r in pairs}), 0)


def test_a_saved_run_is_compared(tmp_path: Path) -> None:
    before, after = run(PAIRS), run([(g, PAIRS[0][1] | {"article": r["article"]}) for g, r in PAIRS])
    save([before], tmp_path / "run.json")
    assert load(tmp_path / "run.json")[0].rows == before.rows
    assert changes([before], [before]) == []
    (accuracy,) = [c for c in changes(load(tmp_path / "run.json"), [after]) if (c.row, c.measure) == ("all", "pair_found")]
    assert (accuracy.before, accuracy.after, accuracy.better) == (0.6667, 1.0, True)


def test_a_number_under_its_floor_is_told(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text('["plover-pairs".all]\naccuracy = 0.6\npair_found = 0.6\nabsent = 0.1\n[times.all]\nvalue_f1 = 0.9\n', "utf-8")
    told = [str(b) for b in breaches(read_floors(file), [run(PAIRS)])]
    assert told == [
        "plover-pairs (all) accuracy is 0.5; its floor is 0.6",
        "plover-pairs (all) absent was not measured; its floor is 0.1",
    ]


def test_a_falling_measure_has_a_ceiling(tmp_path: Path) -> None:
    from evaluation.samples import READOUTS

    scorer = SCORERS["readouts"]
    result = result_of(scorer, "all", judged(scorer, [g for g, _ in READOUTS], {r["article"]["id"]: r for _, r in READOUTS}), 0)
    file = tmp_path / "floors.toml"
    file.write_text("[readouts.all]\nfalse_alarm = 0.4\nextra_per_text = 0.4\n", "utf-8")
    assert [b.floor.measure for b in breaches(read_floors(file), [result])] == ["false_alarm"]


def written(folder: Path) -> tuple[Path, Path]:
    gold, records = folder / "gold.jsonl", folder / "records.jsonl"
    gold.write_text("".join(json.dumps(g) + "\n" for g, _ in PAIRS), "utf-8")
    records.write_text("".join(json.dumps(r) + "\n" for _, r in PAIRS), "utf-8")
    return gold, records


def test_splits_share_nothing_and_lose_nothing(tmp_path: Path) -> None:
    gold, _ = written(tmp_path)
    dev, held, everything = ([g["id"] for g in read_gold(SCORERS["plover-pairs"], [gold], s)] for s in ("dev", "held", "all"))
    assert sorted(dev + held) == sorted(everything)
    assert not set(dev) & set(held)


def test_the_command_judges_saved_records(tmp_path: Path) -> None:
    gold, records = written(tmp_path)
    saved = tmp_path / "run.json"
    arguments = ["plover-pairs", "--gold", str(gold), "--records", str(records)]
    first = CliRunner().invoke(evaluate, [*arguments, "--misses", "--save", str(saved)], standalone_mode=False)
    assert first.return_value == 0, first.output
    assert "accuracy                   0.500" in first.output
    assert "wrong type: SUPPORT, not ACCUSE" in first.output
    again = CliRunner().invoke(evaluate, [*arguments, "--against", str(saved)], standalone_mode=False)
    assert "no number changed" in again.output


def test_the_command_fails_under_a_floor(tmp_path: Path) -> None:
    gold, records = written(tmp_path)
    floors = tmp_path / "floors.toml"
    floors.write_text('["plover-pairs".all]\naccuracy = 0.9\n', "utf-8")
    arguments = ["plover-pairs", "--gold", str(gold), "--records", str(records), "--floors", str(floors)]
    assert CliRunner().invoke(evaluate, arguments, standalone_mode=False).return_value == 1


def test_a_run_that_no_floor_holds_is_told(tmp_path: Path) -> None:
    gold, records = written(tmp_path)
    floors = tmp_path / "floors.toml"
    floors.write_text("[times.dev]\nvalue_f1 = 0.9\n", "utf-8")
    arguments = ["plover-pairs", "--gold", str(gold), "--records", str(records), "--floors", str(floors)]
    told = CliRunner().invoke(evaluate, arguments, standalone_mode=False)
    assert told.return_value == 0
    assert "no floors for plover-pairs (all)" in told.output


@pytest.mark.parametrize("arguments", [[], ["times", "--all"], ["--all", "--gold", "x"]])
def test_the_command_refuses_unclear_orders(arguments: list[str]) -> None:
    assert CliRunner().invoke(evaluate, arguments).exit_code == 2


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl"):
        read_gold(SCORERS["times"], [tmp_path / "nothing.jsonl"])
