"""Texts that are copies of one another: the same agency's report in ten papers counts as one source.

Digests and their bands stay in the ledger, so a new text meets all earlier ones.
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from communique.copies import ALIKE, BANDS, Digest, likeness

# Of the texts that share bands, as many are compared, those with the most first.
MOST_COMPARED = 50


def shared_word(db: sqlite3.Connection, digest: Digest) -> str:
    """The word a text shares with its copies: that of the text kept before which is most like it, else its own."""
    return (_most_alike(db, digest) if digest.bands else None) or digest.own


def keep(db: sqlite3.Connection, snapshot: int, digest: Digest) -> None:
    """Store what later texts are compared with."""
    if digest.bands:
        db.execute("INSERT INTO digest (snapshot, minhash) VALUES (?, ?)", (snapshot, digest.minhash))
        db.executemany("INSERT OR IGNORE INTO band_recent (hash, snapshot) VALUES (?, ?)", [(b, snapshot) for b in digest.bands])


def _most_alike(db: sqlite3.Connection, digest: Digest) -> str | None:
    marks = ", ".join("?" * BANDS)
    query = " UNION ALL ".join(f"SELECT snapshot FROM {t} WHERE hash IN ({marks})" for t in ("band", "band_recent"))
    near = Counter(row[0] for row in db.execute(query, 2 * digest.bands))
    best, word = ALIKE, None
    for snapshot, _ in sorted(near.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]:
        row = db.execute(
            "SELECT d.minhash, s.copies FROM digest d JOIN snapshot s ON s.number = d.snapshot WHERE s.number = ?", (snapshot,)
        )
        other, copies = row.fetchone()
        share = likeness(digest.minhash, other)
        if share > best or (share == best and word is None):
            best, word = share, str(copies)
    return word
