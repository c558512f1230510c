"""Runs in a folder of the test's own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyarrow import parquet

from communique.scale import Job, Progress, Summary, make_plan, run

HERE = Path(__file__).parent
OBEDIENT = "coders:obedient"
os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
sys.path.insert(0, str(HERE))
_WORDS = [
    "harbour",
    "winter",
    "coal",
    "ferry",
    "bridge",
    "committee",
    "lantern",
    "orchard",
    "budget",
    "railway",
    "museum",
    "grain",
    "council",
    "river",
    "signal",
]


def article(number: int, extra: str = "") -> str:
    """An article of its own words, in the order of its number."""
    chance = random.Random(number)
    return f"{extra} The {number} report. " + " ".join(chance.choice(_WORDS) for _ in range(60)) + "."


def jsonl(path: Path, texts: Iterable[str]) -> Path:
    lines = (json.dumps({"text": t, "id": f"{path.stem}-{n}", "url": f"https://news.test/{path.stem}/{n}"}) for n, t in enumerate(texts))
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def code(
    paths: Iterable[Path], out: Path, *, workers: int = 1, share: tuple[int, int] = (1, 1), shard_bytes: int = 4_000,
    report: Callable[[Progress], None] = lambda _: None, **job: Any,
) -> Summary:  # fmt: skip
    shards = make_plan([str(p) for p in paths], shard_bytes=shard_bytes)
    return run(shards, out, Job(**{"coder": OBEDIENT, "gate": None, **job}), workers=workers, share=share, report=report)


def digests(out: Path) -> dict[str, str]:
    """Every file of a run but the locks, by its digest."""
    files = (p for p in out.rglob("*") if p.is_file() and not p.name.startswith(".lock"))
    return {str(p.relative_to(out)): sha256(p.read_bytes()).hexdigest() for p in files}


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    return [row for p in sorted((out / table).glob("*.parquet")) for row in parquet.read_table(p).to_pylist()]


def driver(paths: Iterable[Path], out: Path, *, workers: int = 1) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which can be killed."""
    call = (
        f"import runs, pathlib as p; runs.code([p.Path(x) for x in {[str(p) for p in paths]!r}], p.Path({str(out)!r}), workers={workers})"
    )
    program = f"if __name__ == '__main__':\n    {call}"
    script = out.parent / "driver.py"
    script.write_text(program, "utf-8")
    return subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
