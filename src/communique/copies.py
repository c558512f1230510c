"""What texts are compared by: the same agency's report in ten papers is one source.

MinHash over runs of three words (Broder 1997) estimates the share of runs that two texts have in common; only texts that share a band
of the digest (locality-sensitive hashing) need to be compared.
"""

from __future__ import annotations

import hashlib
import re
import struct
from array import array
from collections.abc import Iterable

import msgspec

from communique.model import Article, Zone

ALIKE = 0.8
RUN = 3
# Texts at the threshold share a band in 99 of 100 cases with these; chance meetings are sorted out by the comparison.
BANDS, ROWS = 16, 6
# Below this many runs, a text is a headline: two can be alike by chance, so only equal ones are copies.
FEWEST_RUNS = 12
# Hardly a text repeats itself so much that as many do not tell.
LOOKED_AT = 64
_WORD = re.compile(r"\w+")
_SEED = 20250818


class Digest(msgspec.Struct, frozen=True):
    """What a text is compared by: a word of its own, the MinHash, and its bands. Headlines have no MinHash."""

    own: str
    minhash: bytes
    bands: tuple[int, ...]


def digested(article: Article, zones: Iterable[Zone]) -> Digest:
    """The digest of the words of the body zones; case and punctuation play no part."""
    words = [w for z in zones if z.kind == "body" for w in _WORD.findall(article.text[z.start : z.end].casefold())]
    own = "c" + hashlib.sha256(" ".join(words).encode()).hexdigest()[:15]
    runs = list(map(" ".join, zip(*(words[n:] for n in range(RUN)), strict=False)))
    if len(set(runs[:LOOKED_AT])) < FEWEST_RUNS and len(set(runs)) < FEWEST_RUNS:
        return Digest(own, b"", ())
    minhash = _minhash(runs)
    return Digest(own, minhash, tuple(_signed(minhash[n : n + 2 * ROWS]) for n in range(0, len(minhash), 2 * ROWS)))


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two digests' texts have in common."""
    left, right = array("H", one), array("H", other)
    return sum(a == b for a, b in zip(left, right, strict=True)) / len(left)


def _minhash(runs: list[str]) -> bytes:
    """``BANDS * ROWS`` numbers of 16 bits: enough to tell texts apart, at half the room."""
    from rensa import RMinHash

    minhash = RMinHash(BANDS * ROWS, _SEED)
    minhash.update(runs)  # the least of each hash: neither order nor number plays a part
    return struct.pack(f"<{BANDS * ROWS}H", *(n & 0xFFFF for n in minhash.digest()))


def _signed(rows: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(rows, digest_size=8).digest(), "big", signed=True)
