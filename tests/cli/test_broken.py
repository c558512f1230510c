"""``read`` and ``ingest`` on broken files: what is sound is coded, the rest is named, and the exit code says so."""

from __future__ import annotations

import json
from pathlib import Path

from broken import FAILURES, SOUND, broken_files, line
from click.testing import CliRunner

from communique.cli import main
from communique.ledger import open_ledger


def test_read_goes_on(runner: CliRunner) -> None:
    broken_files(Path("in"))
    done = runner.invoke(main, ["read", "in"])
    assert done.exit_code == 3
    articles = [json.loads(row)["article"] for row in done.stdout.splitlines()]
    assert {a["url"] or a["id"] for a in articles} == SOUND
    assert len(done.stderr.splitlines()) == FAILURES


def test_ingest_goes_on(runner: CliRunner) -> None:
    broken_files(Path("in"))
    done = runner.invoke(main, ["ingest", "in"])
    assert done.exit_code == 3
    assert f"{len(SOUND)} new, {FAILURES} failed" in done.stderr
    with open_ledger("communique.db") as ledger:
        assert {row[0] for row in ledger.db.execute("SELECT key FROM article")} == SOUND


def test_a_document_that_takes_too_long_is_left_out(runner: CliRunner) -> None:
    texts = [line("one"), line("two").replace(b"Chilean", b"HANG"), line("three")]
    Path("a.jsonl").write_bytes(b"".join(texts))
    done = runner.invoke(main, ["read", "a.jsonl", "--seconds-a-document", "0.3"])
    assert done.exit_code == 3
    assert [json.loads(row)["article"]["id"] for row in done.stdout.splitlines()] == ["one", "three"]
    assert done.stderr == ("communique: a.jsonl:2: not coded: it took more than 0.3 seconds; --seconds-a-document allows more\n")
    stored = runner.invoke(main, ["ingest", "a.jsonl", "--seconds-a-document", "0.3"])
    assert (stored.exit_code, "2 new, 1 failed" in stored.stderr) == (3, True)
