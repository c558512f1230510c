"""Trains the weights that sift attributions: labelled articles in, ``resources/quotes/weights.json`` out.

    python evaluation/train_attribution.py ARTICLES.jsonl [--out FILE]

ARTICLES hold ``{"id", "text", "gold": [{"speaker", "cue", "quote"}]}`` as ``src/communique/evaluation/attribution.py`` reads them.
Candidates of the rules are labelled by that scorer's definition (content overlaps by half both ways, sources overlap); logistic
regression by Newton's method with an L2 penalty; the threshold is the one that gives the best F1 across five folds, counting as lost
also what has no candidate, smoothed over its neighbours; of thresholds that fare alike the strictest, which errs less.
No randomness: the same files give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from communique.knowledge.cues import load_cues
from communique.model import Article, Document, Span, Zone
from communique.parse import PARSERS, Parser, parse_many
from communique.statements.attribution import Attribution
from communique.statements.finding import attributions
from communique.statements.quotation import find_quotations
from communique.statements.quoted import Quotations
from communique.statements.rehanging import rehung
from communique.statements.sifting import outside_speech, surroundings
from communique.statements.weighing import signs

FEWEST = 4
PENALTY = 6.0
FOLDS = 5
DIGITS = 3
# Thresholds whose F1 differs by less fare alike.
SLACK = 0.003
Floats = npt.NDArray[np.float64]


class Example(msgspec.Struct, frozen=True):
    """A candidate's signs, whether it is an attribution, and the fold of its article."""

    signs: tuple[str, ...]
    right: bool
    fold: int


def examples(rows: list[dict[str, object]], parser: Parser) -> Iterator[Example]:
    """The labelled candidates of all articles."""
    knowledge = load_cues()
    documents = [_document(str(r["id"]), str(r["text"])) for r in rows]
    for row, document, read in zip(rows, documents, parse_many(documents, parser), strict=True):
        parse = rehung(read, knowledge)
        quotations = Quotations(document.article.text, find_quotations(document))
        found = outside_speech(attributions(document, parse, quotations, knowledge), quotations)
        right = labels(found, row["gold"])  # type: ignore[arg-type]
        fold = int(hashlib.sha256(document.article.id.encode()).hexdigest(), 16) % FOLDS
        for number, (one, around) in enumerate(zip(found, surroundings(found, quotations), strict=True)):
            yield Example(signs(one, parse.sentences[one.sentence], around), number in right, fold)


def labels(found: tuple[Attribution, ...], gold: Iterable[dict[str, dict[str, list[list[int]]] | None]]) -> frozenset[int]:
    """Numbers of the candidates that answer a gold attribution with the right source."""
    right, used = set(), set()
    for wanted in gold:
        quote, speaker = wanted["quote"], wanted.get("speaker")
        best = (0, -1)
        for number, one in enumerate(found):
            shared = _shared(quote["spans"], one.content) if quote and number not in used else 0
            size = sum(b - a for a, b in quote["spans"]) if quote else 0
            if 2 * shared >= max(size, one.content.end - one.content.start) and shared > best[0]:
                best = (shared, number)
        if best[1] >= 0:
            used.add(best[1])
            source = found[best[1]].source
            if (source is None and not speaker) or (source and speaker and _shared(speaker["spans"], source)):
                right.add(best[1])
    return frozenset(right)


def _shared(spans: list[list[int]], other: Span) -> int:
    return sum(max(0, min(b, other.end) - max(a, other.start)) for a, b in spans)


def _document(name: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(Article(name, None, None, None, None, "en", digest, text), (Zone("body", 0, len(text)),))


def fit(listed: list[Example], penalty: float) -> dict[str, float]:
    """Weights of all signs seen often enough."""
    counts = Counter(s for e in listed for s in e.signs)
    names = sorted(s for s, n in counts.items() if n >= FEWEST)
    place = {s: n for n, s in enumerate(names)}
    x = np.zeros((len(listed), len(names)))
    for row, example in enumerate(listed):
        x[row, [place[s] for s in example.signs if s in place]] = 1.0
    weights = _newton(x, np.array([e.right for e in listed], dtype=float), penalty)
    return {s: round(float(w), DIGITS) for s, w in zip(names, weights, strict=True) if abs(w) >= 10**-DIGITS}


def _newton(x: Floats, y: Floats, penalty: float) -> Floats:
    weights = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x.T * (p * (1 - p))) @ x + penalty * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _scores(listed: list[Example], weights: dict[str, float]) -> list[float]:
    return [float(1 / (1 + np.exp(-sum(weights.get(s, 0.0) for s in e.signs)))) for e in listed]


def across_folds(listed: list[Example], penalty: float, wanted: int) -> tuple[float, float]:
    """The threshold with the best F1 against ``wanted`` attributions, and that F1."""
    pairs: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = [e for e in listed if e.fold == fold]
        weights = fit([e for e in listed if e.fold != fold], penalty)
        pairs += zip(_scores(held, weights), (e.right for e in held), strict=True)
    found = [_f1(pairs, t / 100, wanted) for t in range(10, 66)]
    smooth = {n + 10: sum(found[n - 5 : n + 6]) / 11 for n in range(5, len(found) - 5)}
    best = max(smooth.values())
    return next((-t, best) for t in sorted(smooth, reverse=True) if smooth[t] >= best - SLACK)


def _f1(pairs: list[tuple[float, bool]], threshold: float, wanted: int) -> float:
    kept = [right for p, right in pairs if p >= threshold]
    return 2 * sum(kept) / max(1, len(kept) + wanted)


def main(parser: Parser | None = None) -> None:
    """Read the arguments, train, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("src/communique/resources/quotes/weights.json"))
    arguments.add_argument("--penalty", type=float, default=PENALTY)
    given = arguments.parse_args()
    rows = [json.loads(line) for line in given.articles.read_text("utf-8").splitlines()]
    listed = list(examples(rows, parser or PARSERS["spacy"]()))
    negative, score = across_folds(listed, given.penalty, sum(len(r["gold"]) for r in rows))
    weights = fit(listed, given.penalty)
    given.out.write_text(json.dumps({"threshold": -negative / 100, "weights": weights}, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(listed)} candidates, {len(weights)} weights, threshold {-negative / 100}, F1 across folds {score:.3f}")


if __name__ == "__main__":
    main()
