"""``communique check``: run every example of the knowledge."""

from __future__ import annotations

import click


@click.command()
def check() -> int:
    """Run every example of the knowledge files."""
    raise click.UsageError("not built yet")
