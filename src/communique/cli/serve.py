"""``communique serve``: the ledger as pages in a browser on this machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, say
from communique.cli.ask import chosen_ledger, ledger_option

if TYPE_CHECKING:
    from communique.web.security import Gate

EXAMPLES = """\b
Examples:
  communique serve
  communique serve history.db --port 8080 --no-open
  communique serve history.db --host 0.0.0.0 --token "$(openssl rand -hex 16)" --name ledger.example.org
  communique serve history.db --proxy-header X-Forwarded-User --name ledger.example.org
"""
LOCAL = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")
MOST_CONNECTIONS = 200


@click.command(epilog=EXAMPLES)
@click.argument("given", required=False, metavar="[LEDGER]")
@click.option("--host", default=LOCAL, show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--token", envvar="COMMUNIQUE_TOKEN", help="Every request must carry it: as a password, or as `Authorization: Bearer TOKEN`.")
@click.option("--proxy-header", "header", metavar="NAME", help="Every request must carry this header, by which a proxy says who asks.")
@click.option("--proxy", "proxies", multiple=True, metavar="ADDRESS", help="Where the proxy is; this machine when left out.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name that this server answers to.")
@click.option("--open/--no-open", "opened", default=None, help="Open the browser. [default: on this machine's own screen, from a terminal]")
@ledger_option
def serve(
    given: str | None,
    host: str,
    port: int,
    token: str | None,
    header: str | None,
    proxies: tuple[str, ...],
    names: tuple[str, ...],
    *,
    opened: bool | None,
    path: str,
) -> int:
    """Show a ledger in the browser. Only this machine can reach it, unless --host says otherwise."""
    ledger, gate = chosen_ledger(given, path), _gate(host, token, header, proxies, names)
    show(ledger, host=host, port=port, gate=gate, opened=at_the_screen(host) if opened is None else opened)
    return CODED


def at_the_screen(host: str) -> bool:
    """Whether somebody sits before this machine, at a terminal: a shared instance, a script and a remote terminal open no browser."""
    from communique.web.security import LOOPBACK

    screen = sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return host in LOOPBACK and screen and "SSH_CONNECTION" not in os.environ and _is_terminal()


def free_port(wanted: int) -> int:
    """The port wanted, or any free one where another program has it."""
    import socket

    for port in (wanted, 0):
        with socket.socket() as one, suppress(OSError):
            one.bind((LOCAL, port))
            number: int = one.getsockname()[1]
            return number
    return wanted


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _gate(host: str, token: str | None, header: str | None, proxies: tuple[str, ...], names: tuple[str, ...]) -> Gate:
    """Who may come in. Raises ``UsageError`` where everybody could."""
    import ipaddress

    from communique.web.security import LOOPBACK, Gate, is_header_name

    if host not in LOOPBACK and not (token or header):
        raise click.UsageError(
            f"--host {host} lets other machines in: give --token or, behind a reverse proxy that signs people in, --proxy-header"
        )
    if header and not is_header_name(header):
        raise click.UsageError(f"--proxy-header {header!r} can be no header's name; X-Forwarded-User is one")
    if proxies and not header:
        raise click.UsageError("--proxy says where --proxy-header comes from: give both")
    try:
        known = frozenset(str(ipaddress.ip_network(p, strict=False)) for p in proxies)
    except ValueError as error:
        raise click.UsageError(f"--proxy takes addresses and networks, such as 10.0.0.5 or 10.0.0.0/24: {error}") from error
    answers = LOOPBACK | {n.lower() for n in (*names, host) if n not in EVERYWHERE} | ({f"[{host}]"} if ":" in host else set())
    gate = Gate(hosts=answers, token=token or None, header=header)
    return Gate(hosts=answers, token=token or None, header=header, proxies=known) if known else gate


def show(path: str, *, host: str, port: int, gate: Gate | None = None, opened: bool = False) -> None:
    """Serve the pages until they are ended."""
    import uvicorn

    from communique.web import create_app
    from communique.web.connections import Connection

    app = create_app(path, gate=gate)
    app.state.warm()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    say(f"{address} shows {path}; Ctrl-C ends it")
    if opened:
        click.launch(address)
    uvicorn.run(
        app, host=host, port=port, http=Connection, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=15,
    )  # fmt: skip
