"""What is weighed of a passage: who is named in it, how close to which word for a deed, and what kind of text it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from communique.gate.search import PARTIES, Found, Passage, Sighting, Told

# Words between a name and a word for a deed: beside it, in its clause, in its sentence.
BESIDE, CLAUSE, SENTENCE = 2, 5, 10
AROUND = 8
FIRST_PERSON = ("i", "we", "our", "my")
_SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
_DENSITY = (1.0, 2.0, 3.0, 4.5, 6.0, 9.0)


def signals(sighting: Sighting) -> list[frozenset[str]]:
    """The signals of each passage of a text."""
    own = [own_signals(p) for p in sighting.passages]
    return [s | around for s, around in zip(own, surroundings(sighting, own), strict=True)]


def surroundings(sighting: Sighting, own: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """For each passage what kind of text it stands in, and where."""
    total = sighting.words or 1
    share = sum(len(p.words) for p in sighting.passages) / total
    close = sum(len(p.words) for p, s in zip(sighting.passages, own, strict=True) if "both" in s) / total
    text = {
        f"share {_step(share, _SHARES)}",
        f"close {_step(close, _SHARES)}",
        f"named {_step(100 * sighting.named / total, _DENSITY)}",
        f"text states {min(sighting.states, 6)}",
        f"text words {_step(total, (40, 100, 200, 400, 800))}",
    }
    return [frozenset(text | {"lead" if p.line < 2 else "later"}) for p in sighting.passages]


def own_signals(passage: Passage) -> frozenset[str]:
    """The signals of a passage by itself."""
    keys = {(f.sign.kind, f.sign.key) for f in passage.found}
    parties = [f for f in passage.found if f.sign.kind in PARTIES] or [f for f in passage.found if f.sign.kind == "surname"]
    size = len(passage.words)
    found: set[str] = {kind for kind, _ in keys}
    found.add(f"parties {min(sum(k in PARTIES for k, _ in keys), 4)}")
    found.add(f"states {min(sum(k == 'state' for k, _ in keys), 3)}")
    found.add(f"words {_step(size, (8, 15, 25, 40, 60, 100))}")
    found.add(f"density {min(40 * len(parties) // size, 4)}")
    found |= {f"says {w}" for w in FIRST_PERSON if w in passage.words}
    found.update(_offices(passage.found))
    for told in passage.triggers:
        found.update(_near(told, parties, passage.found))
    return frozenset(found)


def _offices(found: Sequence[Found]) -> Iterator[str]:
    """A title beside a state ("the Indian prime minister"), a title beside a name."""
    for left, right in pairwise(found):
        gap = right.first - left.end
        if {left.sign.kind, right.sign.kind} == {"state", "title"} and gap <= 2:
            yield "state's office"
        if left.sign.kind == "title" and right.sign.kind in ("person", "surname") and gap <= 1:
            yield "titled name"


def _near(told: Told, parties: Sequence[Found], found: Sequence[Found]) -> Iterator[str]:
    """Where the parties stand that it may tell of, for the word and for the kinds of events."""
    at = told.at
    there = [f for f in parties if told.first <= f.first < told.end]
    before = min((at - f.end for f in there if f.end <= at), default=99)
    after = min((f.first - at for f in there if f.first > at), default=99)
    nearest = min(before, after)
    where = "near" if nearest <= SENTENCE else "far" if there else "apart"
    yield f"{where} {told.lemma}"
    if before <= AROUND and after <= AROUND:
        yield "both"
        yield f"between {told.lemma}"
    yield f"distance {0 if nearest <= BESIDE else 1 if nearest <= CLAUSE else 2 if nearest <= SENTENCE else 3}"
    yield f"around {min(sum(min(abs(f.first - at), abs(at - f.end)) <= SENTENCE for f in found), 4)}"
    several = len({f.sign.key for f in there}) > 1
    for kind in told.kinds:
        yield f"{where} {kind}"
        if before <= CLAUSE:
            yield f"before {kind}"
        if after <= CLAUSE:
            yield f"behind {kind}"
        if several:
            yield f"several {kind}"


def _step(value: float, limits: Sequence[float]) -> int:
    return sum(value >= limit for limit in limits)
