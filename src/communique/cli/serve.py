"""``communique serve``: the ledger as pages in a browser on this machine."""

from __future__ import annotations

import click

from communique.cli.app import CODED, say

EXAMPLES = """\b
Examples:
  communique serve
  communique serve history.db --port 8080 --open
  communique serve history.db --host 0.0.0.0 --token "$(openssl rand -hex 16)" --name ledger.example.org
"""


@click.command(epilog=EXAMPLES)
@click.argument("path", default="communique.db", envvar="COMMUNIQUE_LEDGER", metavar="[LEDGER]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535))
@click.option("--token", envvar="COMMUNIQUE_TOKEN", help="Every request must carry it as `Authorization: Bearer TOKEN`.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name that this server answers to.")
@click.option("--open", "opened", is_flag=True, help="Open the browser.")
def serve(path: str, host: str, port: int, token: str | None, names: tuple[str, ...], opened: bool) -> int:
    """Show a ledger in the browser. Only this machine can reach it, unless --host says otherwise."""
    from communique.web.security import LOOPBACK

    if host not in LOOPBACK and not token:
        raise click.UsageError(f"--host {host} lets other machines in: give --token, or keep to 127.0.0.1 behind a reverse proxy")
    show(path, host=host, port=port, token=token, names=names, opened=opened)
    return CODED


def show(path: str, *, host: str, port: int, token: str | None = None, names: tuple[str, ...] = (), opened: bool = False) -> None:
    """Serve the pages until they are ended."""
    import uvicorn

    from communique.web import charts, create_app
    from communique.web.security import LOOPBACK

    charts.warm()
    app = create_app(path, hosts=LOOPBACK | {n.lower() for n in (*names, host)}, token=token)
    say(f"http://{host}:{port}/ shows {path}; Ctrl-C ends it")
    if opened:
        click.launch(f"http://{host}:{port}/")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
