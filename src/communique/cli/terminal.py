"""The terminal that tables are printed on."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# Where no terminal says how wide it is.
WIDTH = 100


def output() -> Console:
    """Standard output as rich sees it: colours only on a terminal and never with NO_COLOR; letters it lacks become '?'."""
    from rich.console import Console

    class Output(Console):
        """A console whose reader may leave: a closed pipe is not, as rich has it, a failure of its own."""

        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls this where it has caught a BrokenPipeError

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH
    return Output(width=width, highlight=False, emoji=False, markup=False)
