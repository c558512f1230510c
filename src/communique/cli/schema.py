"""``communique schema``: the record's JSON Schema."""

from __future__ import annotations

import click


@click.command(epilog="\b\nExample:\n  communique schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from communique.render.schema import record_schema

    click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))
