"""``communique ingest`` and ``communique verify``: what they store, say and leave with."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import record

from communique.cli import main
from communique.cli.ingesting import beside
from communique.ledger import Ledger, open_ledger
from communique.pipeline import Coder, default_engine

COMMAND = [sys.executable, "-m", "communique"]
QUIET = {k: v for k, v in os.environ.items() if not k.startswith("COMMUNIQUE_")}


def line(number: int) -> str:
    text = f"Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday, for the {number}th time this year."
    return json.dumps({"id": str(number), "text": text, "published": "2023-05-30"}) + "\n"


def articles() -> list[str]:
    with open_ledger("communique.db") as ledger:
        return [row[0] for row in ledger.db.execute("SELECT key FROM article ORDER BY key")]


def test_a_folder_twice_and_a_change(runner: CliRunner) -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_text("Chile and Peru met.", "utf-8")
    Path("news/b.jsonl").write_text(line(1) + "{broken\n" + line(2), "utf-8")
    first = runner.invoke(main, ["ingest", "news"])
    assert first.exit_code == 3
    assert "news/b.jsonl:2: is not JSON" in first.stderr
    assert "communique.db: 4 documents: 3 new, 1 failed" in first.stderr
    assert articles() == ["1", "2", "news/a.txt"]
    assert "3 unchanged" in runner.invoke(main, ["ingest", "news"]).stderr
    Path("news/a.txt").write_text("Chile and Peru did not meet.", "utf-8")
    assert "1 changed" in runner.invoke(main, ["ingest", "./news/a.txt"]).stderr
    assert runner.invoke(main, ["verify"]).exit_code == 0


def test_a_dry_run_stores_nothing(runner: CliRunner) -> None:
    Path("a.txt").write_text("Chile and Peru met.", "utf-8")
    dry = runner.invoke(main, ["ingest", "a.txt", "--dry-run"])
    assert (dry.exit_code, dry.stderr) == (0, "communique: communique.db: 1 document: 1 new; nothing was stored\n")
    assert not Path("communique.db").exists()
    runner.invoke(main, ["ingest", "a.txt"])
    again = runner.invoke(main, ["ingest", "a.txt", "--dry-run", "--published", "2023-01-01"])
    assert "1 changed; nothing was stored" in again.stderr
    assert "1 unchanged" in runner.invoke(main, ["ingest", "a.txt"]).stderr


def test_finished_records(runner: CliRunner) -> None:
    whole = record().to_json()
    torn = whole.replace(b'"speaker":"', b'"speaker":"x', 1)
    Path("records.jsonl").write_bytes(whole + b"\n\n{}\n" + torn + b"\n")
    done = runner.invoke(main, ["ingest", "records.jsonl", "--from", "records", "--ledger", "other.db"])
    assert done.exit_code == 3
    assert "records.jsonl:3: is no record of communique" in done.stderr
    assert "records.jsonl:4: this record is not whole: statement" in done.stderr
    assert "3 documents: 1 new, 2 failed" in done.stderr
    piped = runner.invoke(main, ["ingest", "-", "--from", "records"], input=whole, env={"COMMUNIQUE_LEDGER": "other.db"})
    assert "other.db: 1 document: 1 unchanged" in piped.stderr


def test_finished_records_are_known_by_their_look_and_need_no_parser(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.pipeline.default_coder", None)
    Path("records.jsonl").write_bytes(record().to_json() + b"\n")
    assert "1 document: 1 new" in runner.invoke(main, ["ingest", "records.jsonl", "--ledger", "known.db"]).stderr


def test_a_folder_of_a_run(runner: CliRunner) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    Path("run/articles").mkdir(parents=True)
    Path("run/events").mkdir()
    rows = [{"file": "news/a.txt", "record": record().to_json().decode()}, {"file": "news/b.txt", "record": "{}"}]
    parquet.write_table(pa.Table.from_pylist(rows), "run/articles/part-0.parquet")
    parquet.write_table(pa.table({"event": ["e1"]}), "run/events/part-0.parquet")
    Path("run/articles/part-1.parquet").write_bytes(b"PAR1 and no more")
    done = runner.invoke(main, ["ingest", "run"])
    assert "part-0.parquet:2: is no record of communique" in done.stderr
    assert "3 documents: 1 new, 2 failed" in done.stderr
    assert "1 unchanged" in runner.invoke(main, ["ingest", "run/articles/part-0.parquet"]).stderr


def test_nothing_readable_fails(runner: CliRunner) -> None:
    assert runner.invoke(main, ["ingest", "none.txt"]).exit_code == 1
    Path("communique.db").unlink()
    Path("communique.db").write_text("no ledger" * 1000, "utf-8")
    Path("a.txt").write_text("Chile and Peru met.", "utf-8")
    refused = runner.invoke(main, ["ingest", "a.txt"])
    assert refused.exit_code == 1
    assert "is not a ledger" in refused.stderr


def test_verify_lists_breaches(runner: CliRunner) -> None:
    assert "no such ledger" in runner.invoke(main, ["verify"]).stderr
    Path("a.txt").write_text("Chile and Peru met.", "utf-8")
    runner.invoke(main, ["ingest", "a.txt"])
    with sqlite3.connect("communique.db") as db:
        db.execute("UPDATE snapshot SET sha256 = 'x'")
    db.close()
    bad = runner.invoke(main, ["verify"])
    assert bad.exit_code == 1
    assert "snapshot 1: its text is not the one that was stored" in bad.stdout
    assert "breaches" in bad.stderr


def _stored(path: Path) -> int:
    if not path.is_file():
        return 0
    db = sqlite3.connect(path)
    try:
        return int(db.execute("SELECT count(*) FROM record").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # its tables are not there yet
    finally:
        db.close()


@pytest.mark.parametrize("workers", ["0", "1"])
def test_killed_it_loses_nothing_stored_and_a_second_run_does_the_rest(tmp_path: Path, workers: str) -> None:
    lines = [line(n) for n in range(160)]
    (tmp_path / "many.jsonl").write_text("".join(lines), "utf-8")
    with started("-", "--workers", workers, folder=tmp_path) as process:
        seen = _fed(process, lines[:140], tmp_path)
        process.kill()
    assert 32 <= seen < 160
    kept = _stored(tmp_path / "communique.db")
    assert seen <= kept < 160
    again = ingested("many.jsonl", folder=tmp_path)
    assert again == f"communique: communique.db: 160 documents: {160 - kept} new, {kept} unchanged\n"
    assert _is_sound(tmp_path)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C reaches a group of processes, which Windows does not have")
def test_ctrl_c_in_a_terminal_keeps_what_is_stored_and_says_so(tmp_path: Path) -> None:
    lines = [line(n) for n in range(160)]
    (tmp_path / "many.jsonl").write_text("".join(lines), "utf-8")
    with started("-", "--workers", "2", folder=tmp_path) as process:
        assert process.stderr
        seen = _fed(process, lines[:140], tmp_path)
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read().decode()
        assert process.wait(60) == 130
    kept = _stored(tmp_path / "communique.db")
    assert re.fullmatch(r"communique: communique.db: \d+ documents: \d+ new\n\ncommunique: interrupted\n", said)
    assert seen <= kept < 160
    assert ingested("many.jsonl", folder=tmp_path).endswith(f"{160 - kept} new, {kept} unchanged\n")
    assert _is_sound(tmp_path)


def test_a_ledger_does_not_tell_how_many_processes_coded_it(tmp_path: Path) -> None:
    again, changed = line(3), line(5).replace("5th time", "fifth time")
    lines = [*(line(n) for n in range(20)), again, *(line(n) for n in range(20, 40)), "{broken\n", changed, again]
    (tmp_path / "many.jsonl").write_text("".join(lines), "utf-8")
    for workers in ("0", "2"):
        said = ingested("many.jsonl", "--ledger", f"{workers}.db", "--workers", workers, folder=tmp_path)
        assert "many.jsonl:42: is not JSON" in said
        assert said.endswith(f"{workers}.db: 44 documents: 40 new, 1 changed, 2 unchanged, 1 failed\n")
    assert _rows(tmp_path / "0.db") == _rows(tmp_path / "2.db")


def test_what_is_unchanged_needs_no_parser(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("many.jsonl").write_text("".join(line(n) for n in range(40)), "utf-8")
    assert "40 new" in runner.invoke(main, ["ingest", "many.jsonl", "--workers", "0"]).stderr
    monkeypatch.setattr("communique.pipeline.default_coder", None)
    monkeypatch.setattr("communique.cli.coders.work", None)
    assert "40 unchanged" in runner.invoke(main, ["ingest", "many.jsonl", "--workers", "2"]).stderr


def test_the_engine_is_known_without_loading_it(coder: Coder) -> None:
    assert default_engine() == coder.engine


@pytest.mark.parametrize(("cores", "workers"), [({3}, 0), ({1, 3}, 1), (set(range(64)), 1)])
def test_a_process_codes_where_it_has_a_core(monkeypatch: pytest.MonkeyPatch, cores: set[int], workers: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: cores, raising=False)
    assert beside() == workers


def started(*args: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "ingest", *args]
    return subprocess.Popen(
        command, cwd=folder, env=QUIET, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )  # fmt: skip


def ingested(*args: str, folder: Path) -> str:
    """What it said."""
    return subprocess.run([*COMMAND, "ingest", *args], cwd=folder, env=QUIET, capture_output=True, text=True, check=False).stderr


def _fed(process: subprocess.Popen[bytes], lines: list[str], folder: Path) -> int:
    """Give it lines until it has stored some, and no end; how many it has stored."""
    assert process.stdin
    process.stdin.write("".join(lines).encode())
    process.stdin.flush()
    end = time.monotonic() + 120  # of a busy machine
    while (seen := _stored(folder / "communique.db")) < 32 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    return seen


def _is_sound(folder: Path) -> bool:
    sound = subprocess.run([*COMMAND, "verify"], cwd=folder, env=QUIET, capture_output=True, text=True, check=False)
    return (sound.returncode, sound.stdout) == (0, "")


def _rows(path: Path) -> list[object]:
    """All that a ledger says, but for the moments at which it was told."""
    with open_ledger(path) as ledger:
        tables = [r[0] for r in ledger.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        found = [(t, {k: row[k] for k in set(row.keys()) - {"seen", "first_seen", "coded"}}) for t in tables for row in _all(ledger, t)]
    assert len(found) > 500
    return found


def _all(ledger: Ledger, table: str) -> list[sqlite3.Row]:
    return ledger.db.execute(f"SELECT * FROM {table}").fetchall()
