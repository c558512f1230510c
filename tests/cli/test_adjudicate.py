"""Two coders, a settled sheet, decisions, and gold made of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli.running import run
from ledger.made import event, ledger, record, when

from communique.evaluation import SCORERS
from communique.evaluation.bench import read_gold
from communique.ledger import open_ledger

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))
VISIT = event("wd:Q3", "wd:Q4", medium="in_person", at=20)


@pytest.fixture
def path(tmp_path: Path) -> str:
    with ledger(tmp_path, record("a", CALL, VISIT), record("b", CALL)) as made:
        return str(made.path)


def sheet(capfd: pytest.CaptureFixture[str], path: str, file: Path, **values: str) -> Path:
    """A sheet that a coder filled in with the same values all over."""
    _, out, _ = run(capfd, "code-sheet", "--format", "csv", "--ledger", path)
    rows = list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"), newline="")))
    with file.open("w", encoding="utf-8", newline="") as to:
        writer = csv.DictWriter(to, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | values for row in rows)
    return file


def test_from_two_sheets_to_decisions_and_gold(path: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    eva = sheet(capfd, path, tmp_path / "eva.csv", type="CONSULT", status="occurred", medium="video", parties="Prado; Lind")
    tom = sheet(capfd, path, tmp_path / "tom.csv", type="CONSULT", status="planned", medium="video", parties="Lind; Prado")
    settled = tmp_path / "settled.csv"
    code, out, err = run(capfd, "agreement", str(eva), str(tom), "--settle", str(settled))
    assert (code, json.loads(out)["parties_f1"]) == (0, 1.0)
    assert "3 events, 3 to settle" in err
    common = ("--because", "settled", "--by", "Ida", "--ledger", path)
    code, _, err = run(capfd, "adjudicate", str(settled), *common)
    assert code == 1 and "status is not settled: write one value in place of 'occurred | planned'" in err
    settled.write_text(settled.read_text("utf-8").replace("occurred | planned", "occurred"), "utf-8")
    assert "nothing was stored" in run(capfd, "adjudicate", str(settled), "--dry-run", *common)[2]
    code, out, err = run(capfd, "adjudicate", str(settled), *common)
    assert code == 0 and "3 × confirm, 5 × fix" in err
    assert {json.loads(line)["outcome"] for line in out.splitlines()} == {"applied"}
    assert "nothing left to decide" in run(capfd, "adjudicate", str(settled), *common)[2]
    with open_ledger(path) as opened:
        rows = opened.db.execute("SELECT json, state FROM report").fetchall()
    assert {(json.loads(r["json"])["medium"], r["state"]) for r in rows} == {("video", "confirmed")}
    _, out, _ = run(capfd, "adjudicated", "--ledger", path)
    (tmp_path / "gold.jsonl").write_text(out, "utf-8")
    first, second = read_gold(SCORERS["records"], [tmp_path / "gold.jsonl"])
    assert (len(first["contacts"]), len(second["contacts"])) == (2, 1)
    assert second["contacts"][0] == {
        "id": CALL.id, "who": ["Ana Prado", "Bo Lind"], "medium": "video", "status": "occurred", "when": ["2025-08-18", "2025-08-18"],
    }  # fmt: skip


def test_no_such_event_is_a_rejection_and_what_must_not_be_found(path: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    none = sheet(capfd, path, tmp_path / "none.csv", type="none")
    code, _, err = run(capfd, "adjudicate", str(none), "--because", "no call", "--by", "Ida", "--ledger", path)
    assert code == 0 and "3 × reject" in err
    gold = [json.loads(line) for line in run(capfd, "adjudicated", "--ledger", path)[1].splitlines()]
    assert [("contacts" in g, len(g["never_contacts"])) for g in gold] == [(False, 2), (False, 1)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"type": "CONSLT"}, "type=CONSLT: use one of"),
        ({"medium": "telegraph"}, "medium=telegraph: use one of"),
        ({"parties": "Nobody Atall; Lind"}, "nobody is known as 'Nobody Atall'"),
        ({"key": "0" * 64 + ":1-2:CONSULT", "type": "CONSULT"}, "stands twice"),
    ],
)
def test_a_wrong_value_decides_nothing(
    path: str, capfd: pytest.CaptureFixture[str], tmp_path: Path, values: dict[str, str], words: str
) -> None:
    wrong = sheet(capfd, path, tmp_path / "wrong.csv", **values)
    code, _, err = run(capfd, "adjudicate", str(wrong), "--because", "x", "--by", "Ida", "--ledger", path)
    assert code == 1 and words in err
    assert run(capfd, "decisions", "list", "--ledger", path)[1] == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"name,type\nx,CONSULT\n", "line 1: the first line has no column 'key'"),
        (b"key,typ\nx,CONSULT\n", "line 1: no column 'typ' is known"),
        (b"key,type\nx\n", "line 2: has 1 cells instead of 2"),
        (b"key,type\nx,\xff\n", "line 2: is not UTF-8"),
        (b'key,type\n"' + b"0" * 64 + b':1-2:CONSULT",CONSULT\n', "no event of this ledger has this key"),
    ],
)
def test_a_bad_sheet_is_refused(path: str, capfd: pytest.CaptureFixture[str], tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "bad.csv").write_bytes(data)
    code, _, err = run(capfd, "adjudicate", str(tmp_path / "bad.csv"), "--because", "x", "--by", "Ida", "--ledger", path)
    assert code == 1 and words in err
