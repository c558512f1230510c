"""Trains the gate's model: texts of the bench coded without a gate in, ``resources/gate/weights.json`` out.

    python evaluation/train_gate.py --bench BENCH [--news NEWS.jsonl] [--records RECORDS.jsonl] [--strong -0.9] [--weak -1.9] [--out FILE]

A passage is to pass if the rules find a contact in it, or an event of an actor of ours. Only the split that rule writers read is learned
from, and, with ``--news``, records of news of one's own, coded without a gate: what it learns of a hundred texts, it knows of no others.
Records (JSONL of ``communique evaluate gate --inputs`` and ``communique read``) save coding the texts again. Logistic regression with
an L2 penalty by Newton's method. No randomness: the same texts and rules give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from communique.evaluation.bench import read_gold, read_records
from communique.evaluation.gate_loss import document_of, text_of, told
from communique.evaluation.names import Json
from communique.evaluation.scorer import Scorer, coded
from communique.gate.search import Search
from communique.gate.signals import surroundings
from communique.knowledge.actors import load_actors
from communique.knowledge.events import load_events
from communique.parse.paragraphs import paragraphs

Numbers = npt.NDArray[np.float64]
FILES = ("readouts", "attribution", "times", "zones", "plover")
GENERAL = ("zones", "times")
# Strong, since passages of general news that hold something are few.
PENALTY = 10.0
ROUNDS = 30
# Each of Newton's steps is looked for until so little of the slope is left, and no longer; it ends at so small a slope.
MOST_GRADIENTS = 60
CLOSE = 1e-2
FLAT = 1e-3
# Signals seen fewer times than this have no weight.
FEWEST = 6
# A contact counts as so many events; a passage of the bench's general news that holds nothing, as so many others.
CONTACT = 10.0
NOTHING = 8.0
# What a passage put into a strange text counts of its own weight, and an example of the rules.
STRANGE, EXAMPLE = 0.5, 0.2


class Case(msgspec.Struct, frozen=True):
    """A passage: its signals and those of where it stands, the contacts in it, whether it is to pass, and how much it counts."""

    own: frozenset[str]
    around: frozenset[str]
    contacts: int
    passes: bool
    weight: float

    @property
    def signals(self) -> frozenset[str]:
        """All of them."""
        return self.own | self.around


def records_of(kind: str, bench: Path, saved: dict[str, Json]) -> Iterator[Json]:
    """The records of a folder's texts of the split that is read."""
    scorer = Scorer(kind, "", lambda g, r: None, (), (), text_of=text_of)  # type: ignore[arg-type,return-value]
    gold = read_gold(scorer, sorted((bench / kind).glob("*.jsonl")), "dev")
    if not saved:
        from communique.pipeline import default_coder

        saved = coded(scorer, gold, default_coder())
    yield from (saved[str(g["id"])] for g in gold)


def cases(records: Iterable[Json], search: Search, general: bool) -> Iterator[Case]:
    """The passages of texts."""
    for record in records:
        document = document_of(record)
        cuts = tuple(paragraphs(document))
        sighting = search.look([document.article.text[s.start : s.end] for s in cuts])
        if sighting is None:
            continue
        found = told(record)
        for passage, around in zip(sighting.passages, surroundings(sighting), strict=True):
            span = cuts[passage.line]
            contacts, events = (sum(span.start <= at < span.end for at, _ in found[kind]) for kind in ("contacts", "events"))
            worth = 1 + CONTACT * contacts + events if contacts or events else NOTHING if general else 1.0
            yield Case(passage.own, around, contacts, bool(contacts or events), worth)


def strangers(general: Sequence[Case], others: Sequence[Case]) -> Iterator[Case]:
    """Passages that tell of contacts, as if they stood in texts of general news: a report of something else may mention one."""
    places = [c.around for c in general if "later" in c.around]
    for number, case in enumerate(c for c in others if c.contacts):
        yield msgspec.structs.replace(case, around=places[number % len(places)], weight=STRANGE * case.weight)


