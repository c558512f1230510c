"""Texts to measure on: diplomatic articles, and a stream of news of which one article in twenty is diplomatic.

Without ``--bench`` the texts are made up: the examples that ship with the package, varied, and general news put together from the
sentences of ``general.txt``. With it the stream is made of real texts of others (the split that rule writers read): official readouts, and
general and business news. There an article counts as diplomatic if coding it without a gate finds a contact, or three events of actors of
ours or more; these are kept out of the general part, so that one article in twenty is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from communique.cli.demo import demo_articles

PARAGRAPHS = 12
ONE_IN = 20
GENERAL = Path(__file__).with_name("general.txt")


def diplomatic(number: int) -> list[str]:
    """Articles made of the paragraphs of the examples, each in another order."""
    parts = [p for d in demo_articles().values() for p in d.article.text.splitlines()]
    return [_shuffled(parts, n) + f"\n({n})" for n in range(number)]


def mixed(number: int, bench: Path | None) -> list[str]:
    """One diplomatic article in twenty, the others of general news."""
    dealings, others = _real(bench) if bench else (diplomatic(number // ONE_IN + 1), made_up(number))
    one, other = cycle(dealings), cycle(others)
    return [next(one) if n % ONE_IN == ONE_IN // 2 else next(other) for n in range(number)]


def made_up(number: int) -> list[str]:
    """Articles of general news."""
    sentences = [s for s in GENERAL.read_text("utf-8").splitlines() if s.strip() and not s.startswith("#")]
    pairs = [f"{a} {b}" for a, b in zip(sentences[::2], sentences[1::2], strict=False)]
    return [_shuffled(pairs, n) + f"\n({n})" for n in range(number)]


def _shuffled(parts: Sequence[str], n: int) -> str:
    return "\n".join(parts[(n * 7 + k * (1 + n % 5)) % len(parts)] for k in range(PARAGRAPHS))


def _real(bench: Path) -> tuple[list[str], list[str]]:
    """Diplomatic and other articles of the bench."""
    from communique.evaluation.bench import read_gold
    from communique.evaluation.gate_loss import text_of, told
    from communique.evaluation.scorer import Scorer, coded
    from communique.pipeline import default_coder

    scorer = Scorer("stream", "", lambda g, r: None, (), (), text_of=text_of)
    readouts = read_gold(scorer, sorted((bench / "readouts").glob("[aru]*.jsonl")), "dev")
    general = read_gold(scorer, [p for kind in ("zones", "times") for p in sorted((bench / kind).glob("*.jsonl"))], "dev")
    records = coded(scorer, general, default_coder())
    sides: tuple[list[str], list[str]] = ([], [])
    for item in general:
        found = told(records[str(item["id"])])
        sides[not found["contacts"] and len(found["events"]) < 3].append(text_of(item))
    return [*sides[0], *(text_of(r) for r in islice(readouts, 0, None, 7))], sides[1]
