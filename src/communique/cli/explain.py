"""``communique explain``: why a record says what it says."""

from __future__ import annotations

import click


@click.command()
@click.argument("path")
def explain(path: str) -> int:
    """Show what each field of each event stands on."""
    raise click.UsageError("not built yet")
