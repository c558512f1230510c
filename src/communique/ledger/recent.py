"""Rows of indexes in random order, kept apart until there are many: then all of them go into the large index in its own order.

Each row of a large index in random order dirties a page of its own, which is written to the log and from there to the file. Among few
rows many share a page; and of many that are laid down at once, many fall on each page of the large index.
"""

from __future__ import annotations

import sqlite3

# So many rows of each are kept apart at the most, and those of one batch more.
MOST_RECENT = 50_000
_KEPT_APART = {"block": "sides, earliest, happening, latest", "band": "hash, snapshot"}


def lay_down(db: sqlite3.Connection, most: int = MOST_RECENT) -> None:
    """Move what was kept apart into the large indexes, where it is more than ``most`` rows; inside a transaction."""
    for index, columns in _KEPT_APART.items():
        if db.execute(f"SELECT COUNT(*) FROM {index}_recent").fetchone()[0] > most:
            db.execute(f"INSERT INTO {index} ({columns}) SELECT {columns} FROM {index}_recent ORDER BY {columns}")
            db.execute(f"DELETE FROM {index}_recent")


def forget_blocks(db: sqlite3.Connection, happening: int) -> None:
    """Take a happening out of what storing looks for."""
    db.execute("DELETE FROM block_recent WHERE happening = ?", (happening,))
    db.execute("DELETE FROM block WHERE happening = ?", (happening,))
