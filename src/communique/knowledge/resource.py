"""Reading files of ``resources/``: the only place that knows where they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from communique.errors import KnowledgeError

ROOT = files("communique") / "resources"


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Paths (relative to ``resources/``) of a folder's files with that suffix, sorted."""
    return tuple(sorted(f"{folder}/{f.name}" for f in (ROOT / folder).iterdir() if f.name.endswith(suffix)))


def read_text(path: str) -> str:
    """A resource's text; ``path`` is relative to ``resources/``."""
    try:
        return (ROOT / path).read_text("utf-8")
    except FileNotFoundError:
        raise KnowledgeError(path, "file", "is missing; reinstall the package") from None


def read_yaml(path: str) -> Any:
    """A YAML resource as plain values."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(read_text(path), Loader=loader)
    except yaml.YAMLError as error:
        raise KnowledgeError(path, "YAML", str(error)) from error


def read_csv(path: str) -> Iterator[dict[str, str]]:
    """A CSV resource's rows, by column name."""
    yield from csv.DictReader(io.StringIO(read_text(path)))
