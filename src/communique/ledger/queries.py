"""Questions to the ledger: who contacted whom, who said what, what is planned, overdue or told by one side only."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from communique.ledger.names import Named

LIMIT = 100
# A statement's happening has an account of a side where the outermost source acts for one of the parties' countries.
_SIDES = """
    SELECT COUNT(DISTINCT o.country) FROM statement s JOIN actor o ON o.number = s.outermost
    WHERE s.happening = h.number AND o.country IN (
        SELECT a.country FROM party q JOIN actor a ON a.number = q.actor WHERE q.happening = h.number)"""
_OF_COUNTRY = (
    "SELECT COUNT(DISTINCT a.number) FROM party p JOIN actor a ON a.number = p.actor WHERE p.happening = h.number AND a.country = ?"
)
_OUTCOME = "SELECT 1 FROM link l WHERE l.target = h.number AND l.kind IN ('fulfils', 'cancels', 'postpones')"


class Party(msgspec.Struct, frozen=True):
    """Who took part, in which role."""

    id: str
    name: str
    country: str | None
    role: str


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One happening of the ledger with its parties. Dates are ISO days with inclusive ends; ``None`` is open."""

    id: str
    type: str
    mode: str | None
    medium: str | None
    status: str
    earliest: str | None
    latest: str | None
    edtf: str | None
    place: str | None
    country: str | None
    duration_minutes: int | None
    confidence: float
    reports: int
    sources: int
    state: str
    parties: tuple[Party, ...]


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the ledger: whose words, told by whom in the last place, and where it stands."""

    speaker: str
    speaker_name: str
    outermost_name: str
    content: str
    stance: str | None
    happening: str | None
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One article that holds the words searched for; they are marked with ``[`` and ``]`` in the excerpt."""

    number: int
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    excerpt: str
    events: int


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. Each of ``parties`` must take part; a happening whose interval touches ``since``–``until`` is in it."""

    parties: tuple[Named, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    media: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    contacts_only: bool = True
    one_sided: bool = False
    overdue_on: dt.date | None = None
    limit: int = LIMIT


def happenings(db: sqlite3.Connection, selection: Selection) -> tuple[Contact, ...]:
    """The happenings of a selection, the newest first, undated ones last; rejected and absorbed ones are left out."""
    conditions, values = _conditions(selection)
    order = "ORDER BY h.earliest IS NULL, h.earliest DESC, h.number DESC LIMIT ?"
    rows = db.execute(f"SELECT h.* FROM happening h WHERE {' AND '.join(conditions)} {order}", (*values, selection.limit)).fetchall()
    parties = _parties(db, [r["number"] for r in rows])
    return tuple(_contact(row, parties.get(row["number"], ())) for row in rows)


def _conditions(selection: Selection) -> tuple[list[str], list[object]]:
    conditions, values = ["h.absorbed IS NULL", "h.state <> 'rejected'"], list[object]()

    def add(condition: str, *more: object) -> None:
        conditions.append(condition)
        values.extend(more)

    for named in selection.parties:
        actor, numbers = named.condition("p.actor")
        add(f"h.number IN (SELECT p.happening FROM party p WHERE {actor})", *numbers)
    for country, of in Counter(n.country for n in selection.parties if n.country).items():
        # Both sides of one country: two of its people, not one who counts twice.
        add(f"({_OF_COUNTRY}) >= ?", country, of)
    if selection.since:
        add("COALESCE(h.latest, h.earliest) >= ?", selection.since.isoformat())
    if selection.until:
        add("COALESCE(h.earliest, h.latest) <= ?", selection.until.isoformat())
    for column, wanted in (("medium", selection.media), ("status", selection.statuses), ("type", selection.types)):
        if wanted:
            add(f"h.{column} IN ({', '.join('?' * len(wanted))})", *wanted)
    if selection.contacts_only:
        add("h.medium IS NOT NULL")
    if selection.one_sided:
        add(f"h.status = 'occurred' AND ({_SIDES}) = 1")
    if selection.overdue_on:
        add(f"h.status = 'planned' AND h.latest < ? AND NOT EXISTS ({_OUTCOME})", selection.overdue_on.isoformat())
    return conditions, values


def _parties(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[Party, ...]]:
    found: dict[int, list[Party]] = {}
    marks = ", ".join("?" * len(numbers))
    query = f"""SELECT p.happening, p.role, a.id, a.name, a.country FROM party p JOIN actor a ON a.number = p.actor
                WHERE p.happening IN ({marks}) ORDER BY p.happening, p.role, a.number"""
    for row in db.execute(query, numbers):
        found.setdefault(row["happening"], []).append(Party(row["id"], row["name"], row["country"], row["role"]))
    return {number: tuple(parties) for number, parties in found.items()}


def _contact(row: sqlite3.Row, parties: tuple[Party, ...]) -> Contact:
    fields = {f: row[f] for f in Contact.__struct_fields__ if f != "parties"}
    return Contact(parties=parties, **fields)


def quotes(db: sqlite3.Connection, *, by: Named | None = None, about: Named | None = None, limit: int = LIMIT) -> tuple[Quote, ...]:
    """Statements by a speaker, about somebody (their stance's target, or named in the words), the newest article first."""
    conditions, values = ["n.latest = 1"], list[object]()
    if by:
        condition, more = by.condition("s.speaker")
        conditions.append(condition)
        values.extend(more)
    if about:
        condition, more = about.condition("a.number")
        conditions.append(
            f"""EXISTS (SELECT 1 FROM actor a WHERE {condition} AND (
                    json_extract(s.json, '$.stance.target') = a.id OR instr(s.content, {_SURNAME}) > 0))"""
        )
        values.extend(more)
    query = f"""SELECT w.id AS speaker, w.name AS speaker_name, o.name AS outermost_name, s.content,
                       json_extract(s.json, '$.stance.kind') AS stance, h.id AS happening,
                       n.article, n.title, n.publisher, n.published, n.url
                FROM statement s JOIN snapshot n ON n.number = s.snapshot
                     JOIN actor w ON w.number = s.speaker JOIN actor o ON o.number = s.outermost
                     LEFT JOIN happening h ON h.number = s.happening
                WHERE {" AND ".join(conditions)} ORDER BY n.published IS NULL, n.published DESC, s.number LIMIT ?"""
    return tuple(Quote(**dict(row)) for row in db.execute(query, (*values, limit)))


# The last word of a person's name; the whole name of anything else.
_SURNAME = "CASE WHEN a.kind = 'person' THEN replace(a.name, rtrim(a.name, replace(a.name, ' ', '')), '') ELSE a.name END"
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')


def search(db: sqlite3.Connection, words: str, *, limit: int = LIMIT) -> tuple[Hit, ...]:
    """Articles that hold all the words; words in quotation marks stand together. The best matches first."""
    asked = [a or b for a, b in _PHRASE.findall(words)]
    match = " ".join('"' + a.replace('"', "") + '"' for a in asked if a.strip('"'))
    if not match:
        return ()
    query = """SELECT n.number, n.article, n.title, n.publisher, n.published, n.url, snippet(words, 1, '[', ']', '…', 24) AS excerpt,
                      (SELECT COUNT(*) FROM report r WHERE r.snapshot = n.number) AS events
               FROM words JOIN snapshot n ON n.number = words.rowid
               WHERE words MATCH ? AND n.latest = 1 ORDER BY rank LIMIT ?"""
    return tuple(Hit(**dict(row)) for row in db.execute(query, (match, limit)))


def rows_of(db: sqlite3.Connection, ids: Iterable[str]) -> tuple[Contact, ...]:
    """The happenings with these ids, in that order; an absorbed id gives what absorbed it. Unknown ids are left out."""
    found = []
    for one in ids:
        row = db.execute("SELECT * FROM happening WHERE id = ?", (one,)).fetchone()
        while row is not None and row["absorbed"] is not None:
            row = db.execute("SELECT * FROM happening WHERE number = ?", (row["absorbed"],)).fetchone()
        if row is not None:
            found.append(_contact(row, _parties(db, [row["number"]]).get(row["number"], ())))
    return tuple(found)
