"""Paths, folders and patterns → documents, in a fixed order."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.model import Document
    from communique.reading import Facts, Failure


def documents(paths: Iterable[str], format_in: str | None, facts: Facts) -> Iterator[Document | Failure]:
    """Every document of every path, one at a time."""
    from communique.reading import Failure, read_path

    for path in expanded(paths):
        if isinstance(path, Failure):
            yield path
        else:
            yield from read_path(path, format=format_in, facts=facts)


def expanded(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Files of folders (all below that look readable, by name) and of patterns, sorted; other paths as they are."""
    from communique.reading import Failure

    for path in paths:
        found = _below(path)
        if found is None:
            yield path
        elif found:
            yield from found
        else:
            yield Failure(path, "nothing-found", f"{path}: no readable file here")


def _below(path: str) -> list[str] | None:
    """The files that a folder or a pattern stands for; ``None`` for a plain path."""
    if path == "-":
        return None
    if Path(path).is_dir():
        return sorted(str(p) for p in Path(path).rglob("*") if _readable(p.relative_to(path)) and p.is_file())
    if glob.has_magic(path) and not Path(path).exists():
        return sorted(p for p in glob.glob(path, recursive=True) if Path(p).is_file())  # noqa: PTH207 - Path.glob takes no absolute pattern
    return None


def _readable(path: Path) -> bool:
    from communique.reading.sniff import SUFFIXES

    return path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in path.parts)
