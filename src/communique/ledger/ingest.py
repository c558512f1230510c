"""Records → ledger: each document once, whatever number of times it comes; changed texts and newer engines beside the old."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Literal

import msgspec

from communique.errors import InputError
from communique.garbage import uncollected
from communique.ledger.actors import Known, upsert_actors
from communique.ledger.copies import keep, shared_word
from communique.ledger.happenings import place
from communique.ledger.preparing import Prepared, prepared
from communique.ledger.recent import lay_down
from communique.ledger.store import Ledger, explained
from communique.ledger.verify import dangling
from communique.model import Article, Engine, Record

Outcome = Literal["new", "changed", "recoded", "unchanged"]
# A batch is committed when it has so many records, the first few soon and then twice as many each time, or when its first has waited so
# long: what a crash can lose is coded again.
FIRST_RECORDS = 16
MOST_RECORDS = 256
MOST_SECONDS = 8.0


class Filed(msgspec.Struct, frozen=True):
    """A record and the file that its text came from, which names the article where it has neither a url nor an id.

    ``ready`` is what was prepared of it where it was coded; only of a record that is whole.
    """

    record: Record
    file: str | None
    ready: Prepared | None = None


class Ingested(msgspec.Struct, frozen=True):
    """What became of a record: ``new`` article, ``changed`` text or facts, ``recoded`` by another engine, or ``unchanged``."""

    record: Record
    article: str
    snapshot: int
    outcome: Outcome


def ingest(ledger: Ledger, records: Iterable[Record | Filed]) -> Iterator[Ingested]:
    """Store records in order, in batches; a record is stored for good when it is yielded.

    Storing a record again changes nothing. Where ``records`` raises, what it gave before is stored first. Raises ``InputError`` for a
    record that refers to actors it does not list, and ``LedgerError`` as ``transaction`` does.
    """
    source = iter(records)
    more, size = True, min(FIRST_RECORDS, MOST_RECORDS)
    while more:
        batch: list[Filed] = []
        try:
            more = _fill(batch, source, size)
        except BaseException:
            _stored(ledger, batch)
            raise
        yield from _stored(ledger, batch)
        size = min(2 * size, MOST_RECORDS)


def known(ledger: Ledger, article: Article, engine: Engine, file: str | None = None) -> bool:
    """Whether this very article, coded by this engine, is in the ledger and its newest: then coding it is no use."""
    return expected(ledger, article, engine, file) == "unchanged"


def expected(ledger: Ledger, article: Article, engine: Engine, file: str | None = None) -> Outcome:
    """What storing this article's record by this engine would come to."""
    query = (
        "SELECT s.sha256, s.facts, r.number AS record FROM snapshot s LEFT JOIN record r ON r.snapshot = s.number AND r.engine = ?"
        " WHERE s.article = ? AND s.latest = 1"
    )
    with explained(ledger.path):
        row = ledger.db.execute(query, (engine_line(engine), article_key(article, file))).fetchone()
    if row is None:
        return "new"
    if (row["sha256"], row["facts"]) != (article.sha256, facts_of(article)):
        return "changed"
    return "recoded" if row["record"] is None else "unchanged"


def article_key(article: Article, file: str | None = None) -> str:
    """What names an article through its changes: its url, else the id its source gave, else its file, else its content."""
    if article.url:
        return article.url
    # Reading makes an id from the content where the source gives none.
    made = hashlib.sha256(article.text.encode() + b"\n").hexdigest()[:16]
    return article.id if article.id != made else file or article.id


def facts_of(article: Article) -> str:
    """One word for what is known of an article besides its text."""
    facts = (article.title, article.publisher, article.url, article.published, article.language)
    return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()


def engine_line(engine: Engine) -> str:
    """Name, version, knowledge and model of an engine in one line."""
    return f"{engine.name} {engine.version} knowledge {engine.knowledge} {engine.model}"


def _fill(batch: list[Filed], source: Iterator[Record | Filed], size: int) -> bool:
    """Take records until the batch has ``size`` of them; whether there may be more."""
    end = time.monotonic() + MOST_SECONDS
    for item in source:
        batch.append(item if isinstance(item, Filed) else Filed(item, None))
        if len(batch) >= size or time.monotonic() > end:
            return True
    return False


def _stored(ledger: Ledger, batch: list[Filed]) -> list[Ingested]:
    if not batch:
        return []
    with uncollected(), ledger.storing() as db:
        actors: Known = {}
        done = [_store(ledger, db, filed, actors) for filed in batch]
        lay_down(db)
        return done


class _Item:
    """A record that is being stored; what was not prepared is made when it is asked for: what is known already needs none of it."""

    def __init__(self, record: Record, ready: Prepared | None = None) -> None:
        self.record, self._ready = record, ready

    @cached_property
    def ready(self) -> Prepared:
        return self._ready or prepared(self.record)


