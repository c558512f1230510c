"""The table of docs/accuracy.md is the one that the saved runs give."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_table_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("page", ROOT / "evaluation" / "page.py")
    assert spec and spec.loader
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    text = page.PAGE.read_text("utf-8")
    assert page.filled(text) == text, "run `python evaluation/page.py`"
    assert text.count("| records |") > 20
