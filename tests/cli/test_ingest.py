"""``communique ingest`` and ``communique verify``: what they store, say and leave with."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import record

from communique.cli import main
from communique.ledger import open_ledger

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


def test_killed_it_loses_nothing_stored_and_a_second_run_does_the_rest(tmp_path: Path) -> None:
    lines = [line(n) for n in range(160)]
    (tmp_path / "many.jsonl").write_text("".join(lines), "utf-8")
    with subprocess.Popen([*COMMAND, "ingest", "-"], cwd=tmp_path, env=QUIET, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write("".join(lines[:140]).encode())
        process.stdin.flush()
        end = time.monotonic() + 120  # of a busy machine
        while (seen := _stored(tmp_path / "communique.db")) < 32 and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        process.kill()
    assert 32 <= seen < 160
    kept = _stored(tmp_path / "communique.db")
    assert seen <= kept < 160
    again = subprocess.run([*COMMAND, "ingest", "many.jsonl"], cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=True)
    assert again.stderr == f"communique: communique.db: 160 documents: {160 - kept} new, {kept} unchanged\n"
    sound = subprocess.run([*COMMAND, "verify"], cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=False)
    assert (sound.returncode, sound.stdout) == (0, "")
