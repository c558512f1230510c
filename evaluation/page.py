"""Fill the table of ``docs/accuracy.md`` from saved runs: ``python evaluation/page.py``."""

from __future__ import annotations

from pathlib import Path

from communique.evaluation.report import markdown
from communique.evaluation.result import load

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "accuracy.md"
BEGIN, END = "<!-- numbers -->", "<!-- end of numbers -->"


def table() -> str:
    """The Markdown table of the latest runs, beside the first one."""
    return "\n".join(markdown(load(HERE / "runs" / "latest.json"), load(HERE / "runs" / "first.json")))


def filled(page: str) -> str:
    """The page with the table between its marks."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
