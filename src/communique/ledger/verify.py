"""Whether a ledger still says what its texts say: spans, references, checksums, and SQLite's own checks."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
import zstandard

from communique.ledger.deriving import differing
from communique.ledger.library import LIBRARY
from communique.ledger.members import Cast, by_happening
from communique.ledger.store import Ledger, explained
from communique.model import Event, Record, Span, Statement

_UNPACK = zstandard.ZstdDecompressor()
_DECODER = msgspec.json.Decoder(Record)


class Breach(msgspec.Struct, frozen=True):
    """Something that does not hold: where, and what."""

    where: str
    what: str


def verify(ledger: Ledger) -> Iterator[Breach]:
    """Everything in the ledger that does not hold, the file's own soundness first. Nothing is changed."""
    with explained(ledger.path):
        sound = list(_unsound(ledger.db))
        yield from sound
        yield from _texts(ledger.db)
        yield from _records(ledger.db)
        yield from _reports(ledger.db)
        if not sound:  # what refers to nobody cannot be weighed, and has been told
            yield from _happenings(ledger.db)


def _unsound(db: sqlite3.Connection) -> Iterator[Breach]:
    for row in db.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Breach("database", str(row[0]))
    for row in db.execute("PRAGMA foreign_key_check"):
        yield Breach(f"{row[0]} {row[1]}", f"refers to a row of {row[2]} that does not exist")
    try:
        db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except LIBRARY.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
            return  # SQLite compares the index only where it may write
        yield Breach("words", f"the search index does not match the texts ({error})")


def _texts(db: sqlite3.Connection) -> Iterator[Breach]:
    for row in db.execute("SELECT number, sha256, text FROM snapshot"):
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            yield Breach(f"snapshot {row['number']}", "its text is not the one that was stored: the sha256 differs")
    for row in db.execute("SELECT article, sum(latest) AS newest FROM snapshot GROUP BY article HAVING newest <> 1"):
        yield Breach(f"article {row['article']}", f"{row['newest']} of its texts are marked as the newest instead of one")
    for row in db.execute("SELECT snapshot, sum(current) AS now FROM record GROUP BY snapshot HAVING now <> 1"):
        yield Breach(f"snapshot {row['snapshot']}", f"{row['now']} of its records are marked as current instead of one")


def _records(db: sqlite3.Connection) -> Iterator[Breach]:
    rows = db.execute("SELECT r.number, r.json, r.sha256, s.text FROM record r JOIN snapshot s ON s.number = r.snapshot")
    for number, packed, sha256, text in rows:
        for breach in _stored(packed, sha256, text):
            yield Breach(f"record {number} {breach.where}".rstrip(), breach.what)


def _stored(packed: bytes, sha256: str, text: str) -> Iterable[Breach]:
    try:
        data = _UNPACK.decompress(packed)
    except zstandard.ZstdError as error:
        return (Breach("", f"cannot be unpacked: {error}"),)
    if hashlib.sha256(data).hexdigest() != sha256:
        return (Breach("", "is not the one that was stored: the sha256 differs"),)
    record = _DECODER.decode(data)
    return breaches(msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text=text)))


def _reports(db: sqlite3.Connection) -> Iterator[Breach]:
    """Reports stand on the current record of a newest text, and happenings on reports."""
    astray = "SELECT p.number FROM report p JOIN record r ON r.number = p.record JOIN snapshot s ON s.number = p.snapshot"
    for row in db.execute(f"{astray} WHERE r.current <> 1 OR s.latest <> 1 OR r.snapshot <> s.number"):
        yield Breach(f"report {row['number']}", "does not come from the current record of its article's newest text")
    absorbed = "SELECT p.number FROM report p JOIN happening h ON h.number = p.happening WHERE h.absorbed IS NOT NULL"
    for row in db.execute(absorbed):
        yield Breach(f"report {row['number']}", "stands with a happening that another has absorbed")


