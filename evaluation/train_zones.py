"""Trains the line model of zones: labelled pages in, ``resources/zones/weights.json`` out.

    python evaluation/train_zones.py PAGES.jsonl [CLEAN.jsonl …] [--own FILE] [--out FILE]

Pages of our own in ``evaluation/pages/own.txt`` (see its head), of other manners than the labelled ones, are learned from
besides. PAGES hold ``{"lines": […], "keep": […]}``. CLEAN files hold ``{"text": …}``: whole texts without furniture, every line of
which is kept; menus and appeals taken from PAGES are put around some of them, so that short lines of readouts stay body on
furnished pages too. Logistic regression by Newton's method with an L2 penalty; the second stage is trained on verdicts
of the first made across five folds. No randomness: the same files give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from communique.knowledge.zones import load_zones
from communique.reading.line_model import contexts, probability
from communique.reading.lines import Line, cut_lines, features
from communique.reading.zones import kinds_of

RULES = msgspec.structs.replace(load_zones(), weights=())
PENALTY = (1.0, 1.0)
FOLDS = 5
# Signs and features seen fewer times than this have no weight.
FEWEST = 5
CLEAN_WEIGHT = 0.3
# Their share of short lines that are article is higher than that of the pages people copy.
OWN_WEIGHT = 1.0
OWN = Path(__file__).parent / "pages" / "own.txt"


class Page(msgspec.Struct, frozen=True):
    """A page to learn from: its lines, which of them are article, and how much each counts."""

    id: str
    lines: tuple[Line, ...]
    keep: tuple[bool, ...]
    weight: float

    @property
    def fold(self) -> int:
        """Which fold the page is in, by its id."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % FOLDS


def labelled_pages(path: Path) -> Iterator[Page]:
    """The pages of a labelled file."""
    for row in _rows(path):
        pairs = [(line, keep) for line, keep in zip(row["lines"], row["keep"], strict=True) if line.strip()]
        yield _page(row["id"], [line for line, _ in pairs], [bool(keep) for _, keep in pairs], 1.0)


def own_pages(path: Path) -> Iterator[Page]:
    """The pages of our own: lines that begin with ``+`` are article."""
    for number, block in enumerate(path.read_text("utf-8").split("\n=== ")[1:]):
        name, *lines = [line for line in block.split("\n") if line]
        yield _page(f"own-{number}-{name}", [line[1:] for line in lines], [line[0] == "+" for line in lines], OWN_WEIGHT)


def clean_pages(path: Path, furniture: Sequence[Page]) -> Iterator[Page]:
    """Every fourth text of a file between the dropped first and last lines of a labelled page."""
    for number, row in enumerate(_rows(path)):
        if number % 4:
            continue
        page = furniture[number // 4 % len(furniture)]
        kept = [i for i, keep in enumerate(page.keep) if keep] or [0]
        head, tail = page.lines[: kept[0]], page.lines[kept[-1] + 1 :]
        # Some people copy from the first sentence on, some stop at the last.
        head, tail, inner = ((head, tail, ()), ((), tail, ()), (head, (), ()), (head, tail[6:], tail[:6]))[number // 4 % 4]
        body = [line for line in row["text"].split("\n") if line.strip()]
        middle = len(body) // 2
        parts = ((head, False), (body[:middle], True), (inner, False), (body[middle:], True), (tail, False))
        lines = [line if isinstance(line, str) else line.text for part, _ in parts for line in part]
        yield _page(page.id, lines, [kept for part, kept in parts for _ in part], CLEAN_WEIGHT)


def _rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _page(page_id: str, lines: Sequence[str], keep: Sequence[bool], weight: float) -> Page:
    cut = cut_lines("\n".join(lines), RULES)
    assert len(cut) == len(keep), page_id
    return Page(page_id, cut, tuple(keep), weight)


def train(pages: Sequence[Page]) -> list[dict[str, float]]:
    """The weights of both stages."""
    tables = [features(p.lines) for p in pages]
    first = fit(tables, pages, PENALTY[0])
    crossed = _crossed(pages, tables)
    seconds = [_joined(p, table, verdicts) for p, table, verdicts in zip(pages, tables, crossed, strict=True)]
    return [first, fit(seconds, pages, PENALTY[1])]


def _crossed(pages: Sequence[Page], tables: Sequence[list[dict[str, float]]]) -> list[list[float]]:
    """First-stage verdicts on each page by weights that have not seen it."""
    verdicts: list[list[float]] = [[] for _ in pages]
    for fold in range(FOLDS):
        seen = [i for i, p in enumerate(pages) if p.fold != fold]
        weights = fit([tables[i] for i in seen], [pages[i] for i in seen], PENALTY[0])
        for i, page in enumerate(pages):
            if page.fold == fold:
                verdicts[i] = [probability(f, weights) for f in tables[i]]
    return verdicts


def _joined(page: Page, table: list[dict[str, float]], verdicts: list[float]) -> list[dict[str, float]]:
    return [{**own, **context} for own, context in zip(table, contexts(page.lines, verdicts), strict=True)]


def fit(tables: Sequence[list[dict[str, float]]], pages: Sequence[Page], penalty: float) -> dict[str, float]:
    """Weights by iteratively reweighted least squares."""
    counts: dict[str, int] = {}
    for found in (f for table in tables for f in table):
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, c in counts.items() if c >= FEWEST)
    column = {n: j for j, n in enumerate(names)}
    x = np.zeros((sum(map(len, tables)), len(names)))
    for i, found in enumerate(f for table in tables for f in table):
        for name, value in found.items():
            if name in column:
                x[i, column[name]] = value
    y = np.array([k for p in pages for k in p.keep], dtype=float)
    weight = np.array([p.weight for p in pages for _ in p.keep])
    solved = _newton(x, y, weight, penalty)
    return {n: round(float(w), 4) for n, w in zip(names, solved, strict=True) if abs(w) >= 0.0005}


def _newton(x: np.ndarray, y: np.ndarray, weight: np.ndarray, penalty: float) -> np.ndarray:
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + penalty * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def cross_validated(pages: Sequence[Page]) -> str:
    """F1 of dropped lines and the share of article words kept, on the labelled pages, five-fold."""
    right = wrong = missed = 0
    words = saved = 0
    for fold in range(FOLDS):
        rules = msgspec.structs.replace(RULES, weights=tuple(train([p for p in pages if p.fold != fold])))
        for page in (p for p in pages if p.fold == fold and p.weight == 1.0):
            for line, keep, kind in zip(page.lines, page.keep, kinds_of(page.lines, rules), strict=True):
                body = kind == "body"
                right, wrong, missed = right + (not keep and not body), wrong + (keep and not body), missed + (not keep and body)
                words, saved = words + line.words * keep, saved + line.words * (keep and body)
    precision, recall = right / (right + wrong), right / (right + missed)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f} words kept {saved / words:.4f}"


def _main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("clean", type=Path, nargs="*")
    parser.add_argument("--own", type=Path, default=OWN)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", action="store_true", help="five-fold cross-validation first")
    given = parser.parse_args(arguments if arguments is None else list(arguments))
    pages = list(labelled_pages(given.pages))
    pages += [page for path in given.clean for page in clean_pages(path, pages[:])]
    pages += own_pages(given.own)
    if given.check:
        print("five-fold:", cross_validated(pages))
    if given.out:
        plain = {"made_by": "evaluation/train_zones.py", "stages": train(pages)}
        given.out.write_text(json.dumps(plain, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _main()
