"""Labelled data on disk: JSONL of the bench, YAML of our own gold, and the split that rule writers do not read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from communique.errors import InputError
from communique.evaluation.names import Json
from communique.evaluation.scorer import Scorer

Split = Literal["dev", "held", "all"]


def bench_files(scorer: Scorer, bench: Path) -> list[Path]:
    """The files of a kind of data under the bench folder, sorted."""
    found = sorted(bench.glob(scorer.files)) if scorer.files else []
    if not found:
        raise InputError(f"{bench}: no {scorer.files or 'files'} for {scorer.name!r}; name the data with --gold or the folder with --bench")
    return found


def read_gold(scorer: Scorer, paths: Iterable[Path], split: Split = "all") -> list[Json]:
    """The judged items of files (JSONL or YAML) and of folders of YAML, in order, cut to a split."""
    entries = [entry for path in paths for file in _files(path) for entry in _entries(file) if in_split(entry, file, split)]
    return [item for entry in entries for item in scorer.questions(entry)]


def in_split(entry: Json, file: Path, split: Split) -> bool:
    """A quarter of the ids is held out: those whose SHA-256 begins with a byte divisible by four.

    Our own gold is split by folder instead: ``test/`` is held out.
    """
    if split == "all":
        return True
    if file.suffix == ".yaml":
        return (file.parent.name == "test") == (split == "held")
    return (hashlib.sha256(str(entry["id"]).encode()).digest()[0] % 4 == 0) == (split == "held")


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: there is no such file; give gold as JSONL, YAML, or a folder of YAML")
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _entries(file: Path) -> list[Json]:
    if file.suffix in (".yaml", ".yml"):
        return [_document(file)]
    try:
        return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise InputError(f"{file}: not JSONL: {error}") from error


def _document(file: Path) -> Json:
    """One document of gold; its text may stand beside it (``x.gold.yaml`` and ``x.txt``)."""
    import yaml

    gold: Json = yaml.safe_load(file.read_text("utf-8"))
    beside = file.with_name(file.name.removesuffix(".yaml").removesuffix(".gold") + ".txt")
    if "text" not in gold and beside.exists():
        gold["text"] = beside.read_text("utf-8")
    if "text" not in gold:
        raise InputError(f"{file}: no text: give it as `text:` or in {beside.name}")
    return {"id": file.name.split(".")[0], **gold}


def read_records(path: Path) -> dict[str, Json]:
    """Saved records by article id: JSONL as ``communique read`` prints it."""
    if not path.exists():
        raise InputError(f"{path}: there is no such file; give records as `communique read --format jsonl` prints them")
    records = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {str(r["article"]["id"]): r for r in records}
