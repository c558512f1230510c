"""Near-duplicates across a run: one copy is coded, or counts; the links to the others are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from communique.copies import ALIKE, BANDS, Digest, likeness

# Of the texts that share bands, as many are compared, those with the most first.
MOST_COMPARED = 50
CHUNK = 100_000


class Seen:
    """The texts of one shard, in order, as they come."""

    def __init__(self) -> None:
        self._same: dict[str, str] = {}
        self._near: dict[int, list[int]] = defaultdict(list)
        self._kept: list[tuple[str, bytes]] = []

    def original(self, article: str, digest: Digest) -> str | None:
        """The article that this one is a copy of; ``None`` for one that is new, which later ones are then compared with."""
        found = self._same.get(digest.own) or self._most_alike(digest)
        if found is None:
            self._same[digest.own] = article
            for band in digest.bands:
                self._near[band].append(len(self._kept))
            self._kept.append((article, digest.minhash))
        return found

    def _most_alike(self, digest: Digest) -> str | None:
        near = Counter(n for band in digest.bands for n in self._near.get(band, ()))
        best, found = ALIKE, None
        for n, _ in sorted(near.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]:
            article, minhash = self._kept[n]
            share = likeness(digest.minhash, minhash)
            if share > best or (share == best and found is None):
                best, found = share, article
        return found


def originals(own: Sequence[str], minhash: Sequence[bytes]) -> list[int]:
    """For each text the number of the first that it is a copy of, or its own number. ``own`` and ``minhash`` are those of digests.

    A copy is like its original itself, not only like another copy: texts that grow from day to day do not become one.
    """
    parent = list(range(len(own)))
    first: dict[str, int] = {}
    earlier = _earlier(minhash)
    for n, word in enumerate(own):
        same = first.setdefault(word, n)
        near = sorted({o for e in earlier.get(n, ()) for o in (e, parent[e])}) if same == n else ()
        parent[n] = next((o for o in near if parent[o] == o and likeness(minhash[n], minhash[o]) >= ALIKE), parent[same])
    return parent


def _earlier(minhash: Sequence[bytes]) -> dict[int, list[int]]:
    """For each text that has some, earlier ones that are alike."""
    hashed = np.array([n for n, m in enumerate(minhash) if m], dtype=np.int64)
    found: dict[int, list[int]] = defaultdict(list)
    if not len(hashed):
        return found
    rows = np.frombuffer(b"".join(m for m in minhash if m), dtype="<u2").reshape(len(hashed), -1)
    for band in np.split(rows, BANDS, axis=1):
        pairs = _pairs(band)
        alike = np.concatenate([_alike(rows, p) for p in np.array_split(pairs, len(pairs) // CHUNK + 1)])
        for low, high in hashed[pairs[alike]].tolist():
            found[high].append(low)
    return found


def _pairs(band: Any) -> Any:
    """Pairs of texts with the same band: each with the first that has it, and with the one before it."""
    keys = np.ascontiguousarray(band).view(np.dtype((np.void, band.dtype.itemsize * band.shape[1]))).ravel()
    order = np.argsort(keys, kind="stable")
    new = np.ones(len(order), dtype=bool)
    new[1:] = keys[order[1:]] != keys[order[:-1]]
    first = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    rest = np.flatnonzero(~new)
    return np.concatenate([np.stack([first[rest], order[rest]], 1), np.stack([order[rest - 1], order[rest]], 1)])


def _alike(rows: Any, pairs: Any) -> Any:
    return (rows[pairs[:, 0]] == rows[pairs[:, 1]]).mean(axis=1) >= ALIKE