def examples(general: Sequence[Case], search: Search) -> Iterator[Case]:
    """The sentences that the rules are to match, and not to, as if they stood in general news: of many words nothing else is known."""
    from communique.pipeline import default_coder
    from communique.reading import document_from_text

    frames = load_events().frames
    texts = sorted({e.text for f in frames for e in f.words.values()} | {text for f in frames for text in f.refuted})
    coder = default_coder()
    coded_ones = (r.to_dict() for r in coder.code_many(document_from_text(t) for t in texts))
    places = [c.around for c in general if "later" in c.around]
    for number, case in enumerate(cases(coded_ones, search, general=False)):
        yield msgspec.structs.replace(case, around=places[number % len(places)], weight=EXAMPLE)


def train(listed: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """Bias and weights."""
    seen = Counter(s for case in listed for s in case.signals)
    kept = sorted(s for s, n in seen.items() if n >= FEWEST)
    table = Table([case.signals for case in listed], kept)
    wanted, weight = np.array([c.passes for c in listed], float), np.array([c.weight for c in listed])
    penalty = np.full(len(kept) + 1, PENALTY)
    penalty[-1] = 1e-6
    found = np.zeros(len(kept) + 1)
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(table.sums(found), -30, 30)))
        slope = table.gathered((wanted - likely) * weight) - penalty * found
        if float(np.abs(slope).max()) < FLAT:
            break
        found = found + _step(table, likely * (1 - likely) * weight, penalty, slope)
    return round(float(found[-1]), 3), {s: w for n, s in enumerate(kept) if (w := round(float(found[n]), 3))}


class Table:
    """Which signals each passage has, as their columns; the last column is the bias. Few of thousands are there: no matrix is made."""

    def __init__(self, passages: Sequence[frozenset[str]], kept: Sequence[str]) -> None:
        """Signals that are not ``kept`` are left out."""
        column = {s: n for n, s in enumerate(kept)}
        rows = [[len(kept), *sorted(column[s] for s in found if s in column)] for found in passages]
        self._rows, self._size = np.repeat(np.arange(len(rows)), [len(row) for row in rows]), len(kept) + 1
        self._columns = np.array([n for row in rows for n in row])
        self._passages = len(rows)

    def sums(self, weights: Numbers) -> Numbers:
        """The sum of the weights of each passage's signals."""
        return np.asarray(np.bincount(self._rows, weights[self._columns], self._passages), float)

    def gathered(self, values: Numbers) -> Numbers:
        """For each signal the sum of the values of the passages that have it."""
        return np.asarray(np.bincount(self._columns, values[self._rows], self._size), float)


def _step(table: Table, curve: Numbers, penalty: Numbers, slope: Numbers) -> Numbers:
    """Newton's step, by conjugate gradients."""
    scale = table.gathered(curve) + penalty
    found, rest = np.zeros_like(slope), slope
    along = better = rest / scale
    for _ in range(MOST_GRADIENTS):
        if float(np.abs(rest).max()) < CLOSE * float(np.abs(slope).max()):
            break
        bent = table.gathered(curve * table.sums(along)) + penalty * along
        length = (rest @ better) / (along @ bent)
        left = rest - length * bent
        found, best = found + length * along, left / scale
        along = best + (left @ best) / (rest @ better) * along
        rest, better = left, best
    return found


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--news", type=Path, action="append", default=[])
    parser.add_argument("--strong", type=float, default=-0.9)
    parser.add_argument("--weak", type=float, default=-1.9)
    parser.add_argument("--out", type=Path, default=Path("src/communique/resources/gate/weights.json"))
    options = parser.parse_args()
    saved = read_records(options.records) if options.records else {}
    search = Search(load_actors(), load_events())
    by_kind = {kind: list(cases(records_of(kind, options.bench, saved), search, kind in GENERAL)) for kind in FILES}
    listed = [c for kind in FILES for c in by_kind[kind]]
    news = [c for path in options.news for c in cases(read_records(path).values(), search, general=False)]
    general = [*(c for kind in GENERAL for c in by_kind[kind]), *news]
    bias, weights = train([*listed, *news, *strangers(general, listed), *examples(general, search)])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    made = {"strong": options.strong, "weak": options.weak, "bias": bias, "signals": weights}
    options.out.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")
    learned = [*listed, *news]
    print(f"{len(learned)} passages, {sum(c.passes for c in learned)} of which hold something; {len(weights)} weights in {options.out}")


if __name__ == "__main__":
    main()
