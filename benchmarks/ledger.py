"""What storing costs: synthetic records into a ledger, against what coding an article costs.

    python benchmarks/ledger.py [--articles 20000] [--events 10] [--ledger FILE] [--ask]
    python benchmarks/ledger.py --articles 2000 --ledger LARGE       # what so many more cost in a large one

Records are made of a seed: a cast of states and persons drawn as in life (few in most of the news), ten events an article over five
years, every fifth article a copy of an earlier one, and texts of the length of a report. The table shows the cost a document as the
ledger grows, and what of it goes into finding the happenings ("placing"), in processor time: other programs disturb it least. What
coding costs is measured beside it at each step, on as many words: what else the machine does then slows both. At the end the texts
that were coded are stored too. With ``--ledger`` the file is kept; ``--ask`` then measures the answers, the first of a process and the
best of five.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from communique.ledger import Ledger, ingest, open_ledger
from communique.model import Actor, Article, Engine, Event, EventType, Evidence, Medium, Record, Span, Statement, TextSpan, When, Zone, edtf

# The share of what coding costs that storing may cost, and how many milliseconds an answer may take.
LIMIT, ANSWER_MS = 0.05, 100
CODED = 100
STATES, PERSONS, VOCABULARY, WORDS = 190, 2_000, 20_000, 400
STEPS, ROUNDS = 10, 6
TYPES: tuple[EventType, ...] = ("CONSULT", "CONSULT", "CONSULT", "CONSULT", "SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "AGREE")
MEDIA: tuple[Medium, ...] = ("phone", "in_person", "in_person", "video", "unspecified")
FIRST_DAY = dt.date(2020, 1, 1)


def cast() -> list[Actor]:
    """States, then persons of them; early ones are in the news most."""
    codes = [f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}X" for n in range(STATES)]
    states = [Actor(f"iso:{c}", f"State {c}", "state", c, None, ()) for c in codes]
    persons = [Actor(f"wd:Q{9000 + n}", f"Person {n}", "person", codes[n % STATES], "head_of_state", ()) for n in range(PERSONS)]
    return states + persons


def article_text(dice: random.Random) -> str:
    """Words by Zipf's law, so that bands and index meet what they meet in life."""
    words = [f"w{int(VOCABULARY ** dice.random())}{'abcdefg'[dice.randrange(7)]}" for _ in range(WORDS)]
    return " ".join(words) + "."


def records(articles: int, events: int, seed: int = 1, first: int = 0) -> Iterator[Record]:
    """Synthetic records, numbered from ``first``; the same for the same seed."""
    dice, people = random.Random(seed), cast()
    recent: list[str] = []
    for number in range(first, first + articles):
        text = dice.choice(recent) + f" Copy {number}." if recent and number % 5 == 4 else article_text(dice)
        recent = [*recent[-200:], text]
        yield one_record(number, text, events, dice, people)


