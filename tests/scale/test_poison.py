"""Documents that hang or kill the coder or the reader: each is left out, noted, and takes no other with it."""

from __future__ import annotations

import json
from pathlib import Path

from scale.runs import article, code, digests, jsonl, rows

from communique.errors import InputError
from communique.scale import Progress

CHOOSY = "coders:choosy"
# Seconds a document: far more than a good one takes on a busy machine.
LIMIT = 1.5


def coded(out: Path) -> set[str]:
    return {r["article"] for r in rows(out, "articles")}


def ids(*left_out: int, total: int = 20) -> set[str]:
    return {f"a-{n}" for n in range(total) if n not in left_out}


def manifest(out: Path) -> dict[str, list[dict[str, str]]]:
    (path,) = (out / "shards").glob("*.json")
    return json.loads(path.read_text("utf-8"))


def test_a_document_that_hangs_is_killed_and_left_out(tmp_path: Path) -> None:
    texts = [article(n, "HANG" if n == 5 else "") for n in range(20)]
    said: list[str] = []
    inputs = [jsonl(tmp_path / "a.jsonl", texts)]
    summary = code(inputs, tmp_path / "out", shard_bytes=10**6, seconds_a_document=LIMIT, report=lambda p: said.append(p.what))
    assert coded(tmp_path / "out") == ids(5)
    assert summary.poisoned == ("https://news.test/a/5",)
    assert said.count("killed") == 2  # once with its neighbours, once alone
    (failure,) = manifest(tmp_path / "out")["failures"]
    assert failure["code"] == "poisoned"
    assert f"{LIMIT:g} seconds" in failure["message"]
    assert (summary.counts["documents"], summary.counts["kept"], summary.counts["failures"]) == (20, 19, 1)


def test_a_document_that_kills_its_worker_is_left_out(tmp_path: Path) -> None:
    texts = [article(n, "DIE" if n == 3 else "") for n in range(20)]
    summary = code([jsonl(tmp_path / "a.jsonl", texts)], tmp_path / "out", shard_bytes=10**6)
    assert coded(tmp_path / "out") == ids(3)
    assert summary.poisoned == ("https://news.test/a/3",)


def test_a_document_that_hangs_the_reader_does_not_end_its_file(tmp_path: Path) -> None:
    texts = [article(n, "SLOWREAD" if n == 7 else "") for n in range(20)]
    summary = code([jsonl(tmp_path / "a.jsonl", texts)], tmp_path / "out", shard_bytes=10**6, gate=CHOOSY, seconds_a_document=LIMIT)
    assert coded(tmp_path / "out") == ids(7)
    assert summary.poisoned == ("https://news.test/a/7",)


def test_a_fault_of_the_rules_costs_one_document(tmp_path: Path) -> None:
    texts = [article(n, "FALL" if n == 4 else "") for n in range(20)]
    summary = code([jsonl(tmp_path / "a.jsonl", texts)], tmp_path / "out", shard_bytes=10**6)
    assert coded(tmp_path / "out") == ids(4)
    (failure,) = manifest(tmp_path / "out")["failures"]
    assert failure["code"] == "internal-error"
    assert summary.poisoned == ()


def test_poison_in_one_shard_changes_no_other(tmp_path: Path) -> None:
    good = jsonl(tmp_path / "a.jsonl", [article(n) for n in range(8)])
    bad = jsonl(tmp_path / "b.jsonl", [article(8, "HANG"), article(9)])
    code([good, bad], tmp_path / "out", shard_bytes=2_000, seconds_a_document=LIMIT)
    bad.write_text(bad.read_text("utf-8").replace("HANG", "FINE"), "utf-8")
    code([good, bad], tmp_path / "well", shard_bytes=2_000)
    ill, well = digests(tmp_path / "out"), digests(tmp_path / "well")
    differing = {name.rpartition("/")[2].partition(".")[0] for name in ill if "/" in name and ill[name] != well[name]}
    assert len(differing) == 1


def test_no_room_on_the_disk_is_no_documents_fault(tmp_path: Path) -> None:
    inputs = [jsonl(tmp_path / "a.jsonl", [article(n) for n in range(4)])]
    try:
        code(inputs, tmp_path / "out", coder="coders:full_disk")
    except InputError as error:
        assert "No space left" in str(error)
    else:
        raise AssertionError("it went on")
    assert not list((tmp_path / "out" / "shards").iterdir())
    code(inputs, tmp_path / "out2")
    assert not list((tmp_path / "out").rglob("*.unfinished"))


def test_what_is_passed_over_is_listed(tmp_path: Path) -> None:
    texts = [article(n, "BORING" if n % 2 else "") for n in range(10)]
    said: list[Progress] = []
    summary = code([jsonl(tmp_path / "a.jsonl", texts)], tmp_path / "out", gate=CHOOSY, report=said.append)
    assert coded(tmp_path / "out") == {f"a-{n}" for n in range(0, 10, 2)}
    assert {(r["article"], r["reason"]) for r in rows(tmp_path / "out", "uncoded")} == {
        (f"a-{n}", "nothing-diplomatic") for n in range(1, 10, 2)
    }
    assert (summary.counts["passed_over"], summary.counts["kept"]) == (5, 5)
    assert said[-1].counts == summary.counts