def _store(ledger: Ledger, db: sqlite3.Connection, filed: Filed, actors: Known) -> Ingested:
    record, item = filed.record, _Item(filed.record, filed.ready)
    key = article_key(record.article, filed.file)
    if filed.ready is None and (missing := next(dangling(record), None)):
        raise InputError(f"{key}: this record is not whole: {missing.where}: {missing.what}; nothing of it was stored")
    new = db.execute("INSERT OR IGNORE INTO article (key, first_seen) VALUES (?, ?)", (key, _now())).rowcount == 1
    snapshot, changed = (_new_snapshot(db, key, facts_of(record.article), item), True) if new else _snapshot(db, key, item)
    added, current = _record(db, snapshot, item, known_before=not new)
    if changed or (added and current):
        if not new:
            db.execute("DELETE FROM statement WHERE snapshot IN (SELECT number FROM snapshot WHERE article = ?)", (key,))
        _readable(ledger, snapshot, item if current else None, actors, known_before=not new)
    outcome: Outcome = "new" if new else "changed" if changed else "recoded" if added else "unchanged"
    return Ingested(record, key, snapshot, outcome)


def _snapshot(db: sqlite3.Connection, key: str, item: _Item) -> tuple[int, bool]:
    """The number of the article's text, and whether it was not its newest before."""
    article, facts = item.record.article, facts_of(item.record.article)
    query = "SELECT number, latest FROM snapshot WHERE article = ? AND sha256 = ? AND facts = ?"
    row = db.execute(query, (key, article.sha256, facts)).fetchone()
    if row and row["latest"]:
        return int(row["number"]), False
    db.execute("UPDATE snapshot SET latest = 0 WHERE article = ? AND latest = 1", (key,))
    if row:  # the page says again what it once said
        db.execute("UPDATE snapshot SET latest = 1 WHERE number = ?", (row["number"],))
        return int(row["number"]), True
    return _new_snapshot(db, key, facts, item), True


def _new_snapshot(db: sqlite3.Connection, key: str, facts: str, item: _Item) -> int:
    article, digest = item.record.article, item.ready.digest
    published = article.published.isoformat() if article.published else None
    known_facts = (article.title, article.publisher, article.url, published, article.language)
    added = db.execute(
        "INSERT INTO snapshot (article, sha256, facts, title, publisher, url, published, language, text, copies, latest, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
        (key, article.sha256, facts, *known_facts, article.text, shared_word(db, digest), _now()),
    )
    number = int(added.lastrowid or 0)
    keep(db, number, digest)
    return number


def _record(db: sqlite3.Connection, snapshot: int, item: _Item, *, known_before: bool) -> tuple[bool, bool]:
    """Whether the record was added, and whether it is the current one of its snapshot."""
    engine, query = engine_line(item.record.engine), "SELECT engine, current FROM record WHERE snapshot = ?"
    before = dict(db.execute(query, (snapshot,)).fetchall()) if known_before else {}
    if engine in before:
        return False, bool(before[engine])
    current = all(_age(known) <= _age(engine) for known, counts in before.items() if counts)
    if before and current:
        db.execute("UPDATE record SET current = 0 WHERE snapshot = ? AND current = 1", (snapshot,))
    values = (snapshot, engine, item.ready.packed, item.ready.sha256, int(current), _now())
    db.execute("INSERT INTO record (snapshot, engine, json, sha256, current, coded) VALUES (?, ?, ?, ?, ?, ?)", values)
    return True, current


def _age(engine: str) -> list[int]:
    """Engines in order: by the numbers of their version and knowledge. Of equals the later coded one counts."""
    version, _, rest = engine.partition(" ")[2].partition(" knowledge ")
    return [int(n) for n in re.findall(r"\d+", f"{version} {rest.split(' ')[0]}")]


def _readable(ledger: Ledger, snapshot: int, given: _Item | None, known: Known, *, known_before: bool) -> None:
    """What questions are asked of: actors, statements and reports, from the current record of the article's newest text alone."""
    db = ledger.db
    number = int(db.execute("SELECT number FROM record WHERE snapshot = ? AND current = 1", (snapshot,)).fetchone()[0])
    item = given or _current(ledger, snapshot)
    actors = upsert_actors(db, item.record.actors, known)
    place(ledger, snapshot, number, item.record, item.ready.keys, actors, known_before=known_before)
    _say(db, snapshot, item, actors)


def _current(ledger: Ledger, snapshot: int) -> _Item:
    record = ledger.record(snapshot)
    assert record is not None  # it has a current one
    return _Item(record)


def _say(db: sqlite3.Connection, snapshot: int, item: _Item, actors: dict[str, int]) -> None:
    """Write a record's statements, each with the happening of its event."""
    happenings = dict(db.execute("SELECT event, happening FROM report WHERE snapshot = ?", (snapshot,)).fetchall())
    rows = []
    for one, said in zip(item.record.statements, item.ready.said, strict=True):
        who = actors[one.speaker], actors[one.via[-1] if one.via else one.speaker]
        rows.append((snapshot, one.id, *who, happenings.get(one.event), said.content, said.json, int(said.account)))
    db.executemany(
        "INSERT INTO statement (snapshot, id, speaker, outermost, happening, content, json, account) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
    )


def _now() -> str:
    return _moment(int(time.time()))


@lru_cache(maxsize=1)
def _moment(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
