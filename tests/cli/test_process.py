"""The command as a process: pipes, closed pipes, colours, signals."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from communique.cli import main
from communique.ledger import open_ledger

COMMAND = [sys.executable, "-m", "communique"]
STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday."
QUIET = {k: v for k, v in os.environ.items() if not k.startswith("COMMUNIQUE_")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    article = {"text": STORY, "published": "2023-05-30"}
    (tmp_path / "many.jsonl").write_text("".join(json.dumps({**article, "id": str(n)}) + "\n" for n in range(3000)), "utf-8")
    (tmp_path / "one.txt").write_text(STORY, "utf-8")
    return tmp_path


def start(*args: str, folder: Path, stdin: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *args], cwd=folder, env=QUIET, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_whole_run(folder: Path) -> None:
    command = [*COMMAND, "read", "one.txt", "--published", "2023-05-30"]
    done = subprocess.run(command, cwd=folder, env=QUIET, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert record["engine"]["model"].startswith("en_core_web_sm 3.8")
    assert ("Gabriel Boric", "CHL") in [(a["name"], a["country"]) for a in record["actors"]]
    assert done.stderr == ""


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_closed_pipe_ends_quietly(folder: Path, form: str) -> None:
    with start("read", "many.jsonl", "--format", form, folder=folder) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_records_come_out_while_the_input_is_still_open(folder: Path) -> None:
    with start("read", "-", "--from", "jsonl", folder=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write((json.dumps({"text": STORY}) + "\n").encode() * 32)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["article"]["text"] == STORY
        process.stdin.close()
        assert len(process.stdout.readlines()) == 31
        assert process.wait(60) == 0


def test_an_interrupt_ends_with_130_and_no_traceback(folder: Path) -> None:
    with start("read", "many.jsonl", folder=folder) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert said.strip() == b"communique: interrupted"


@pytest.mark.parametrize("extra", [{"NO_COLOR": "1"}, {}])
def test_no_colours_where_nobody_sees_them(folder: Path, extra: dict[str, str]) -> None:
    command = [*COMMAND, "read", "one.txt", "--format", "table"]
    done = subprocess.run(command, cwd=folder, env=QUIET | extra, capture_output=True, check=True)
    assert b"\x1b[" not in done.stdout
    assert "Gabriel Boric (CHL)" in done.stdout.decode()


def test_a_terminal_without_our_letters_gets_a_table_all_the_same(folder: Path) -> None:
    command = [*COMMAND, "read", "one.txt", "--format", "table"]
    done = subprocess.run(command, cwd=folder, env=QUIET | {"PYTHONIOENCODING": "ascii", "COLUMNS": "100"}, capture_output=True, check=True)
    assert b"Gabriel Boric (CHL) ? Dina Boluarte (PER)" in done.stdout


# That the error is told is tested everywhere, in test_output_that_takes_no_more_is_told; a disk that is always full only Linux has.
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full, /dev/full, is only there on Linux")
@pytest.mark.parametrize("words", [["schema"], ["read", "a.txt", "--format", "table"], ["--help"]])
def test_a_full_disk_behind_the_output_is_told(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge was closed.", "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, env=QUIET, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "communique: error: output: No space left on device")


class Full(io.StringIO):
    """An output with no room left."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_output_that_takes_no_more_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", Full())
        with pytest.raises(SystemExit) as left:
            main(["schema"])
    assert left.value.code == 1
    assert capsys.readouterr().err == "communique: error: output: No space left on device\n"


def test_words_in_another_encoding_than_the_terminal_s_are_told(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "x.db", create=True):
        pass
    words = [*COMMAND, "who", "Erdoğan", "--ledger", "x.db"]
    ascii_only = QUIET | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(words, cwd=tmp_path, env=ascii_only, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "set PYTHONUTF8=1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_thin_terminal_gets_lines_and_no_thin_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.cli.ask import print_table

    monkeypatch.setenv("COLUMNS", "40")
    print_table(("Id", "Parties", "Place", "Sources"), [("h1", "Boric ↔ Boluarte", "", "2"), ("h2", "Lula", "Lima", "1")])
    assert capsys.readouterr().out.split("\n\n") == ["h1\nBoric ↔ Boluarte\nSources: 2", "h2\nLula\nLima\nSources: 1", ""]
