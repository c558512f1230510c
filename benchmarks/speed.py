"""Speed and memory of the whole pipeline against bare spaCy: same components, same texts, one run.

    python benchmarks/speed.py [--articles 200]

The texts are the examples that ship with the package, varied so that no two are alike. Figures of different machines do not
compare; the ratios do. Processor time is that of this process, and peak memory is measured in a process for each contestant.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from communique.cli.demo import demo_articles
from communique.model import Document
from communique.reading import document_from_text

# Our own layers may cost at most this share of what the parser costs.
LIMIT = 0.5


def texts(number: int) -> list[str]:
    """Articles made of the paragraphs of the examples, each in another order."""
    paragraphs = [p for d in demo_articles().values() for p in d.article.text.splitlines()]
    size = 12
    return ["\n".join(paragraphs[(n * 7 + k * (1 + n % 5)) % len(paragraphs)] for k in range(size)) + f"\n({n})" for n in range(number)]


def documents(number: int) -> Iterator[Document]:
    return (document_from_text(t, published="2024-05-15") for t in texts(number))


def bare_spacy(number: int) -> dict[str, float]:
    """What the parser alone costs: the same paragraphs through the same model, and nothing done with them."""
    from communique.parse.paragraphs import paragraphs
    from communique.parse.spacy_parser import BATCH, SpacyParser

    nlp = SpacyParser()._nlp
    cuts = [d.article.text[s.start : s.end] for d in documents(number) for s in paragraphs(d)]
    list(nlp.pipe(cuts[:50], batch_size=BATCH))
    with measured() as took:
        for _ in nlp.pipe(cuts, batch_size=BATCH):
            pass
    return took


def whole_pipeline(number: int) -> dict[str, float]:
    """From text in memory to the record's bytes."""
    from communique.pipeline import default_coder

    coder = default_coder()
    for record in coder.code_many(islice(documents(10), 10)):
        record.to_json()
    with measured() as took:
        for record in coder.code_many(documents(number)):
            record.to_json()
    return took


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    took: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took["seconds"], took["cpu"] = time.perf_counter() - wall, time.process_time() - cpu


def stages(number: int) -> Counter[str]:
    """Processor seconds of each room, by timing what the pipeline calls."""
    from communique import pipeline, reading

    spent: Counter[str] = Counter()

    def timed(room: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return call(*args, **options)
            finally:
                spent[room] += time.process_time() - start

        return run

    def timed_each(*args: Any) -> Iterator[Any]:
        items, step = iter(parse_many(*args)), timed("parse", lambda i: next(i, None))
        while (item := step(items)) is not None:
            yield item

    parse_many = pipeline.parse_many
    pipeline.parse_many = timed_each  # type: ignore[assignment]
    for room, name in (("actors", "find_cast"), ("dates", "find_times"), ("statements", "find_statements"), ("events", "code_events")):
        setattr(pipeline, name, timed(room, getattr(pipeline, name)))
    read = timed("reading", reading.document_from_text)
    write = timed("writing", lambda r: r.to_json())
    for record in pipeline.default_coder().code_many(read(t, published="2024-05-15") for t in texts(number)):
        write(record)
    return spent


def alone(run: Callable[[int], Any], number: int) -> Any:
    """Run in a fresh process; with its peak memory in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_with_memory, (run, number))


def _with_memory(run: Callable[[int], Any], number: int) -> tuple[Any, float]:
    found = run(number)
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=200)
    number: int = arguments.parse_args().articles
    words = sum(len(t.split()) for t in texts(number))
    print(f"{number} articles, {words:,} words\n")
    print(f"{'':16} {'articles/s':>10} {'words/CPU-s':>12} {'peak MB':>8}")
    cost: dict[str, float] = {}
    for name, run in (("bare spaCy", bare_spacy), ("Communique", whole_pipeline)):
        took, memory = alone(run, number)
        cost[name] = took["cpu"]
        print(f"{name:16} {number / took['seconds']:10.1f} {words / took['cpu']:12,.0f} {memory:8.0f}")
    spent, _ = alone(stages, number)
    total = sum(spent.values())
    print("\n" + "\n".join(f"{room:12} {seconds:7.2f} s {seconds / total:6.1%}" for room, seconds in spent.most_common()))
    own = cost["Communique"] / cost["bare spaCy"] - 1
    print(f"\nEverything that is not bare spaCy costs {own:.0%} of it (limit {LIMIT:.0%}).")
    return int(own > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
