"""Records → ledger: each document once, whatever number of times it comes; changed texts and newer engines beside the old."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec
import zstandard

from communique.copies import digested
from communique.errors import InputError
from communique.garbage import uncollected
from communique.knowledge.accounts import is_account
from communique.ledger.actors import Known, upsert_actors
from communique.ledger.copies import keep, shared_word
from communique.ledger.happenings import place
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
_PACK = zstandard.ZstdCompressor(level=3)


class Filed(msgspec.Struct, frozen=True):
    """A record and the file that its text came from, which names the article where it has neither a url nor an id."""

    record: Record
    file: str | None


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


def _store(ledger: Ledger, db: sqlite3.Connection, filed: Filed, actors: Known) -> Ingested:
    record = filed.record
    key = article_key(record.article, filed.file)
    if missing := next(dangling(record), None):
        raise InputError(f"{key}: this record is not whole: {missing.where}: {missing.what}; nothing of it was stored")
    new = db.execute("INSERT OR IGNORE INTO article (key, first_seen) VALUES (?, ?)", (key, _now())).rowcount == 1
    snapshot, changed = (_new_snapshot(db, key, facts_of(record.article), record), True) if new else _snapshot(db, key, record)
    added, current = _record(db, snapshot, record, known_before=not new)
    if changed or (added and current):
        if not new:
            db.execute("DELETE FROM statement WHERE snapshot IN (SELECT number FROM snapshot WHERE article = ?)", (key,))
        _readable(ledger, snapshot, record if current else None, actors, known_before=not new)
    outcome: Outcome = "new" if new else "changed" if changed else "recoded" if added else "unchanged"
    return Ingested(record, key, snapshot, outcome)


def _snapshot(db: sqlite3.Connection, key: str, record: Record) -> tuple[int, bool]:
    """The number of the article's text, and whether it was not its newest before."""
    article, facts = record.article, facts_of(record.article)
    query = "SELECT number, latest FROM snapshot WHERE article = ? AND sha256 = ? AND facts = ?"
    row = db.execute(query, (key, article.sha256, facts)).fetchone()
    if row and row["latest"]:
        return int(row["number"]), False
    db.execute("UPDATE snapshot SET latest = 0 WHERE article = ? AND latest = 1", (key,))
    if row:  # the page says again what it once said
        db.execute("UPDATE snapshot SET latest = 1 WHERE number = ?", (row["number"],))
        return int(row["number"]), True
    return _new_snapshot(db, key, facts, record), True


def _new_snapshot(db: sqlite3.Connection, key: str, facts: str, record: Record) -> int:
    article, digest = record.article, digested(record.article, record.zones)
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


def _record(db: sqlite3.Connection, snapshot: int, record: Record, *, known_before: bool) -> tuple[bool, bool]:
    """Whether the record was added, and whether it is the current one of its snapshot."""
    engine, query = engine_line(record.engine), "SELECT engine, current FROM record WHERE snapshot = ?"
    before = dict(db.execute(query, (snapshot,)).fetchall()) if known_before else {}
    if engine in before:
        return False, bool(before[engine])
    current = all(_age(known) <= _age(engine) for known, counts in before.items() if counts)
    if before and current:
        db.execute("UPDATE record SET current = 0 WHERE snapshot = ? AND current = 1", (snapshot,))
    data = msgspec.json.encode(msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text="")))
    values = (snapshot, engine, _PACK.compress(data), hashlib.sha256(data).hexdigest(), int(current), _now())
    db.execute("INSERT INTO record (snapshot, engine, json, sha256, current, coded) VALUES (?, ?, ?, ?, ?, ?)", values)
    return True, current


def _age(engine: str) -> list[int]:
    """Engines in order: by the numbers of their version and knowledge. Of equals the later coded one counts."""
    version, _, rest = engine.partition(" ")[2].partition(" knowledge ")
    return [int(n) for n in re.findall(r"\d+", f"{version} {rest.split(' ')[0]}")]


def _readable(ledger: Ledger, snapshot: int, given: Record | None, known: Known, *, known_before: bool) -> None:
    """What questions are asked of: actors, statements and reports, from the current record of the article's newest text alone."""
    db = ledger.db
    number = int(db.execute("SELECT number FROM record WHERE snapshot = ? AND current = 1", (snapshot,)).fetchone()[0])
    record = given or ledger.record(snapshot)
    assert record is not None  # it has a current one
    actors = upsert_actors(db, record.actors, known)
    place(ledger, snapshot, number, record, actors, known_before=known_before)
    _say(db, snapshot, record, actors)


def _say(db: sqlite3.Connection, snapshot: int, record: Record, actors: dict[str, int]) -> None:
    """Write a record's statements, each with the happening of its event."""
    events = {e.id: e for e in record.events}
    happenings = dict(db.execute("SELECT event, happening FROM report WHERE snapshot = ?", (snapshot,)).fetchall())
    rows = []
    for said in record.statements:
        outermost, event = said.via[-1] if said.via else said.speaker, events.get(said.event or "")
        account, content = int(is_account(said, event)), said.content.text_in(record.article.text)
        who = actors[said.speaker], actors[outermost]
        rows.append((snapshot, said.id, *who, happenings.get(said.event), content, msgspec.json.encode(said).decode(), account))
    db.executemany(
        "INSERT INTO statement (snapshot, id, speaker, outermost, happening, content, json, account) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
    )


def _now() -> str:
    return _moment(int(time.time()))


@lru_cache(maxsize=1)
def _moment(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