def _happenings(db: sqlite3.Connection) -> Iterator[Breach]:
    """Happenings count the reports that they have, and say what these say: a report that left takes with it what it said."""
    without = "SELECT id FROM happening h WHERE absorbed IS NULL AND NOT EXISTS (SELECT 1 FROM report r WHERE r.happening = h.number)"
    for row in db.execute(without):
        yield Breach(f"happening {row['id']}", "nothing reports it")
    cast = Cast(db)
    for number, reports in by_happening(db, cast):
        row = db.execute("SELECT * FROM happening WHERE number = ? AND absorbed IS NULL", (number,)).fetchone()
        if row and (fields := differing(row, reports, cast)):
            yield Breach(f"happening {row['id']}", f"its {', '.join(fields)} {_IS[len(fields) > 1]} not what its reports say")


_IS = {False: "is", True: "are"}


def breaches(record: Record) -> Iterator[Breach]:
    """What of the contract a record breaks: spans outside or beside the text, evidence outside the body, dangling references."""
    article = record.article
    if hashlib.sha256(article.text.encode()).hexdigest() != article.sha256:
        yield Breach("article", "its sha256 is not that of its text")
    yield from dangling(record)
    for where, span in _spans(record):
        if not 0 <= span.start < span.end <= len(article.text):
            yield Breach(where, f"the span {span.start}:{span.end} is not in the text of {len(article.text):,} characters")
    yield from _outside(record)
    for statement in record.statements:
        for spelled in (statement.source, statement.cue):
            if spelled and spelled.text != article.text[spelled.start : spelled.end]:
                yield Breach(f"statement {statement.id}", f"{spelled.text!r} is not what the text has at {spelled.start}:{spelled.end}")


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    yield from (("zones", z.span) for z in record.zones)
    yield from (("times", t.span) for t in record.times)
    yield from ((f"actor {a.id}", m) for a in record.actors for m in a.mentions)
    for event in record.events:
        yield from ((f"event {event.id} {e.field}", Span(e.start, e.end)) for e in event.evidence)
    for said in record.statements:
        spelled = (s.span for s in (said.source, said.cue) if s)
        yield from ((f"statement {said.id}", s) for s in (said.content, *said.quotes, *spelled))


def _outside(record: Record) -> Iterator[Breach]:
    body = [z for z in record.zones if z.kind == "body"]
    for event in record.events:
        for proof in event.evidence:
            if not any(z.start <= proof.start and proof.end <= z.end for z in body):
                yield Breach(f"event {event.id} {proof.field}", f"the evidence at {proof.start}:{proof.end} is outside the body")


def dangling(record: Record) -> Iterator[Breach]:
    """Ids that stand twice, and references to actors, events and statements that the record does not have."""
    ids = {"actor": [a.id for a in record.actors], "event": [e.id for e in record.events], "statement": [s.id for s in record.statements]}
    for kind, listed in ids.items():
        yield from (Breach(f"{kind} {i}", "stands twice in its record") for i, n in Counter(listed).items() if n > 1)
    sets = {kind: frozenset(listed) for kind, listed in ids.items()}
    for kind, one, idents in _references(record):
        if not sets[kind].issuperset(idents):
            strange = (i for i in dict.fromkeys(idents) if i not in sets[kind])
            where = f"{'event' if isinstance(one, Event) else 'statement'} {one.id}"
            yield from (Breach(where, f"refers to the {kind} {i}, which its record does not have") for i in strange)


def _references(record: Record) -> Iterator[tuple[str, Event | Statement, tuple[str, ...]]]:
    for event in record.events:
        yield "actor", event, (*event.actors, *event.recipients, *((event.initiator,) if event.initiator else ()))
        yield "event", event, event.about
        yield "statement", event, event.statements
    for said in record.statements:
        yield "actor", said, (said.speaker, *said.via, *((said.addressee,) if said.addressee else ()))
        yield "event", said, (said.event,) if said.event else ()
