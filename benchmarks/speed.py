"""Speed and memory against bare spaCy and others: same texts, same machine, one run, one table.

    python benchmarks/speed.py [--articles 200] [--stream 400] [--bench BENCH] [--no-peers]

Figures of different machines do not compare; the ratios do. Times are processor times of a process for each contestant, peak memory
is that process's. Ends with 1 where a ratio misses its aim.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from contestants import all_of_spacy, alone, rooms, same_components, with_gate, without_gate
from peers import PEERS, attempt
from streams import diplomatic, mixed

# On diplomatic text our own layers may cost half of what the parser costs, and the whole be no slower than 0.7 times bare spaCy; on a
# stream of news we want to be twenty times as fast as all of spaCy over everything.
OWN, DIPLOMATIC, STREAM = 0.5, 0.7, 20.0
ROOMS = ("gate", "reading", "parse", "actors", "dates", "statements", "events", "writing")


def race(title: str, texts: list[str], runs: Sequence[tuple[str, Callable[..., Any]]]) -> dict[str, float]:
    """Words a processor second of each contestant, printed as they come in."""
    words = sum(len(t.split()) for t in texts)
    print(f"\n{title}: {len(texts)} articles, {words:,} words\n{'':34} {'words/CPU-s':>12} {'articles/s':>11} {'peak MB':>8}", flush=True)
    found = {}
    for name, run in runs:
        took, memory = alone(run, texts)
        found[name] = words / took["cpu"]
        print(f"{name:34} {found[name]:12,.0f} {len(texts) / took['seconds']:11.1f} {memory:8.0f}", flush=True)
    return found


def shares(texts: list[str]) -> None:
    """What each room of a run costs, and its speed."""
    spent: Counter[str] = alone(rooms, texts)[0]
    words, total = sum(len(t.split()) for t in texts), sum(spent[r] for r in ROOMS)
    print(f"\nRooms, of a run over it ({spent['words'] / words:.1%} of the words parsed)")
    print(f"{'':34} {'words/CPU-s':>12} {'seconds':>11} {'share':>8}")
    for room in ROOMS:
        if spent[room]:
            print(f"{room:34} {words / spent[room]:12,.0f} {spent[room]:11.2f} {spent[room] / total:8.1%}")


def beside_others(sides: dict[str, list[str]]) -> None:
    """Our part of the work and others' at it."""
    for task, contestants in PEERS.items():
        texts = sides["mixed" if "stream" in task else "diplomatic"]
        words = sum(len(t.split()) for t in texts)
        print(f"\n{task.capitalize()}\n{'':34} {'words/CPU-s':>12} {'articles/CPU-s':>15}")
        for name, run in contestants:
            took, _ = alone(attempt, run, texts)
            told = took if isinstance(took, str) else f"{words / took['cpu']:12,.0f} {len(texts) / took['cpu']:15,.1f}"
            print(f"{name:34} {told}", flush=True)


def verdict(name: str, value: float, aim: float, *, most: bool = False) -> bool:
    """Print a ratio beside its aim; whether it is met."""
    met = value <= aim if most else value >= aim
    print(f"{name}: {value:.2f} (aim: {'at most' if most else 'at least'} {aim:g}{'' if met else ', missed'})")
    return met


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--stream", type=int, default=400)
    arguments.add_argument("--bench", type=Path, help="Folder of labelled data: the stream is made of its texts.")
    arguments.add_argument("--no-peers", dest="peers", action="store_false")
    options = arguments.parse_args()
    dealings, stream = diplomatic(options.articles), alone(mixed, options.stream, options.bench)[0]
    same = race("Diplomatic text", dealings, (("spaCy, the components we use", same_components), ("Communique", without_gate)))
    shares(dealings)
    news = race(
        f"Mixed stream, {'of real texts' if options.bench else 'made up'}",
        stream,
        (("spaCy, all components", all_of_spacy), ("Communique, with the gate", with_gate), ("Communique, --no-gate", without_gate)),
    )
    shares(stream)
    if options.peers:
        beside_others({"diplomatic": dealings[:40], "mixed": stream[:200]})
    ratio = same["Communique"] / same["spaCy, the components we use"]
    print()
    met = [
        verdict("Diplomatic text, times bare spaCy with the same components", ratio, DIPLOMATIC),
        verdict("All that is not bare spaCy, as a share of it", 1 / ratio - 1, OWN, most=True),
        verdict("Mixed stream, times bare spaCy", news["Communique, with the gate"] / news["spaCy, all components"], STREAM),
    ]
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
