"""The clock's time of ``communique ingest`` beside that of coding alone: what storing adds where other processes code.

    python benchmarks/ingest.py --ledger LARGE [--articles 512] [--rounds 3] [--workers 1]

LARGE is a ledger that ``python benchmarks/ledger.py --articles 100000 --ledger LARGE`` made; articles are added to it, so give a copy.
In turns, the same texts are coded by ``--workers`` processes and let go, and coded and stored; which comes first changes from round
to round. What is coded are texts of the examples, as ``ledger.py`` codes them; what is stored in their place are its made-up records,
ten events each, which meet in a large ledger what reports of an archive meet. The clock starts when the first record is there, so that
loading the parser is left out, and stops when the last is stored for good.

"Waits" is the share of the time in which a coding process has nothing to do, first where records are let go and then where they are
stored. On a machine with other work it tells more than the clock does: there storing takes its time from that of coding. The
processor's time is that of the storing process alone, in milliseconds an article, less what it takes to receive a record and let it
go; the load is that of the machine in the minute before.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec
from ledger import Coding, records

from communique.cli.coders import Coders
from communique.cli.coding_work import Coded
from communique.ledger import Filed, ingest, open_ledger
from communique.model import Document, Problem, Record

LIMIT = 0.05
SECONDS = 60.0
WAITED = "waited"


class MadeUp:
    """Codes a text, and gives the record that its document brought along."""

    def __init__(self) -> None:
        from communique.pipeline import default_coder

        self._coder = default_coder()
        self.engine = self._coder.engine
        self._since = 0.0

    def code(self, document: Document) -> Record:
        """One document."""
        return next(self.code_many((document,)))

    def code_many(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Many."""
        given, waited = tuple(documents), time.perf_counter() - self._since if self._since else 0.0
        coded = list(self._coder.code_many(given))
        assert len(coded) == len(given)
        made = [msgspec.json.decode(d.source or "", type=Record) for d in given]
        made[0] = msgspec.structs.replace(made[0], problems=(Problem(WAITED, str(waited)),))
        self._since = time.perf_counter()
        return iter(made)


class Took(NamedTuple):
    """Milliseconds an article: of the clock, of this process's processor, and of a coding process's waiting."""

    clock: float
    processor: float
    waited: float


class Watch:
    """Records on their way, and the time from the first of them on."""

    def __init__(self, coded: Iterator[Coded], workers: int) -> None:
        self._coded, self._workers, self.waited, self._many = coded, workers, 0.0, 0
        self._start = self._own = 0.0

    def __iter__(self) -> Iterator[Filed]:
        """What is to be stored."""
        for one in self._coded:
            if not self._many:
                self._start, self._own = time.perf_counter(), time.process_time()
            self._many += 1
            assert isinstance(one.result, Record)
            self.waited += sum(float(p.message) for p in one.result.problems if p.code == WAITED)
            yield Filed(one.result, None, one.ready)

    def took(self) -> Took:
        """Since the first record."""
        spans = time.perf_counter() - self._start, time.process_time() - self._own, self.waited / max(self._workers, 1)
        return Took(*(1000 * span / self._many for span in spans))


def documents(articles: int, first: int, texts: list[Document]) -> list[Document]:
    """Texts to be coded, each with the record that is stored for it."""
    made = records(articles, 10, seed=1 + first, first=first)
    return [msgspec.structs.replace(texts[n % len(texts)], source=r.to_json().decode()) for n, r in enumerate(made)]


def coding(given: list[Document], workers: int) -> Took:
    """Coded and let go."""
    with Coders(workers, SECONDS, "ingest:MadeUp") as coders:
        watch = Watch(coders.coded(given), workers)
        for _ in watch:
            pass
        return watch.took()


def storing(given: list[Document], workers: int, path: Path) -> Took:
    """Coded and stored."""
    with open_ledger(path) as ledger, Coders(workers, SECONDS, "ingest:MadeUp") as coders:
        watch = Watch(coders.coded(given), workers)
        outcomes = {done.outcome for done in ingest(ledger, watch)}
        assert outcomes == {"new"}
        return watch.took()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ledger", type=Path, required=True, help="A copy of a large ledger: articles are added to it.")
    arguments.add_argument("--articles", type=int, default=512)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--workers", type=int, default=1, help="Processes that code; 0: the one that stores.")
    given = arguments.parse_args()
    with open_ledger(given.ledger) as ledger:
        there = ledger.db.execute("SELECT count(*) FROM article").fetchone()[0]
    texts = Coding().documents
    print(f"{there:,} articles; {given.workers} coding")
    print(f"{'load':>5} {'coding':>8} {'ingest':>8} {'storing adds':>12} {'waits':>6} {'then':>6} {'of processor':>12}")
    shares = []
    for number in range(given.rounds):
        batch = documents(given.articles, there + number * given.articles, texts)
        load = os.getloadavg()[0]
        if number % 2:
            alone = coding(batch, given.workers)
            both = storing(batch, given.workers, given.ledger)
        else:
            both = storing(batch, given.workers, given.ledger)
            alone = coding(batch, given.workers)
        shares.append(both.clock / alone.clock - 1)
        waits = f"{alone.waited / alone.clock:6.1%} {both.waited / both.clock:6.1%}"
        own = both.processor - alone.processor
        print(f"{load:5.1f} {alone.clock:8.1f} {both.clock:8.1f} {shares[-1]:12.1%} {waits} {own:12.2f}", flush=True)
    print(f"Storing adds {median(shares):.1%} to the clock's time of coding, the median of {given.rounds} rounds (limit {LIMIT:.0%}).")
    return int(median(shares) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
