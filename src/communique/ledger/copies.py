"""Texts that are copies of one another: the same agency's report in ten papers counts as one source.

MinHash over runs of three words (Broder 1997) estimates the share of runs that two texts have in common; texts that share a band of
the digest (locality-sensitive hashing) are compared. Digests and bands stay in the ledger, so a new text meets all earlier ones.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable

import msgspec

from communique.model import Record

ALIKE = 0.8
RUN = 3
# Texts at the threshold share a band in 99 of 100 cases with these; chance meetings are sorted out by the comparison.
BANDS, ROWS = 16, 6
# Below this many runs, a text is a headline: two can be alike by chance, so only equal ones are copies.
FEWEST_RUNS = 12
# Of the texts that share bands, as many are compared, those with the most first.
MOST_COMPARED = 50
_WORD = re.compile(r"\w+")
_SEED = 20250818


class Digest(msgspec.Struct, frozen=True):
    """What a text is compared by: a word of its own, the MinHash, and its bands. Headlines have no MinHash."""

    own: str
    minhash: bytes
    bands: tuple[int, ...]


def digested(record: Record) -> Digest:
    """The digest of the words of a record's body zones; case and punctuation play no part."""
    words = _words(record)
    own = "c" + hashlib.sha256(" ".join(words).encode()).hexdigest()[:15]
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    if len(runs) < FEWEST_RUNS:
        return Digest(own, b"", ())
    minhash = _minhash(runs)
    return Digest(own, minhash, tuple(_signed(minhash[n : n + 2 * ROWS]) for n in range(0, len(minhash), 2 * ROWS)))


def shared_word(db: sqlite3.Connection, digest: Digest) -> str:
    """The word a text shares with its copies: that of the text kept before which is most like it, else its own."""
    return (_most_alike(db, digest) if digest.bands else None) or digest.own


def keep(db: sqlite3.Connection, snapshot: int, digest: Digest) -> None:
    """Store what later texts are compared with."""
    if digest.bands:
        db.execute("INSERT INTO digest (snapshot, minhash) VALUES (?, ?)", (snapshot, digest.minhash))
        db.executemany("INSERT OR IGNORE INTO band (hash, snapshot) VALUES (?, ?)", [(b, snapshot) for b in digest.bands])


def _words(record: Record) -> list[str]:
    """The body's words, without case."""
    text = record.article.text
    return [w for z in record.zones if z.kind == "body" for w in _WORD.findall(text[z.start : z.end].casefold())]


def _minhash(runs: Iterable[str]) -> bytes:
    """``BANDS * ROWS`` numbers of 16 bits: enough to tell texts apart, at half the room."""
    from rensa import RMinHash

    minhash = RMinHash(BANDS * ROWS, _SEED)
    minhash.update(sorted(runs))
    return b"".join((n & 0xFFFF).to_bytes(2, "little") for n in minhash.digest())


def _signed(rows: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(rows, digest_size=8).digest(), "big", signed=True)


def _most_alike(db: sqlite3.Connection, digest: Digest) -> str | None:
    marks = ", ".join("?" * BANDS)
    near = Counter(row[0] for row in db.execute(f"SELECT snapshot FROM band WHERE hash IN ({marks})", digest.bands))
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


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two digests' texts have in common."""
    left, right = array("H", one), array("H", other)
    return sum(a == b for a, b in zip(left, right, strict=True)) / len(left)
