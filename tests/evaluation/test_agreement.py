"""Our scorers agree with the scripts by which records are judged from outside, on the same gold and records."""

from __future__ import annotations

import copy
import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest
from evaluation.samples import ATTRIBUTION, PAIRS, READOUTS, TIMES, TRIPLES, Json
from evaluation.test_scorers import DOCUMENT, _right_record

from communique.evaluation import SCORERS
from communique.evaluation.result import Result, result_of
from communique.evaluation.scorer import judged

SCRIPTS = Path(__file__).parents[2].parent / "shared" / "score"
SETS = {"readouts": READOUTS, "plover-pairs": PAIRS, "plover-triples": TRIPLES, "attribution": ATTRIBUTION, "times": TIMES}

# The scripts are not ours to copy; what they define is also held by test_scorers.py, which never skips.
pytestmark = pytest.mark.skipif(not SCRIPTS.is_dir(), reason=f"no scripts to agree with: {SCRIPTS.name} is not beside the repository")


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module(name)


def theirs(name: str, module: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Json:
    gold, records = folder / "gold.jsonl", folder / "records.jsonl"
    gold.write_text("".join(json.dumps(g) + "\n" for g, _ in SETS[name]), "utf-8")
    records.write_text("".join(json.dumps(r) + "\n" for _, r in SETS[name]), "utf-8")
    found: Json = script(module, monkeypatch).main(str(gold), str(records))
    return found


def ours(name: str) -> Result:
    scorer = SCORERS[name]
    records = {r["article"]["id"]: r for _, r in SETS[name]}
    return result_of(scorer, "all", judged(scorer, [g for g, _ in SETS[name]], records), 0)


SAME = [
    ("readouts", "score_readouts", {"found": "found", "medium": "medium", "extra_per_doc": "extra_per_text", "false_alarm": "false_alarm"}),
    ("plover-pairs", "score_pairs", {m: m for m in ("accuracy", "macro_f1", "pair_found", "type_anywhere")}),
    ("plover-triples", "score_triples", {"precision": "precision", "recall": "recall", "f1": "f1"}),
    ("times", "score_times", {"relaxed_f1": "relaxed_f1", "strict_f1": "strict_f1", "value_f1": "value_f1"}),
    ("attribution", "score_attribution", {"direct_recall": "direct_recall"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "module", "same"), SAME, ids=[s[0] for s in SAME])
def test_numbers_are_the_same(name: str, module: str, same: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "readouts":  # else the script asks pycountry for the names of states
        monkeypatch.setattr(script(module, monkeypatch), "COUNTRY", {"india": "IND", "china": "CHN"})
    other, mine = theirs(name, module, tmp_path, monkeypatch), ours(name).rows[0].estimates
    assert {k: mine[v].value for k, v in same.items()} == pytest.approx({k: other[k] for k in same}, abs=1e-3)


def test_attribution_f1_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, mine = theirs("attribution", "score_attribution", tmp_path, monkeypatch), ours("attribution").rows[0].estimates
    assert mine["f1_content"].value == pytest.approx(other["content_prf"][2], abs=1e-3)
    three = [mine[m].value for m in ("precision_with_speaker", "recall_with_speaker", "f1_with_speaker")]
    assert three == pytest.approx(other["with_speaker_prf"], abs=1e-3)


@pytest.mark.parametrize("spoil", [{}, {"medium": "letter", "when": None}, {"status": "planned"}, {"actors": ["wd:Q4"]}])
def test_documents_get_the_same_counts(spoil: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    record = copy.deepcopy(_right_record())
    record["events"][0].update(spoil)
    (mine,) = judged(SCORERS["records"], [DOCUMENT], {"g1": copy.deepcopy(record)})
    other, _ = script("score_records", monkeypatch).score(DOCUMENT, record)
    counts = {k: v for k, v in other.items() if k != "contacts_pred"}
    assert {k: mine.counts.get(k, 0) for k in counts} == counts
