"""``communique demo`` opens its pages for whoever sits before the screen, and for nobody else."""

from __future__ import annotations

import socket
from importlib import import_module

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.cli.serve import LOCAL, free_port


@pytest.mark.parametrize(
    ("words", "screen", "tables", "shown"),
    [
        ((), True, 1, 1),
        ((), False, 1, 0),
        (("--no-pages",), True, 1, 0),
        (("--pages",), False, 0, 1),
        (("sanctions",), True, 1, 0),
        (("--list",), True, 0, 0),
        (("--text",), True, 0, 0),
    ],
)
def test_pages_open_before_the_screen(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], screen: bool, tables: int, shown: int
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(import_module("communique.cli.serve"), "at_the_screen", lambda host: screen)
    monkeypatch.setattr(import_module("communique.cli.serve"), "show", lambda path, **options: calls.append("pages"))
    monkeypatch.setattr(import_module("communique.cli.read"), "write_records", lambda documents, write: calls.append("table") or 0)
    assert CliRunner().invoke(main, ["demo", *words]).exit_code == 0
    assert calls == ["table"] * tables + ["pages"] * shown


def test_a_port_that_another_program_has_is_not_taken() -> None:
    with socket.socket() as taken:
        taken.bind((LOCAL, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port
