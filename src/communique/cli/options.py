"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("text", "html", "jsonl", "csv", "parquet", "warc", "gzip", "zstd")


def facts(command: Command) -> Command:
    """``--published`` and the other facts about a document, and its format."""
    return facts_and_format()(command)


def facts_and_format(*more: str) -> Callable[[Command], Command]:
    """The same, with formats that only this command takes."""

    def decorate(command: Command) -> Command:
        for option in reversed((*_FACTS, _format((*FORMATS, *more)))):
            command = option(command)
        return command

    return decorate


def _format(formats: tuple[str, ...]) -> Callable[[Command], Command]:
    return click.option(
        "--from",
        "format_in",
        type=click.Choice(formats),
        envvar="COMMUNIQUE_FROM",
        show_envvar=True,
        help="Input format; sniffed when left out.",
    )


def seconds_option(command: Command) -> Command:
    """``--seconds-a-document``: longer, and a document is left out."""
    return click.option(
        "--seconds-a-document", "seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Longer, and it is left out."
    )(command)


_FACTS = (
    click.option("--published", metavar="DATE", help="Publication date (ISO). Where nobody gives one, relative dates stay open."),
    click.option("--title", help="Headline of a plain-text document."),
    click.option("--publisher", envvar="COMMUNIQUE_PUBLISHER", show_envvar=True, help="Who published it."),
    click.option("--url", help="Where it was published."),
    click.option("--language", metavar="CODE", envvar="COMMUNIQUE_LANGUAGE", show_envvar=True, help="Its language (BCP 47)."),
)
