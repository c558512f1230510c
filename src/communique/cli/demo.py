"""``communique demo``: the main job on an example that ships with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.model import Document


PAGES = (
    "Show all examples in the browser, as a ledger of their own. [default: behind the table, on this machine's own screen, from a terminal]"
)


@click.command(epilog="\b\nExamples:\n  communique demo\n  communique demo --list\n  communique demo sanctions\n  communique demo --pages")
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="Name the examples.")
@click.option("--text", "only_text", is_flag=True, help="Print the article instead of its record.")
@click.option("--pages/--no-pages", default=None, help=PAGES)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="Of the pages.")
def demo(name: str | None, *, listed: bool, only_text: bool, pages: bool | None, port: int) -> int:
    """Code an example article that ships with the package and show its record as a table."""
    examples = demo_articles()
    if pages:
        _show(examples.values(), port)
        return 0
    if listed:
        click.echo("\n".join(f"{key:10} {d.article.title}" for key, d in examples.items()))
        return 0
    chosen = name or next(iter(examples))
    if chosen not in examples:
        raise click.UsageError(f"no example is called {chosen!r}; use one of: {', '.join(examples)}")
    if only_text:
        click.echo(examples[chosen].article.text.rstrip("\n"))
        return 0
    from communique.cli.read import write_records, write_table
    from communique.cli.serve import LOCAL, at_the_screen, free_port

    code = write_records([examples[chosen]], write_table)
    if pages is None and name is None and at_the_screen(LOCAL):
        _show(examples.values(), free_port(port))
    return code


def _show(examples: Iterable[Document], port: int) -> None:
    """The examples as pages; the ledger is gone when they are ended."""
    import tempfile
    from pathlib import Path

    from communique.cli.serve import LOCAL, show
    from communique.ledger import ingest, open_ledger
    from communique.pipeline import default_coder

    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        path = Path(folder) / "demo.db"
        with open_ledger(path, create=True) as ledger:
            for _ in ingest(ledger, default_coder().code_many(examples)):
                pass
        show(str(path), host=LOCAL, port=port, opened=True)


def demo_articles() -> dict[str, Document]:
    """The examples by name, in the order of their index."""
    from communique.knowledge.resource import read_text, read_yaml
    from communique.reading import document_from_text

    entries = {e["file"].removesuffix(".txt"): e for e in read_yaml("demo/index.yaml")}
    return {
        key: document_from_text(read_text(f"demo/{e['file']}"), id=f"demo-{key}", **{k: v for k, v in e.items() if k != "file"})
        for key, e in entries.items()
    }