def one_record(number: int, text: str, events: int, dice: random.Random, people: list[Actor]) -> Record:
    day = FIRST_DAY + dt.timedelta(days=dice.randrange(5 * 365))
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"s{number}", f"Report {number}", f"Paper {number % 300}", f"https://example.org/{number}", day, "en", digest, text)
    drawn = [people[int(len(people) ** dice.random()) - 1] for _ in range(8)]
    actors = tuple({a.id: Actor(a.id, a.name, a.kind, a.country, a.office, (Span(0, 5),)) for a in drawn}.values())
    coded = tuple(one_event(n, len(text), day, actors, dice) for n in range(events))
    said = tuple(one_statement(n, text, actors, dice, coded) for n in range(events // 2))
    return Record(
        article=article, zones=(Zone("body", 0, len(text)),), actors=actors, events=coded, statements=said, times=(), problems=(),
        engine=Engine("rules", "0", "0", "synthetic"),
    )  # fmt: skip


def one_event(number: int, size: int, published: dt.date, actors: tuple[Actor, ...], dice: random.Random) -> Event:
    kind = dice.choice(TYPES)
    one, other = (dice.choice(actors).id for _ in range(2))
    day = published - dt.timedelta(days=dice.randrange(5))
    start = (number * 97) % (size - 40)
    proof = tuple(Evidence(f, start + n * 8, start + n * 8 + 6) for n, f in enumerate(("actors", "recipients", "trigger", "when")))
    return Event(
        id=f"e{number}", type=kind, mode=None, contexts=("diplomatic",), cameo="040", quad=1, actors=(one,),
        recipients=(other,) if other != one else (), reciprocal=kind == "CONSULT", status="occurred" if dice.random() < 0.8 else "planned",
        medium=dice.choice(MEDIA) if kind == "CONSULT" else None, duration_minutes=None, initiator=None,
        when=When(day, day, edtf(day, day), "Monday") if dice.random() < 0.8 else None, where=None, about=(), topics=(), statements=(),
        evidence=proof, rule="synthetic", confidence=0.9,
    )  # fmt: skip


def one_statement(number: int, text: str, actors: tuple[Actor, ...], dice: random.Random, events: tuple[Event, ...]) -> Statement:
    start = (number * 131) % (len(text) - 120)
    content = Span(start + 14, start + 100)
    event = events[number].id if number < len(events) else None
    source, cue = (TextSpan(text[a : a + 5], a, a + 5) for a in (start, start + 7))
    return Statement(f"s{number}", dice.choice(actors).id, (), None, source, cue, content, (), None, event, None)


class Coding:
    """Coding texts of the examples: their paragraphs in other orders, each published on a day of its own."""

    def __init__(self) -> None:
        from communique.cli.demo import demo_articles
        from communique.pipeline import default_coder
        from communique.reading import document_from_text

        paragraphs = [p for d in demo_articles().values() for p in d.article.text.splitlines()]
        chosen = [[paragraphs[(n * 7 + k * (1 + n % 5)) % len(paragraphs)] for k in range(12)] for n in range(CODED)]
        days = [FIRST_DAY + dt.timedelta(days=17 * n) for n in range(CODED)]
        self.coder = default_coder()
        self.documents = [
            document_from_text("\n".join([*c, f"({n})"]), published=str(d)) for n, (c, d) in enumerate(zip(chosen, days, strict=True))
        ]
        self.at = 0
        self.ms(10)

    def ms(self, many: int) -> float:
        """The milliseconds of processor time for ``WORDS`` words: of the next so many texts."""
        texts = [self.documents[(self.at + n) % CODED] for n in range(many)]
        self.at += many
        start = time.process_time()
        list(self.coder.code_many(texts))
        return 1000 * (time.process_time() - start) * WORDS / sum(len(d.article.text.split()) for d in texts)


def fill(path: Path, articles: int, events: int, coding: Coding | None = None) -> float:
    """Store, and print the cost of each tenth beside that of coding at the same time; returns the mean share of coding."""
    print(f"{'articles':>9} {'ms each':>8} {'coding':>8} {'storing is':>10} {'placing':>8} {'MB':>7}")
    size, placing = max(1, articles // STEPS), timed_placing()
    shares = list[float]()
    with open_ledger(path, create=True) as ledger:
        there = ledger.db.execute("SELECT count(*) FROM article").fetchone()[0]
        made = records(articles, events, seed=1 + there, first=there)
        for step in range(0, articles, size):
            placing.clear()
            done, took = _stored(ledger, islice(made, size))
            coded = coding.ms(CODED // STEPS) if coding else float("nan")
            shares.append(took / done / coded)
            placed, size_mb = 1000 * sum(placing) / done, path.stat().st_size / 1e6
            print(f"{there + step + done:9,} {took / done:8.2f} {coded:8.1f} {shares[-1]:10.1%} {placed:8.2f} {size_mb:7.0f}", flush=True)
        rows = {t: ledger.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("report", "happening", "statement", "actor")}
        groups = ledger.db.execute("SELECT count(DISTINCT copies) FROM snapshot").fetchone()[0]
    print("\n" + ", ".join(f"{n:,} {t}s" for t, n in rows.items()) + f", {groups:,} groups of copies")
    return sum(shares) / len(shares)


def _stored(ledger: Ledger, made: Iterator[Record]) -> tuple[int, float]:
    """How many records were stored, one stream as `communique ingest` has it, and in how many milliseconds, making them left out."""
    making = [0.0]

    def watched() -> Iterator[Record]:
        while True:
            start = time.process_time()
            record = next(made, None)
            making[0] += time.process_time() - start
            if record is None:
                return
            yield record

    start = time.process_time()
    done = sum(1 for _ in ingest(ledger, watched()))
    return done, 1000 * (time.process_time() - start - making[0])


def real_share(path: Path, coding: Coding) -> tuple[float, float, float]:
    """The same texts coded and then stored in a ledger: the milliseconds of each, and events a text."""
    start = time.process_time()
    coded = list(coding.coder.code_many(coding.documents))
    between = time.process_time()
    with open_ledger(path) as ledger:
        _, stored = _stored(ledger, iter(coded))
    return 1000 * (between - start) / CODED, stored / CODED, sum(len(r.events) for r in coded) / CODED


def timed_placing() -> list[float]:
    """The seconds that each record's happenings will take: the list fills as records are stored."""
    from communique.ledger import ingest as room

    seconds: list[float] = []
    module = sys.modules[room.__module__]
    place = module.__dict__["place"]

    def timed(*given: object, **named: object) -> None:
        start = time.process_time()
        place(*given, **named)
        seconds.append(time.process_time() - start)

    module.__dict__["place"] = timed
    return seconds


def ask(path: Path) -> bool:
    """Print how long answers take: the first of this process, and the best of more, with its processor time. Whether these are quick."""
    from communique.ledger import queries
    from communique.ledger.names import Named, resolve

    print(f"{'question':<40} {'first ms':>9} {'then ms':>9} {'processor':>9}")
    slow = 0
    with open_ledger(path) as ledger:
        db = ledger.db

        def one(name: str) -> Named:
            return resolve(db, name)

        def held(selection: queries.Selection) -> Callable[[], object]:
            return lambda: queries.happenings(db, selection)

        august = {"since": dt.date(2024, 8, 1), "until": dt.date(2024, 8, 31)}
        (a, b), person = _busiest(ledger, "state")[2:4], _busiest(ledger, "person")[0]
        chosen = queries.Selection
        questions: dict[str, Callable[[], object]] = {
            "who PERSON": held(chosen(parties=(one(person),))),
            "who PERSON --month 2024-08 --medium phone": held(chosen(parties=(one(person),), media=("phone",), **august)),
            "who COUNTRY": held(chosen(parties=(one(a),))),
            "between COUNTRY COUNTRY": held(chosen(parties=(one(a), one(b)))),
            "between COUNTRY COUNTRY --since": held(chosen(parties=(one(a), one(b)), since=dt.date(2024, 1, 1))),
            "search, a word of few texts": lambda: queries.search(db, "w15000a"),
            "search, a word of most texts": lambda: queries.search(db, "w1a"),
            "search, two words": lambda: queries.search(db, "w40a w90b"),
            "search, a phrase": lambda: queries.search(db, '"w1a w2b"'),
            "planned": held(chosen(statuses=("planned", "proposed"))),
            "overdue": held(chosen(overdue_on=dt.date(2024, 9, 1))),
            "one-sided": held(chosen(one_sided=True)),
            "quotes --by PERSON": lambda: queries.quotes(db, by=one(person)),
        }
        for name, question in questions.items():
            first, *then = (_milliseconds(question) for _ in range(ROUNDS))
            took, own = min(wall for wall, _ in then), min(own for _, own in then)
            slow += took > ANSWER_MS
            print(f"{name:<40} {first[0]:9.1f} {took:9.1f} {own:9.1f}", flush=True)
    return not slow


def _busiest(ledger: Ledger, kind: str) -> list[str]:
    query = """SELECT a.id FROM actor a WHERE a.kind = ?
               ORDER BY (SELECT count(*) FROM party p WHERE p.actor = a.number) DESC, a.id LIMIT 5"""
    return [row[0] for row in ledger.db.execute(query, (kind,))]


def _milliseconds(question: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of the processor: the former is longer where other programs are at work."""
    start, own = time.perf_counter(), time.process_time()
    question()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - own)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=20_000)
    arguments.add_argument("--events", type=int, default=10)
    arguments.add_argument("--ledger", type=Path, help="Keep the ledger in this file.")
    arguments.add_argument("--ask", action="store_true", help="Store nothing: measure answers from the file of --ledger.")
    given = arguments.parse_args()
    if given.ask and given.ledger:
        return int(not ask(given.ledger))
    coding = Coding()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "synthetic.db"
        mean = fill(path, given.articles, given.events, coding)
        print(f"Storing costs {mean:.1%} of coding {WORDS} words (limit {LIMIT:.0%}).")
        coded, stored, told = real_share(path, coding)
        print(f"Of the coded texts themselves, {told:.0f} events each: {stored:.2f} of {coded:.1f} ms, {stored / coded:.1%}.\n", flush=True)
        quick = ask(path)
    return int(mean > LIMIT or not quick)


if __name__ == "__main__":
    sys.exit(main())
