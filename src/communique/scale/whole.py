"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

UNFINISHED = ".unfinished"
# Several machines may write into one folder, where numbers of processes repeat.
_OWN = uuid4().hex[:12]


def unfinished(path: Path) -> Path:
    """A name for the file while it is written, this process's own."""
    return path.with_name(f"{path.name}.{_OWN}{UNFINISHED}")


def finish(written: Path, path: Path) -> None:
    """Give a written file its name, once its bytes and then the name are on the disk."""
    _sync(written)
    written.replace(path)
    _sync(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """A small file, whole or not at all."""
    written = unfinished(path)
    try:
        written.write_bytes(data)
        finish(written, path)
    finally:
        written.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
