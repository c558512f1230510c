"""``communique release build``: the ledger as a data set to publish."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.app import CODED, say
from communique.cli.ask import ledger_option


@click.group()
def release() -> None:
    """Publish the ledger as data."""


@release.command(epilog="\b\nExamples:\n  communique release build --version 1.0 -o release-1.0 --author 'A. Name' --license CC-BY-4.0\n"
                        "  communique release build --version 1.1 -o release-1.1 --since release-1.0 --text none")  # fmt: skip
@click.option("--version", required=True, help="The release's version.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.option("--since", type=click.Path(path_type=Path), metavar="FOLDER", help="The release before, for changes.jsonl.")
@click.option(
    "--text", type=click.Choice(("none", "quote", "full")), default="quote", show_default=True,
    help="Words of the articles: none, what was quoted and used as evidence, or the full texts.",
)  # fmt: skip
@click.option("--title", help="What it is called where it is cited.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Who made it; may be given several times.")
@click.option("--license", "license_id", metavar="SPDX", help="Under which licence, for instance CC-BY-4.0.")
@ledger_option
def build(
    version: str,
    folder: Path,
    since: Path | None,
    text: str,
    title: str | None,
    authors: tuple[str, ...],
    license_id: str | None,
    path: str,
) -> int:
    """Write data, code book, Data Package descriptor, CITATION.cff, checksums, changes and provenance into a folder."""
    import msgspec

    from communique.ledger import open_ledger
    from communique.ledger.release import Cited, Text
    from communique.ledger.release import build as built

    cited = Cited(authors=authors, license=license_id, **({"title": title} if title else {}))
    with open_ledger(path) as ledger:
        found = built(ledger, folder, version=version, text=msgspec.convert(text, Text), since=since, cited=cited)
    say(f"{folder}: " + ", ".join(f"{n} {name}" for name, n in found.rows.items()))
    say("events " + ", ".join(f"{n} {name}" for name, n in found.changes.items()))
    return CODED
