"""Of each text in a run one coded copy, wherever it stands; of the others the links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from scale.runs import article, code, digests, jsonl, rows

from communique.copies import digested
from communique.reading import document_from_text
from communique.scale import settling
from communique.scale.copies import originals

TELLING = "coders:telling"


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Four files, each a shard of its own: a has texts 0-4, b 3-7, c 6-9 and one of a's with other words around it, d none of its own."""
    near = article(2) + " Reporting by our staff."
    texts = {"a": [article(n) for n in range(5)], "b": [article(n) for n in range(3, 8)], "c": [*(article(n) for n in range(6, 10)), near]}
    return [jsonl(tmp_path / f"{name}.jsonl", t) for name, t in {**texts, "d": texts["a"]}.items()]


def run(inputs: list[Path], out: Path, **more: Any) -> Any:
    return code(inputs, out, shard_bytes=1_000_000 if "shard_bytes" not in more else more.pop("shard_bytes"), coder=TELLING, **more)


def one_by_one(inputs: list[Path], out: Path) -> Any:
    """Each file in a shard of its own."""
    return run(inputs, out, shard_bytes=max(p.stat().st_size for p in inputs))


def test_a_text_is_coded_once_across_shards(inputs: list[Path], tmp_path: Path) -> None:
    summary = one_by_one(inputs, tmp_path / "out")
    out = tmp_path / "out"
    assert summary.shards == 4
    kept = [r["article"] for r in rows(out, "articles")]
    assert kept == [f"a-{n}" for n in range(5)] + ["b-2", "b-3", "b-4", "c-2", "c-3"]
    for table in ("events", "statements"):
        assert {r["article"] for r in rows(out, table)} == set(kept)
    assert {r["event"] for r in rows(out, "parties")} == {r["event"] for r in rows(out, "events")}
    links = {r["article"]: r["copy_of"] for r in parquet.read_table(out / "copies.parquet").to_pylist()}
    assert links == {"b-0": "a-3", "b-1": "a-4", "c-0": "b-3", "c-1": "b-4", "c-4": "a-2", **{f"d-{n}": f"a-{n}" for n in range(5)}}
    uncoded = {r["article"]: (r["reason"], r["copy_of"], r["file"]) for r in rows(out, "uncoded")}
    assert uncoded["c-4"] == ("copy", "a-2", str(inputs[2]))
    assert (summary.counts["documents"], summary.counts["kept"], summary.counts["copies"]) == (20, 10, 10)
    assert summary.counts["events"] == len(rows(out, "events"))


def test_where_shards_end_changes_nothing_of_that(inputs: list[Path], tmp_path: Path) -> None:
    one_by_one(inputs, tmp_path / "many")
    run(inputs, tmp_path / "one")
    assert rows(tmp_path / "many", "articles") == rows(tmp_path / "one", "articles")
    links = [sorted(parquet.read_table(tmp_path / d / "copies.parquet").to_pylist(), key=str) for d in ("many", "one")]
    assert links[0] == links[1]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8])
def test_killed_while_settling_the_next_call_comes_to_the_same(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    one_by_one(inputs, tmp_path / "well")
    written: list[Path] = []
    real = settling._write

    def write(table: Any, path: Path) -> None:
        written.append(path)
        if len(written) == number:
            raise KeyboardInterrupt
        real(table, path)

    with monkeypatch.context() as patch:
        patch.setattr(settling, "_write", write)
        with pytest.raises(KeyboardInterrupt):
            one_by_one(inputs, tmp_path / "out")
    summary = one_by_one(inputs, tmp_path / "out")
    assert digests(tmp_path / "out") == digests(tmp_path / "well")
    assert summary.counts["kept"] == 10


def test_an_id_that_a_shard_has_twice_is_left_alone(tmp_path: Path) -> None:
    first = jsonl(tmp_path / "a.jsonl", [article(0), article(1)])
    text = f'{{"id": "x", "text": "{article(0)}"}}\n{{"id": "x", "text": "{article(5)}"}}\n'
    second = tmp_path / "b.jsonl"
    second.write_text(text, "utf-8")
    one_by_one([first, second], tmp_path / "out")
    assert [r["article"] for r in rows(tmp_path / "out", "articles")] == ["a-0", "a-1", "x", "x"]


def test_texts_that_grow_do_not_become_one() -> None:
    """Each is like the one before, the last is nothing like the first: no chain makes them copies."""
    words = " ".join(article(n) for n in range(8)).split()
    texts = [" ".join(words[start : start + 150]) for start in range(0, 200, 12)]
    found = [digested(d.article, d.zones) for d in map(document_from_text, texts)]
    firsts = originals([d.own for d in found], [d.minhash for d in found])
    assert firsts[0] == firsts[1] == 0
    assert len(set(firsts)) > 3
    assert all(firsts[f] == f for f in firsts)
