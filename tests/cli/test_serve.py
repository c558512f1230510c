"""``communique serve`` lets nobody else in by mistake."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.web.security import LOOPBACK, Gate


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: calls.append({"gate": app.state.gate, **options}))
    monkeypatch.setattr("communique.web.overview.warm", lambda kept, templates: None)
    return calls


@pytest.fixture
def path(tmp_path: Path) -> str:
    from communique.ledger import open_ledger

    open_ledger(tmp_path / "x.db", create=True).close()
    return str(tmp_path / "x.db")


def ran(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["serve", *words], env={"COMMUNIQUE_TOKEN": None})
    return done.exit_code, done.output


def test_by_default_only_this_machine_is_let_in(path: str, shown: list[dict[str, Any]]) -> None:
    assert ran(path)[0] == 0
    (call,) = shown
    assert (call["host"], call["gate"], call["proxy_headers"]) == ("127.0.0.1", Gate(), False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5"])
def test_another_address_asks_for_a_token_or_a_proxy(path: str, shown: list[dict[str, Any]], host: str) -> None:
    code, words = ran(path, "--host", host)
    assert code == 2 and "--token" in words and "--proxy-header" in words and not shown
    assert ran(path, "--host", host, "--token", "secret")[0] == 0
    assert ran(path, "--host", host, "--proxy-header", "X-User", "--proxy", "10.0.0.5")[0] == 0
    assert [c["gate"].token for c in shown] == ["secret", None]
    assert shown[1]["gate"].proxies == {"10.0.0.5/32"}


def test_an_empty_token_is_none(path: str, shown: list[dict[str, Any]]) -> None:
    assert ran(path, "--host", "192.168.1.5", "--token", "")[0] == 2
    assert not shown


@pytest.mark.parametrize(
    ("words", "says"),
    [(("--proxy-header", "X User"), "no header's name"), (("--proxy", "10.0.0.5"), "give both"),
     (("--proxy-header", "X-User", "--proxy", "there"), "takes addresses")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(path: str, shown: list[dict[str, Any]], words: tuple[str, ...], says: str) -> None:
    code, output = ran(path, *words)
    assert code == 2 and says in output and not shown


def test_the_names_it_answers_to(path: str, shown: list[dict[str, Any]]) -> None:
    assert ran(path, "--host", "0.0.0.0", "--token", "secret", "--name", "Ledger.example.org")[0] == 0
    assert ran(path, "--host", "fd00::5", "--token", "secret")[0] == 0
    assert shown[0]["gate"].hosts == LOOPBACK | {"ledger.example.org"}
    assert "[fd00::5]" in shown[1]["gate"].hosts


@pytest.mark.parametrize(
    ("words", "terminal", "around", "opened"),
    [
        ((), True, {"DISPLAY": ":0"}, True),
        ((), False, {"DISPLAY": ":0"}, False),
        ((), True, {"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.5 22"}, False),
        ((), True, {}, False),
        (("--no-open",), True, {"DISPLAY": ":0"}, False),
        (("--open",), False, {}, True),
        (("--host", "192.168.1.5", "--token", "secret"), True, {"DISPLAY": ":0"}, False),
    ],
)
def test_the_browser_opens_for_whoever_sits_before_the_screen(
    path: str, shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], terminal: bool, around: dict[str, str],
    opened: bool,
) -> None:  # fmt: skip
    launched: list[str] = []
    monkeypatch.setattr("click.launch", launched.append)
    monkeypatch.setattr(import_module("communique.cli.serve"), "_is_terminal", lambda: terminal)
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in around.items():
        monkeypatch.setenv(name, value)
    assert ran(path, *words)[0] == 0 and len(shown) == 1
    assert launched == (["http://127.0.0.1:8765/"] if opened else [])
