"""What is watched, in an SQLite file beside the ledger: see docs/decisions for why beside."""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import zstandard

from communique.errors import InputError, LedgerError
from communique.feeds.nouns import HOUR, Answer, Entry, Feed, Page, Trouble

VERSION = 1
APPLICATION = int.from_bytes(b"CMQF", "big")
# Of a feed's troubles the newest are kept.
MOST_TROUBLES = 100
Noun = TypeVar("Noun")


class Host(msgspec.Struct, frozen=True):
    """What a host asked of us, in robots.txt and in its answers."""

    origin: str
    robots: str | None = None
    robots_until: float = 0.0
    delay: float = 0.0
    not_before: float = 0.0
    refusals: int = 0


def store_path(ledger: Path) -> Path:
    """Where the feeds of a ledger are kept."""
    return ledger.with_name(ledger.name + ".feeds")


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the file, or make it. Raises ``LedgerError`` where it is another kind of file, newer, or cannot be used."""
    try:
        db = sqlite3.connect(path, timeout=10.0, isolation_level=None)
        try:
            _prepare(db, path)
            yield Store(db)
        finally:
            db.close()
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: the file of feeds cannot be used: {error}; what was written before is kept") from error


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the feeds alone: two programs at once would ask for everything twice. Raises ``LedgerError`` where another does."""
    with path.with_name(path.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LedgerError(f"{path}: another `communique feeds run` is at work here; wait for it, or end it first") from error
        yield


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    db.row_factory = sqlite3.Row
    kind, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    empty = not db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    if (kind != APPLICATION and not empty) or version > VERSION:
        raise LedgerError(f"{path}: is no file of feeds that this communique knows; move it away, or use a newer communique")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA foreign_keys = ON")
    if empty:
        schema = (files("communique.feeds") / "schema.sql").read_text("utf-8")
        db.executescript(f"BEGIN IMMEDIATE; {schema} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;")


class Store:
    """Feeds, what they list, pages as they came, and hosts. Every method is one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use ``open_store``."""
        self.db = db

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def add(self, url: str, now: float, *, name: str | None, publisher: str | None, every: float, allow_private: bool) -> None:
        """Watch a feed. Raises ``InputError`` for one that is watched already."""
        values = (url, name, publisher, every, allow_private, now, now)
        try:
            self.db.execute(
                "INSERT INTO feed (url, name, publisher, every, allow_private, added, due) VALUES (?, ?, ?, ?, ?, ?, ?)", values
            )
        except sqlite3.IntegrityError as error:
            raise InputError(f"{url} is watched already; `communique feeds list` shows it") from error

    def remove(self, named: str) -> Feed:
        """Watch a feed no longer, by its address, name or number. Pages and records stay. Raises ``InputError`` for none or several."""
        found = [f for f in self.feeds() if named in (f.url, f.name, str(f.number))]
        if len(found) != 1:
            many = "several feeds are" if found else "no feed is"
            raise InputError(f"{many} called {named!r}; name one by its address or number in `communique feeds list`")
        self.db.execute("DELETE FROM feed WHERE number = ?", (found[0].number,))
        return found[0]

    def feeds(self) -> list[Feed]:
        """All feeds, in the order they were added."""
        return _all(self.db.execute("SELECT * FROM feed ORDER BY number"), Feed)

    def moments(self, feed: Feed) -> list[float]:
        """When the feed's entries were published, as far as known, else first seen; in order."""
        query = "SELECT DISTINCT COALESCE(at, first_seen) FROM entry WHERE feed = ? ORDER BY 1"
        return [row[0] for row in self.db.execute(query, (feed.number,))]

    def given_up(self, feed: Feed) -> int:
        """How many of its pages are not asked for again, having failed."""
        query = "SELECT count(*) FROM entry WHERE feed = ? AND due IS NULL AND error IS NOT NULL"
        return int(self.db.execute(query, (feed.number,)).fetchone()[0])

    def answered(self, feed: Feed, answer: Answer, now: float) -> None:
        """The feed gave an answer: its next turn, and what to ask with then."""
        self.db.execute(
            "UPDATE feed SET asked = ?, due = ?, etag = ?, modified = ?, failures = 0, error = NULL, moved = ? WHERE number = ?",
            (now, now + feed.every, answer.etag, answer.modified, answer.moved, feed.number),
        )

    def listed(self, feed: Feed, answer: Answer, entries: Iterable[Entry], now: float) -> int:
        """What the feed lists now, with the answer that said so; how many entries are new or said to be changed."""
        with self._transaction():
            before = {row["url"]: row["mark"] for row in self.db.execute("SELECT url, mark FROM entry WHERE feed = ?", (feed.number,))}
            self.db.execute("UPDATE entry SET listed = 0 WHERE feed = ?", (feed.number,))
            news = sum(self._list(feed, entry, before.get(entry.url), now) for entry in entries)
            # A page that was had, and is listed no longer, is not asked for again.
            self.db.execute("UPDATE entry SET due = NULL WHERE feed = ? AND listed = 0 AND fetched IS NOT NULL", (feed.number,))
            self.answered(feed, answer, now)
        return news

    def _list(self, feed: Feed, entry: Entry, before: str | None, now: float) -> bool:
        self.db.execute(
            "INSERT INTO entry (feed, url, title, published, updated, at, mark, first_seen, listed, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (feed, url) DO UPDATE SET listed = 1, title = excluded.title,"
            " published = excluded.published, updated = excluded.updated, at = excluded.at, mark = excluded.mark,"
            " due = CASE WHEN mark = excluded.mark THEN due ELSE excluded.due END,"
            " tries = CASE WHEN mark = excluded.mark THEN tries ELSE 0 END",
            (feed.number, entry.url, entry.title, _day(entry.published), _day(entry.updated), entry.at, entry.mark, now, now),
        )
        return before != entry.mark

    def failed(self, feed: Feed, trouble: Trouble, now: float) -> None:
        """The feed gave nothing: it is asked again later and later, or never where it is gone for good."""
        wait = min(feed.every * 2 ** min(feed.failures + 1, 10), max(24 * HOUR, feed.every))
        due = max(now + wait if trouble.until is None else trouble.until, now + min(feed.every, HOUR))
        with self._transaction():
            self.db.execute(
                "UPDATE feed SET asked = ?, due = ?, failures = failures + 1, error = ?, ended = ? WHERE number = ?",
                (now, due, trouble.message, trouble.code == "gone", feed.number),
            )
            self._note(feed.number, feed.url, trouble, now)

    def due_pages(self, now: float) -> list[Page]:
        """The pages that are to be asked for, by feed, oldest entry first."""
        query = (
            "SELECT feed, url, title, published, updated, tries, etag, modified FROM entry"
            " WHERE due <= ? AND feed IN (SELECT number FROM feed WHERE ended = 0) ORDER BY feed, first_seen, rowid"
        )
        return _all(self.db.execute(query, (now,)), Page)

    def page_failed(self, page: Page, trouble: Trouble, due: float | None, now: float) -> None:
        """A page gave nothing; ``due`` is when it is asked for again."""
        tries = page.tries if trouble.code == "asked-to-wait" else page.tries + 1
        with self._transaction():
            self.db.execute(
                "UPDATE entry SET tries = ?, due = ?, error = ? WHERE feed = ? AND url = ?",
                (tries, due, trouble.message, page.feed, page.url),
            )
            self._note(page.feed, page.url, trouble, now)

    def page_kept(self, page: Page, answer: Answer, due: float | None, now: float) -> None:
        """A page was had, and what is in it is stored."""
        self.db.execute(
            "UPDATE entry SET tries = 0, due = CASE WHEN listed THEN ? END, fetched = ?, etag = ?, modified = ?, error = NULL"
            " WHERE feed = ? AND url = ?",
            (due, now, answer.etag, answer.modified, page.feed, page.url),
        )

    def keep_page(self, url: str, answer: Answer, now: float) -> bool:
        """Keep a page as it came; whether it is another than those kept before."""
        digest = hashlib.sha256(answer.body).hexdigest()
        packed = zstandard.ZstdCompressor().compress(answer.body)
        values = (url, digest, now, answer.url, answer.media, packed)
        query = "INSERT OR IGNORE INTO page (url, sha256, fetched, came_from, media, body) VALUES (?, ?, ?, ?, ?, ?)"
        return self.db.execute(query, values).rowcount == 1

    def kept(self) -> Iterator[tuple[bytes, str, dict[str, str | None]]]:
        """Every page as it came, oldest first: its bytes, its media type, and what feeds say of it."""
        query = (
            "SELECT p.body, p.media, p.url, e.published, f.publisher FROM page p LEFT JOIN entry e ON e.rowid ="
            " (SELECT min(rowid) FROM entry WHERE url = p.url) LEFT JOIN feed f ON f.number = e.feed ORDER BY p.number"
        )
        for row in self.db.execute(query):
            facts = {"url": row["url"], "published": row["published"], "publisher": row["publisher"]}
            yield zstandard.ZstdDecompressor().decompress(row["body"]), row["media"], facts

    def host(self, origin: str) -> Host:
        """What is known of a host."""
        found = _all(self.db.execute("SELECT * FROM host WHERE origin = ?", (origin,)), Host)
        return found[0] if found else Host(origin)

    def keep_robots(self, origin: str, text: str, until: float, delay: float) -> None:
        """Remember a robots.txt."""
        self.db.execute(
            "INSERT INTO host (origin, robots, robots_until, delay) VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE"
            " SET robots = excluded.robots, robots_until = excluded.robots_until, delay = excluded.delay",
            (origin, text, until, delay),
        )

    def wait(self, origin: str, until: float) -> None:
        """Leave a host alone until then."""
        self.db.execute(
            "INSERT INTO host (origin, not_before, refusals) VALUES (?, ?, 1) ON CONFLICT (origin) DO UPDATE"
            " SET not_before = excluded.not_before, refusals = refusals + 1",
            (origin, until),
        )

    def welcome(self, origin: str) -> None:
        """A host answers again."""
        self.db.execute("UPDATE host SET refusals = 0 WHERE origin = ? AND refusals > 0", (origin,))

    def _note(self, feed: int, url: str, trouble: Trouble, now: float) -> None:
        values = (feed, now, url, trouble.code, trouble.message)
        self.db.execute("INSERT INTO trouble (feed, at, url, code, message) VALUES (?, ?, ?, ?, ?)", values)
        self.db.execute(
            "DELETE FROM trouble WHERE feed = ? AND number <="
            f" (SELECT number FROM trouble WHERE feed = ? ORDER BY number DESC LIMIT 1 OFFSET {MOST_TROUBLES})",
            (feed, feed),
        )


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _all(rows: Iterable[sqlite3.Row], kind: type[Noun]) -> list[Noun]:
    return [msgspec.convert(dict(row), kind, strict=False) for row in rows]
