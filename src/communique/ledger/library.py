"""Which SQLite reads and writes ledgers: the newer of Python's own and that of ``pysqlite3``.

Releases before 3.51.3 (but for 3.44.6 and 3.50.7, into which the mend was taken back) can in rare cases lose what was written, or damage
the file, where two programs write to it in the same instant (sqlite.org/wal.html, "The WAL-Reset Bug").
"""

from __future__ import annotations

import importlib
import sqlite3
from typing import Any

MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def _newest() -> Any:
    try:
        other = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3
    return max((sqlite3, other), key=lambda library: tuple(library.sqlite_version_info))


LIBRARY = _newest()
VERSION: str = LIBRARY.sqlite_version
# Without an adapter of its own each NULL is looked for in vain, ten times as long as writing it takes: a fifth of a row's time.
LIBRARY.register_adapter(type(None), {}.get)


def is_mended(version: str = VERSION) -> bool:
    """Whether a release is without the fault."""
    numbers = tuple(map(int, version.split(".")))
    return numbers >= max(MENDED) or any(numbers[:2] == m[:2] and numbers >= m for m in MENDED)


def connect(path: object, *, timeout: float) -> sqlite3.Connection:
    """A connection in autocommit mode, to a path or, as text, a ``file:`` address.

    One thread at a time, but not always the same: a web server answers in any of its own.
    """
    address = isinstance(path, str)
    db: sqlite3.Connection = LIBRARY.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False, uri=address)
    db.row_factory = LIBRARY.Row
    return db
