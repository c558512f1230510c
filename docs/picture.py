"""Draw ``docs/record.svg``: the table of the first example, as a terminal shows it. Run it when the rules or the table change.

python docs/picture.py
"""

from __future__ import annotations

import io
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from communique.cli.demo import demo_articles
from communique.pipeline import default_coder
from communique.render.table import record_table

TARGET = Path(__file__).with_name("record.svg")
WIDTH = 110


def main() -> None:
    """Code, draw, write."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor", highlight=False)
    console.print(record_table(default_coder().code(next(iter(demo_articles().values())))))
    TARGET.write_text(console.export_svg(title="communique demo", code_format=_own_fonts(), unique_id="communique"), "utf-8")


def _own_fonts() -> str:
    """Rich's drawing without its web fonts: a picture that fetches nothing."""
    start, end = CONSOLE_SVG_FORMAT.index("@font-face"), CONSOLE_SVG_FORMAT.index(".{unique_id}-matrix")
    return CONSOLE_SVG_FORMAT[:start] + CONSOLE_SVG_FORMAT[end:]


if __name__ == "__main__":
    main()
