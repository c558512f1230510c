"""``communique feeds``: what is typed, said and left with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner
from feeds.servers import article, rss, serving

from communique.cli import main

STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday."


def test_a_day_of_watching(runner: CliRunner) -> None:
    with serving() as site:
        site.put("/feed", rss(("/one", "One"), ("/gone", "Gone")), "application/rss+xml")
        site.put("/one", article(STORY))
        assert (
            runner.invoke(main, ["feeds", "add", site.url("/feed"), "--name", "ours", "--every", "30m", "--allow-private"]).exit_code == 0
        )
        again = runner.invoke(main, ["feeds", "add", site.url("/feed")])
        assert (again.exit_code, "watched already" in again.stderr) == (1, True)
        done = runner.invoke(main, ["feeds", "run", "--once", "--pause", "0", "--log", "log.jsonl"])
        assert done.exit_code == 3
        assert "ours: 2 new or changed" in done.stderr
        assert f"ours: {site.url('/gone')}: 127.0.0.1 answers 404 Not Found" in done.stderr
        assert "communique.db: feeds: 1 read; pages: 1 failed, 1 new" in done.stderr.replace("1 new, 1 failed", "1 failed, 1 new")
        assert runner.invoke(main, ["feeds", "run", "--once"]).stderr == "communique: communique.db: nothing was due\n"
    Path("pages.jsonl").write_bytes(runner.invoke(main, ["feeds", "pages"]).stdout_bytes)
    assert "1 document: 1 unchanged" in runner.invoke(main, ["ingest", "pages.jsonl"]).stderr
    steps = [json.loads(line)["what"] for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert sorted(steps) == ["feed-read", "page-failed", "page-new"]
    (feed,) = [json.loads(line) for line in runner.invoke(main, ["feeds", "list", "--format", "jsonl"]).stdout.splitlines()]
    assert (feed["name"], feed["every"], feed["allow_private"]) == ("ours", 1800.0, True)
    doctor = runner.invoke(main, ["feeds", "doctor"])
    assert (doctor.exit_code, doctor.stdout) == (3, "pages-failed\tours\tlists 1 pages that failed and are not asked for again\n")
    assert runner.invoke(main, ["feeds", "remove", "ours"]).exit_code == 0
    none = runner.invoke(main, ["feeds", "list"])
    assert (none.stdout, none.stderr) == ("", "communique: no feed is watched; `communique feeds add URL` adds one\n")
    assert runner.invoke(main, ["verify"]).exit_code == 0


def test_wrong_words(runner: CliRunner) -> None:
    adding = [["ftp://a.test/x"], ["news"], ["http://a.test/", "--every", "often"], ["http://a.test/", "--every", "2s"]]
    for wrong in [*(["add", *words] for words in adding), ["run", "--contact", "a\nb"]]:
        assert runner.invoke(main, ["feeds", *wrong]).exit_code == 2, wrong
    assert runner.invoke(main, ["feeds", "remove", "none"]).exit_code == 1
    Path("communique.toml").write_text('[feeds.run]\nrecheck = "2d"\nonce = true\n', "utf-8")
    assert runner.invoke(main, ["feeds", "run"]).exit_code == 0
    Path("communique.toml").write_text("[feeds.run]\nrechek = 2\n", "utf-8")
    assert "[feeds.run] has no option 'rechek'" in runner.invoke(main, ["feeds", "run"]).stderr


def test_without_once_it_goes_on_until_interrupted(tmp_path: Path) -> None:
    communique = [sys.executable, "-m", "communique", "feeds"]
    command = [*communique, "run", "--now", "--ledger", "a.db"]
    with serving() as site:
        site.put("/feed", rss(), "application/rss+xml")
        subprocess.run([*communique, "add", site.url("/feed"), "--allow-private", "--ledger", "a.db"], cwd=tmp_path, check=True)
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, env=os.environ) as process:
            end = time.monotonic() + 60
            while "/feed" not in site.paths() and time.monotonic() < end:
                time.sleep(0.05)
            other = subprocess.run([*command, "--once"], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert (other.returncode, "at work here" in other.stderr) == (1, True)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.strip().endswith(b"communique: interrupted")


def test_what_is_one_is_told_as_one(runner: CliRunner) -> None:
    assert runner.invoke(main, ["feeds", "add", "http://127.0.0.1:9/feed", "--name", "ours"]).exit_code == 0
    assert runner.invoke(main, ["feeds", "run", "--once", "--pause", "0"]).exit_code == 1
    assert "failed 1 time\n" in runner.invoke(main, ["feeds", "list"]).stdout
    doctor = runner.invoke(main, ["feeds", "doctor"])
    assert "failed with: " in doctor.stdout and "1 feed, 1 finding\n" in doctor.stderr
    assert "no feed is called 'theirs'" in runner.invoke(main, ["feeds", "remove", "theirs"]).stderr
