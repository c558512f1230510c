"""The command line in this process."""

from __future__ import annotations

import pytest

from communique.cli import main


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Exit code, output and errors of ``communique`` with some words behind it."""
    with pytest.raises(SystemExit) as left:
        main(list(args))
    shown = capfd.readouterr()
    return int(left.value.code or 0), shown.out, shown.err
