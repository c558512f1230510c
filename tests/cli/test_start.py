"""Starting is quick: help needs none of the heavy parts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from communique import __version__
from communique.cli import main

HEAVY = ("spacy", "thinc", "numpy", "trafilatura", "lxml", "rich", "yaml", "communique.pipeline", "communique.reading")


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    loaded = python("import sys, communique.cli; print(*sys.modules)").stdout.split()
    assert "communique.cli.read" in loaded
    assert [m for m in HEAVY if m in loaded] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python("import sys, communique; print(*sys.modules)").stdout.split()
    assert [m for m in (*HEAVY, "click") if m in loaded] == []


def test_help_is_there_in_well_under_half_a_second() -> None:
    def seconds() -> float:
        """Processor time: what else the machine does is not its fault."""
        before = os.times()
        subprocess.run([sys.executable, "-m", "communique", "--help"], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.4


@pytest.mark.parametrize("command", ["read", "explain", "check", "schema", "demo"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert f"  communique {command}" in shown.output


def test_the_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"communique {__version__}\n"
