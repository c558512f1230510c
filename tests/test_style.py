"""The tree is clean: types, lint and layout, as part of the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = (("mypy",), ("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--check", "."))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda t: "-".join(t[:2]))
def test_the_tree_is_clean(tool: tuple[str, ...], tmp_path: Path) -> None:
    cache = ["--cache-dir", str(tmp_path)] if tool[0] == "mypy" else []
    done = subprocess.run([sys.executable, "-m", *tool, *cache], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
