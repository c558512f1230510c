"""One SQLite file as a ledger: opening, transactions, and errors that say what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import zstandard

from communique.errors import LedgerError
from communique.ledger.frames import Frame, TableName, table
from communique.ledger.library import LIBRARY, connect
from communique.ledger.migrate import APPLICATION, migrate, migrations, schema_version
from communique.model import Record

# How long a writer waits for another to finish its batch.
PATIENCE_SECONDS = 10.0
PAGE = 100
# So many pages of 4 kB wait in the log at the least before they go into the file.
LEAST_LOGGED = 32_000
_UNPACK = zstandard.ZstdDecompressor()
_DECODER = msgspec.json.Decoder(Record)
_CURRENT = """
    SELECT s.number AS snapshot, s.text, r.json FROM snapshot s JOIN record r ON r.snapshot = s.number AND r.current = 1
"""

_MISCOUNTED = """
    SELECT number FROM happening h WHERE absorbed IS NULL AND state <> 'rejected'
    AND reports <> (SELECT count(*) FROM report r WHERE r.happening = h.number AND r.state <> 'rejected')
"""


class Ledger:
    """An open ledger. Close it, or use it in ``with``; one thread at a time.

    ``db`` is the connection, in autocommit mode: read with it, and write inside ``transaction()`` only.
    """

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use ``open_ledger``."""
        self.path = path
        self.db = db

    def __enter__(self) -> Ledger:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing. Inside another transaction it is part of that.

        Raises ``LedgerError`` where another writer does not finish, the disk is full, or the file is damaged.
        """
        if self.db.in_transaction:
            yield self.db
            return
        with explained(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def storing(self) -> Iterator[sqlite3.Connection]:
        """A transaction for many rows, each written after what it refers to: SQLite need not look for that again.

        Foreign keys stay in the schema, and ``verify`` checks them all.
        """
        self.db.execute("PRAGMA foreign_keys = OFF")  # inside a transaction this does nothing
        try:
            with self.transaction() as db:
                yield db
        finally:
            self.db.execute("PRAGMA foreign_keys = ON")

    def records(self) -> Iterator[Record]:
        """The current record of every article's newest text, oldest first; decisions are not applied."""
        last = 0
        while page := self._page(last):
            for row in page:
                yield unpacked(row["json"], row["text"])
            last = page[-1]["snapshot"]

    def table(self, name: TableName, frame: Frame = "arrow") -> Any:
        """``events``, ``statements`` or ``dyads`` as a ``pyarrow.Table``, a Polars or a pandas data frame.

        Raises ``LedgerError`` where the library for the frame is not installed.
        """
        with explained(self.path):
            return table(self.db, name, frame)

    def _page(self, after: int) -> list[sqlite3.Row]:
        query = f"{_CURRENT} WHERE s.latest = 1 AND s.number > ? ORDER BY s.number LIMIT {PAGE}"
        with explained(self.path):
            return self.db.execute(query, (after,)).fetchall()

    def record(self, snapshot: int) -> Record | None:
        """The current record of one snapshot; ``None`` for a number that no snapshot has."""
        with explained(self.path):
            row = self.db.execute(f"{_CURRENT} WHERE s.number = ?", (snapshot,)).fetchone()
        return unpacked(row["json"], row["text"]) if row else None


def open_ledger(path: str | Path, *, create: bool = False) -> Ledger:
    """Open a ledger, bringing an older one to the newest schema; ``create`` makes one where there is no file.

    Where nothing can be written, as on a read-only disk, it can be read all the same.

    Raises ``LedgerError`` for no such file, a file that is no ledger, a damaged one, one of a newer schema, and one that cannot be
    opened or written.
    """
    place = Path(path)
    if place.is_dir():
        raise LedgerError(f"{place}: is a folder; name the ledger's file")
    if not create and not place.is_file():
        raise LedgerError(f"{place}: there is no such ledger; `communique ingest PATH --ledger {place}` makes one")
    readable = not create and not os.access(place.resolve().parent, os.W_OK)
    with explained(place):
        db = connect(_only_read(place) if readable else place, timeout=PATIENCE_SECONDS)
        try:
            _check(db, place) if readable else _prepare(db, place, create)
        except BaseException:
            db.close()
            raise
    return Ledger(place, db)


def _only_read(path: Path) -> str:
    """The address of a file in a folder where SQLite can put no other beside it.

    Without a log that waits beside it nobody writes to the ledger, so that SQLite need not watch out for others; with one it must.
    """
    waiting = Path(f"{path}-wal")
    alone = not waiting.exists() or not waiting.stat().st_size
    return f"{path.resolve().as_uri()}?{'immutable=1' if alone else 'mode=ro'}"


def _check(db: sqlite3.Connection, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise LedgerError(f"{path}: is not a ledger of communique")
    if (version := schema_version(db)) != len(migrations()):
        raise LedgerError(
            f"{path}: its schema has version {version}, this communique uses {len(migrations())}, and it cannot be written where it is;"
            " copy it to where you may write"
        )
    db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA cache_size = -262144")


def _mend(db: sqlite3.Connection) -> None:
    """Happenings that did not follow when a report left them: an older communique wrote some before all reports had moved."""
    from communique.ledger.happenings import tidy
    from communique.ledger.members import Cast

    changed = {row[0] for row in db.execute(_MISCOUNTED)}
    tidy(db, changed, Cast(db), stale=changed, left=set())


def _prepare(db: sqlite3.Connection, path: Path, create: bool) -> None:
    empty = not db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION and not (create and empty):
        raise LedgerError(f"{path}: is not a ledger of communique; `communique ingest PATH --ledger FILE` makes one")
    db.execute("PRAGMA journal_mode = WAL")
    # In WAL mode a crash of the program or kill -9 loses nothing so, and only the last moments before a power cut could be lost.
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -262144")
    migrate(db, str(path), mend=_mend)
    # Pages go from the log into the file in batches of an eighth of it, at least 128 MB: most are written many times before.
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA wal_autocheckpoint = {max(LEAST_LOGGED, pages // 8)}")


def unpacked(packed: bytes, text: str) -> Record:
    """A stored record with its article's text put back."""
    record = _DECODER.decode(_UNPACK.decompress(packed))
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text=text))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors as ``LedgerError``, with what to do."""
    try:
        yield
    except LIBRARY.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _MEANINGS:
            raise
        raise LedgerError(f"{path}: {_MEANINGS[code]} ({error})") from error


_MEANINGS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; what was committed is kept; try again when the other has finished",
    sqlite3.SQLITE_LOCKED: "another part of this program is writing to it; try again when it has finished",
    sqlite3.SQLITE_FULL: "the disk is full; what was committed before is kept; make room and run the same command again",
    sqlite3.SQLITE_CORRUPT: "the database is damaged; put a backup in its place, or save what can be read with `sqlite3 FILE .recover`",
    sqlite3.SQLITE_NOTADB: "is not a ledger of communique, and no SQLite database at all",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and that you may write there",
    sqlite3.SQLITE_READONLY: "cannot be written; check the rights of the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; check the rights of the file and its folder",
    sqlite3.SQLITE_IOERR: "reading or writing it failed; what was committed before is kept; check the disk",
}
