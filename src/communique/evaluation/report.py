"""Results as text: tables a person reads in a terminal, or Markdown for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from communique.evaluation.result import Change, Result, Row
from communique.evaluation.tally import Estimate


def told(result: Result, *, misses: int = 0) -> Iterator[str]:
    """The lines of a table: all items, then sources and classes, then calibration, then misses."""
    lost = f", {result.without_record} without a record" if result.without_record else ""
    yield f"{result.name} ({result.split}): {result.items} items{lost}"
    for row in result.rows:
        yield from _row(row)
    if result.calibration:
        yield "  calibration: confidence → share right"
        yield from (f"    {b.low:.1f}–{b.high:.1f}  {b.precision:6.3f}  of {b.count}" for b in result.calibration)
    yield from _misses(result, misses)


def _row(row: Row) -> Iterator[str]:
    if row.group == "all":
        yield from (f"  {name:26} {shown(e)}" for name, e in row.estimates.items())
        return
    values = "   ".join(f"{name} {e.value:.3f} [{e.low:.2f}–{e.high:.2f}] of {e.size}" for name, e in row.estimates.items())
    yield f"  {row.group} {row.name:24} {values}"


def shown(estimate: Estimate) -> str:
    """``0.912 [0.880–0.940] of 1931``."""
    return f"{estimate.value:.3f} [{estimate.low:.3f}–{estimate.high:.3f}] of {estimate.size}"


def _misses(result: Result, most: int) -> Iterator[str]:
    kinds = Counter(m.kind for m in result.misses)
    if kinds:
        yield "  misses: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    yield from (f"    {m.item}  {m.kind}: {m.detail}" for m in result.misses[:most])


def compared(changes: Sequence[Change]) -> Iterator[str]:
    """What changed since a saved run; ``!`` marks changes larger than the interval."""
    if not changes:
        yield "no number changed"
    for c in changes:
        word = "better" if c.better else "WORSE"
        yield f"{c.name} {c.row} {c.measure}: {c.before:.3f} → {c.after:.3f} {word}{' !' if c.clear else ''}"


def markdown(results: Iterable[Result], before: Sequence[Result] = ()) -> Iterator[str]:
    """A Markdown table: set, split, measure, before, now with its interval, cases."""
    old = {(r.name, r.split): r for r in before}
    yield "| set | split | measure | before | now | 95 % interval | cases |"
    yield "|---|---|---|---|---|---|---|"
    for result in results:
        then = old.get((result.name, result.split))
        for name, e in result.rows[0].estimates.items():
            past = then.value(name) if then else None
            was = f"{past.value:.3f}" if past else "–"
            yield f"| {result.name} | {result.split} | {name} | {was} | {e.value:.3f} | {e.low:.3f}–{e.high:.3f} | {e.size} |"
