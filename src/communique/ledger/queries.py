"""Questions to the ledger: who contacted whom, who said what, what is planned, overdue or told by one side only."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from communique.ledger.keys import listed
from communique.ledger.names import Named

LIMIT = 100
# The sides of a happening whose account is known.
SIDES = """
    SELECT COUNT(DISTINCT o.country) FROM statement s JOIN actor o ON o.number = s.outermost
    WHERE s.happening = h.number AND s.account = 1 AND o.country IN (
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
    """One statement of the ledger: whose words, told by whom in the last place, and where it stands (``statement`` is its id there)."""

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
    snapshot: int
    statement: str


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
    rows = _with_parties(db, selection) if selection.parties else _of_all(db, selection)
    return contacts_of(db, rows)


def contacts_of(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[Contact, ...]:
    """Rows of happenings with their parties."""
    parties = _parties(db, [r["number"] for r in rows])
    return tuple(_contact(row, parties.get(row["number"], ())) for row in rows)


def _of_all(db: sqlite3.Connection, selection: Selection) -> Sequence[sqlite3.Row]:
    """Along the days, newest first, then those without a first day: SQLite stops where there is enough."""
    conditions, values = _conditions(selection, (), "h")
    last = min((d for d in (selection.until, selection.overdue_on) if d), default=dt.date.max)
    rows = list[sqlite3.Row]()
    for where in ("h.earliest <= ?", "h.earliest IS NULL AND ? IS NOT NULL"):
        query = f"""SELECT h.* FROM happening h INDEXED BY happening_when WHERE {where} AND {" AND ".join(conditions)}
                    ORDER BY h.earliest DESC, h.number DESC LIMIT ?"""
        rows += db.execute(query, (last.isoformat(), *values, selection.limit - len(rows))).fetchall()
    return rows


def _with_parties(db: sqlite3.Connection, selection: Selection) -> Sequence[sqlite3.Row]:
    """Along the history of each actor of the rarest name, newest first: each stops where the others already give enough newer ones."""
    actors = {named: named.numbers(db) for named in selection.parties}
    rarest = min(selection.parties, key=lambda n: _told(db, actors[n]))
    others = [n for n in selection.parties if n is not rarest]
    conditions, values = _conditions(selection, others, "p")
    found: dict[int, sqlite3.Row] = {}
    since = ""
    for actor in actors[rarest]:
        query = f"""SELECT h.* FROM party p CROSS JOIN happening h ON h.number = p.happening
                    WHERE p.actor = ? {"AND p.earliest >= ?" if since else ""} AND {" AND ".join(conditions)}
                    ORDER BY p.earliest DESC, p.happening DESC LIMIT ?"""
        rows = db.execute(query, (actor, *([since] if since else ()), *values, selection.limit))
        found |= {row["number"]: row for row in rows}
        found = {r["number"]: r for r in sorted(found.values(), key=_newest, reverse=True)[: selection.limit]}
        since = (next(reversed(found.values()))["earliest"] or "") if len(found) == selection.limit else ""
    return tuple(found.values())


def _newest(row: sqlite3.Row) -> tuple[str, int]:
    return row["earliest"] or "", row["number"]


def _told(db: sqlite3.Connection, actors: Sequence[int]) -> int:
    """How many happenings actors stand in."""
    return int(db.execute(f"SELECT COUNT(*) FROM party WHERE actor IN ({', '.join('?' * len(actors))})", actors).fetchone()[0])


def _conditions(selection: Selection, parties: Iterable[Named], days: str) -> tuple[list[str], list[object]]:
    """What a happening must be, ``parties`` among it; ``days`` is the table that its days are read from."""
    conditions, values = list[str](), list[object]()

    def add(condition: str, *more: object) -> None:
        conditions.append(condition)
        values.extend(more)

    if selection.since:
        add(f"COALESCE({days}.latest, {days}.earliest) >= ?", selection.since.isoformat())
    if selection.until:
        add(f"COALESCE({days}.earliest, {days}.latest) <= ?", selection.until.isoformat())
    for named in parties:
        # With a plus SQLite looks at the parties of a happening, and not for each of many actors among them.
        actor, numbers = named.condition("+q.actor")
        add(f"EXISTS (SELECT 1 FROM party q WHERE q.happening = p.happening AND {actor})", *numbers)
    add("h.absorbed IS NULL")
    add("h.state <> 'rejected'")
    for country, of in Counter(n.country for n in selection.parties if n.country).items():
        # Both sides of one country: two of its people, not one who counts twice.
        if of > 1:
            add(f"({_OF_COUNTRY}) >= ?", country, of)
    for column, wanted in (("medium", selection.media), ("status", selection.statuses), ("type", selection.types)):
        if wanted:
            add(f"h.{column} IN ({', '.join('?' * len(wanted))})", *wanted)
    if selection.contacts_only:
        add("h.medium IS NOT NULL")
    if selection.one_sided:
        add(f"h.status = 'occurred' AND ({SIDES}) = 1")
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


def quotes(
    db: sqlite3.Connection, *, by: Named | None = None, about: Named | None = None, limit: int = LIMIT, latest: int | None = None
) -> tuple[Quote, ...]:
    """Statements by a speaker, and about somebody, the newest article first.

    They are about whom they aim at or name, and where they give an account of a contact about its other parties. With ``latest`` only so
    many of the newest articles are looked through, unless it is for somebody who says little.
    """
    conditions, values = ["n.latest = 1"], list[object]()
    seldom = False
    if by:
        condition, more = by.condition("s.speaker")
        said = db.execute(f"SELECT COUNT(*) FROM (SELECT 1 FROM statement s WHERE {condition} LIMIT {MANY_WORDS})", more).fetchone()[0]
        seldom = said < MANY_WORDS
        # With a plus SQLite looks at a text's statements, and not at all of the speaker's for every text.
        conditions.append(condition if seldom else f"+{condition}")
        values.extend(more)
    if about:
        condition, more = _about(db, about)
        conditions.append(condition)
        values.extend(more)
    joined = "statement s CROSS JOIN snapshot n" if seldom else f"{_texts(latest)} n CROSS JOIN statement s"
    query = f"""SELECT w.id AS speaker, w.name AS speaker_name, o.name AS outermost_name, s.content,
                       json_extract(s.json, '$.stance.kind') AS stance, h.id AS happening,
                       n.article, n.title, n.publisher, n.published, n.url, n.number AS snapshot, s.id AS statement
                FROM {joined} ON n.number = s.snapshot
                     JOIN actor w ON w.number = s.speaker JOIN actor o ON o.number = s.outermost
                     LEFT JOIN happening h ON h.number = s.happening
                WHERE {" AND ".join(conditions)} ORDER BY n.published DESC, s.number LIMIT ?"""
    return tuple(Quote(**dict(row)) for row in db.execute(query, (*values, limit)))


def _texts(most: int | None) -> str:
    """SQL for the newest texts: all of them, or so many."""
    facts = "number, article, title, publisher, published, url, latest"
    return f"(SELECT {facts} FROM snapshot WHERE latest = 1 ORDER BY published DESC LIMIT {most})" if most else "snapshot"


def _about(db: sqlite3.Connection, about: Named) -> tuple[str, tuple[object, ...]]:
    """SQL that holds for statements about somebody; of a country with very many people, the most frequent are looked for by name."""
    condition, more = about.condition("a.number")
    query = f"""SELECT a.number, a.id, a.name, a.kind FROM actor a WHERE {condition}
                ORDER BY (SELECT COUNT(*) FROM party q WHERE q.actor = a.number) DESC, a.number"""
    actors = db.execute(query, more).fetchall()
    # The last word of a person's name; the whole name of anything else.
    names = dict.fromkeys(a["name"].rpartition(" ")[2] if a["kind"] == "person" else a["name"] for a in actors[:MOST_NAMES])
    numbers, ids = (listed(a[f] for a in actors) for f in ("number", "id"))
    named = "".join(" OR instr(s.content, ?) > 0" for _ in names)
    told = f"""(json_extract(s.json, '$.stance.target') IN (SELECT value FROM json_each(?)) OR EXISTS (
                    SELECT 1 FROM party q WHERE q.happening = s.happening AND q.actor <> s.speaker
                    AND q.actor IN (SELECT value FROM json_each(?))){named})"""
    return told, (ids, numbers, *names)


MOST_NAMES = 40
# Who said more than this is looked for along the articles, newest first, and not along all the words.
MANY_WORDS = 2_000
MANY_TEXTS = 1_000
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')


def search(db: sqlite3.Connection, words: str, *, limit: int = LIMIT) -> tuple[Hit, ...]:
    """Articles that hold all the words; words in quotation marks stand together. The best matches first; of very many the newest."""
    match = matching(words)
    if not match:
        return ()
    hits = (_hit(db, *found) for found in _ranked(db, match))
    return tuple(islice((h for h in hits if h), limit))


def matching(words: str) -> str:
    """A user's words as a question to the index, each quoted; empty where there are none."""
    # SQLite takes a NUL for the end of the words.
    asked = [a or b for a, b in _PHRASE.findall(words.replace("\0", " "))]
    return " ".join('"' + a.replace('"', "") + '"' for a in asked if a.strip('"'))


def _ranked(db: sqlite3.Connection, match: str) -> Iterator[tuple[int, str]]:
    """The numbers of matching texts, the best first, and their excerpts: SQLite makes these of what is taken only.

    Words of more than ``MANY_TEXTS`` tell no text from another, and rating each takes long: then the last stored come first.
    """
    newest = "FROM words WHERE words MATCH ? ORDER BY rowid DESC"
    many = db.execute(f"SELECT rowid {newest} LIMIT 1 OFFSET {MANY_TEXTS}", (match,)).fetchone()
    order = newest if many else "FROM words WHERE words MATCH ? ORDER BY rank"
    return ((row[0], row[1]) for row in db.execute(f"SELECT rowid, snippet(words, 1, '[', ']', '…', 24) {order}", (match,)))


def _hit(db: sqlite3.Connection, number: int, excerpt: str) -> Hit | None:
    """A text as an answer; ``None`` where a newer one has taken its place."""
    query = """SELECT n.number, n.article, n.title, n.publisher, n.published, n.url,
                      (SELECT COUNT(*) FROM report r WHERE r.snapshot = n.number) AS events
               FROM snapshot n WHERE n.number = ? AND n.latest = 1"""
    row = db.execute(query, (number,)).fetchone()
    return Hit(excerpt=excerpt, **dict(row)) if row else None


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
