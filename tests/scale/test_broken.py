"""A run over broken files and a document that hangs: what is sound is coded, the rest is listed."""

from __future__ import annotations

import json
from pathlib import Path

from broken import FAILURES, SOUND, broken_files, line
from scale.runs import code, rows


def test_a_run_goes_on(tmp_path: Path) -> None:
    folder = broken_files(tmp_path / "in")
    (folder / "hangs.jsonl").write_bytes(line("hangs").replace(b"Chilean", b"HANG") + line("after"))
    paths = sorted(folder.iterdir())
    summary = code(paths, tmp_path / "out", workers=2, seconds_a_document=15.0)
    copies = [r for r in rows(tmp_path / "out", "uncoded") if r["reason"] == "copy"]
    found = rows(tmp_path / "out", "articles") + copies
    assert {r["url"] or r["article"] for r in found} == SOUND | {"after"}
    assert summary.counts["failures"] == FAILURES + 1
    assert summary.poisoned == ("hangs",)
    listed = [f for p in (tmp_path / "out/shards").glob("*.json") for f in json.loads(p.read_text("utf-8"))["failures"]]
    assert len(listed) == FAILURES + 1
    assert all(f["code"] and f["message"] for f in listed)
