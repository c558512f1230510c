"""Lines of a copied web page: which are the article, which are not."""

from __future__ import annotations

from collections.abc import Sequence

from communique.evaluation.names import Json
from communique.evaluation.tally import Judged, Measure, Miss, f1, share

MEASURES: tuple[Measure, ...] = (
    f1("dropped_f1", "hit", "predicted", "gold"),
    share("dropped_precision", "hit", "predicted"),
    share("dropped_recall", "hit", "gold"),
    share("article_words_kept", "words_kept", "words"),
    share("line_accuracy", "right", "lines"),
)
CLASS_MEASURES: tuple[Measure, ...] = ()

Ends = tuple[int, int]


def text_of(gold: Json) -> str:
    """The page as it is given to the reader: its lines joined."""
    return "\n".join(gold["lines"])


def judge(gold: Json, record: Json) -> Judged:
    """One page. A line counts as kept when body zones cover more than half of its characters."""
    body = [(z["start"], z["end"]) for z in record.get("zones", ()) if z["kind"] == "body"]
    keeps = [bool(k) for k in gold["keep"]]
    kept = [_mostly_in(ends, body) for ends in _lines(gold["lines"])]
    counts = _counts(gold["lines"], keeps, kept)
    misses = tuple(
        Miss(gold["id"], "article dropped" if want else "rest kept", line[:160])
        for line, want, got in zip(gold["lines"], keeps, kept, strict=True)
        if want != got and line.strip()
    )
    return Judged(gold["id"], "zones", counts, {}, misses)


def _lines(lines: Sequence[str]) -> list[Ends]:
    found, at = [], 0
    for line in lines:
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _mostly_in(ends: Ends, body: Sequence[Ends]) -> bool:
    covered = sum(max(0, min(ends[1], b) - max(ends[0], a)) for a, b in body)
    return 2 * covered > ends[1] - ends[0]


def _counts(lines: Sequence[str], keeps: list[bool], kept: list[bool]) -> dict[str, float]:
    three = [(len(line.split()), want, got) for line, want, got in zip(lines, keeps, kept, strict=True) if line.strip()]
    return {
        "lines": float(len(three)),
        "right": float(sum(want == got for _, want, got in three)),
        "gold": float(sum(not want for _, want, _ in three)),
        "predicted": float(sum(not got for _, _, got in three)),
        "hit": float(sum(not want and not got for _, want, got in three)),
        "words": float(sum(n for n, want, _ in three if want)),
        "words_kept": float(sum(n for n, want, got in three if want and got)),
    }
