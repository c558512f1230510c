"""What is weighed of a passage: who is named in it, how close to which word for a deed, and what kind of text it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from communique.gate.roles import role
from communique.gate.sighting import PARTIES, Found, Line, Sighting, Told

# Words between a name and a word for a deed: beside it, in its clause, in its sentence.
BESIDE, CLAUSE, SENTENCE = 2, 5, 10
AROUND = 8
NOBODY = (SENTENCE + 1, "none")
FIRST_PERSON = frozenset({"i", "we", "our", "my"})
# So many ways in which a word may stand are remembered with their signals; the usual ones come again and again.
REMEMBERED = 4_096
_SIZES = (8, 15, 25, 40, 60, 100)
_LENGTHS = (40, 100, 200, 400, 800)
_SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
_DENSITY = (1.0, 2.0, 3.0, 4.5, 6.0, 9.0)


def signals(sighting: Sighting) -> list[frozenset[str]]:
    """The signals of each passage of a text."""
    return [p.own | around for p, around in zip(sighting.passages, surroundings(sighting), strict=True)]


def surroundings(sighting: Sighting) -> list[frozenset[str]]:
    """For each passage what kind of text it stands in, and where."""
    total = sighting.words or 1
    share = sum(p.words for p in sighting.passages) / total
    close = sum(p.words for p in sighting.passages if "both" in p.own) / total
    text = {
        f"share {_step(share, _SHARES)}",
        f"close {_step(close, _SHARES)}",
        f"named {_step(100 * sighting.named / total, _DENSITY)}",
        f"text states {min(sighting.states, 6)}",
        f"text words {_step(total, _LENGTHS)}",
        *sighting.topics,
    }
    lead, later = frozenset({*text, "lead"}), frozenset({*text, "later"})
    return [lead if p.line < 2 else later for p in sighting.passages]


def own_signals(line: Line) -> frozenset[str]:
    """The signals of a passage by itself."""
    keys = {(f.sign.kind, f.sign.key) for f in line.found}
    parties = [f for f in line.found if f.sign.kind in PARTIES] or [f for f in line.found if f.sign.kind == "surname"]
    size = len(line.words)
    found: set[str] = {kind for kind, _ in keys}
    found.add(f"parties {min(sum(k in PARTIES for k, _ in keys), 4)}")
    found.add(f"states {min(sum(k == 'state' for k, _ in keys), 3)}")
    found.add(f"words {_step(size, _SIZES)}")
    found.add(f"density {min(40 * len(parties) // size, 4)}")
    found |= {f"says {w}" for w in FIRST_PERSON.intersection(line.words)}
    found.update(_offices(line.found))
    starts = {f.first: f for f in line.found}
    first, there = -1, list[Found]()
    for told in line.triggers:
        if told.first != first:
            first, there = told.first, [f for f in parties if told.first <= f.first < told.end]
        found.update(_near(told, there, line.found))
        for side, name in _beside(told.at, there):
            found |= _placed(side, role(name, told, line.words, starts), told.kinds)
    return frozenset(found)


def _offices(found: Sequence[Found]) -> Iterator[str]:
    """A title beside a state ("the Indian prime minister"), a title beside a name."""
    for left, right in pairwise(found):
        gap = right.first - left.end
        if {left.sign.kind, right.sign.kind} == {"state", "title"} and gap <= 2:
            yield "state's office"
        if left.sign.kind == "title" and right.sign.kind in ("person", "surname") and gap <= 1:
            yield "titled name"


def _near(told: Told, there: Sequence[Found], found: Sequence[Found]) -> frozenset[str]:
    """Where the parties of its sentence stand that it may tell of, for the word and for the kinds of events."""
    at = told.at
    before = _nearest([(at - f.end, f.sign.kind) for f in there if f.end <= at])
    after = _nearest([(f.first - at, f.sign.kind) for f in there if f.first > at])
    around = sum([abs(f.first - at) <= SENTENCE or abs(at - f.end) <= SENTENCE for f in found])
    several = len({f.sign.key for f in there}) > 1
    return _marks(told.lemma, told.kinds, before, after, min(around, 4), bool(there), several)


def _beside(at: int, there: Sequence[Found]) -> Iterator[tuple[str, Found]]:
    """The nearest party of its sentence before a word for a deed and the nearest behind it, where they are near."""
    before = [f for f in there if 0 <= at - f.end <= SENTENCE]
    after = [f for f in there if 0 < f.first - at <= SENTENCE]
    if before:
        yield "left", max(before, key=lambda f: f.end)
    if after:
        yield "right", min(after, key=lambda f: f.first)


@lru_cache(REMEMBERED)
def _placed(side: str, how: str, kinds: Sequence[str]) -> frozenset[str]:
    """How the party on one side stands, for each kind of event."""
    return frozenset([f"{side} {kind} {how}" for kind in kinds])


def _nearest(parties: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """How far the nearest party of a sentence is, and of which kind; what is far is none."""
    found = min(parties, default=NOBODY)
    return found if found[0] <= SENTENCE else NOBODY


@lru_cache(REMEMBERED)
def _marks(
    lemma: str, kinds: Sequence[str], before: tuple[int, str], after: tuple[int, str], around: int, there: bool, several: bool
) -> frozenset[str]:
    """The signals of a word so many words behind the nearest party, and so many before the next."""
    nearest = min(before[0], after[0])
    where = "near" if nearest <= SENTENCE else "far" if there else "apart"
    sides = f"{before[1]} {after[1]}"
    found = {f"{where} {lemma}", f"around {around}", sides}
    found.add(f"distance {0 if nearest <= BESIDE else 1 if nearest <= CLAUSE else 2 if nearest <= SENTENCE else 3}")
    if before[0] <= AROUND and after[0] <= AROUND:
        found |= {"both", f"between {lemma}"}
    shown = [(where, True), (sides, True), ("before", before[0] <= CLAUSE), ("behind", after[0] <= CLAUSE), ("several", several)]
    return frozenset([*found, *(f"{how} {kind}" for how, holds in shown if holds for kind in kinds)])


def _step(value: float, limits: Sequence[float]) -> int:
    return sum(value >= limit for limit in limits)
