"""The ledger's columns, kept between requests and read anew when its file has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request

from communique.ledger import Ledger, open_ledger
from communique.ledger.columns import Columns, columns
from communique.ledger.facets import Chosen, Counted, Wanted, choose, counts, told_in
from communique.ledger.pairs import Mask

# Reading so many happenings anew takes longer than a reader waits: the old columns answer until the new ones are there.
LARGE = 100_000
MOST_KEPT = 24
# A page of a large ledger has 0.3 MB.
MOST_PAGES = 128

Made = TypeVar("Made")
Stamp = tuple[int, int, int]
Answer = tuple[Chosen, dict[str, Counted]]


class Kept:
    """One ledger's columns, and the counts and pages of the latest selections of them.

    ``then`` is called, in a thread of its own, when a large ledger has been read anew; ``asked`` is when somebody last asked for a page.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._stamp: Stamp | None = None
        self._answers: dict[Wanted, Answer] = {}
        self._made: dict[object, Any] = {}
        self._pages: dict[object, tuple[Stamp, bytes]] = {}
        self._reading = False
        self.then: Callable[[], None] = lambda: None
        self.asked = 0.0

    def opened(self) -> Ledger:
        """The ledger, opened for what may take longer than a page."""
        return open_ledger(self._path)

    def answer(self, ledger: Ledger, wanted: Wanted) -> Answer:
        """The rows of a selection and the counts beside the filters."""
        held = self.columns()
        known = self._answers.get(wanted)
        if known is None:
            columns = held.contacts if wanted.contacts_only else held
            chosen = choose(ledger.db, columns, wanted, told=self._told_in(ledger, columns, wanted.words))
            known = chosen, counts(chosen)
            with self._lock:
                if held is self._columns:
                    self._answers = dict([*self._answers.items(), (wanted, known)][-MOST_KEPT:])
        return known

    def _told_in(self, ledger: Ledger, columns: Columns, words: str) -> Mask | None:
        """The rows of a search, which is asked anew with each filter that narrows it."""
        return self.once(columns, words, lambda: told_in(ledger.db, columns, words)) if words else None

    def once(self, columns: Columns, key: object, make: Callable[[], Made]) -> Made:
        """What ``make`` makes of the columns, made once for each ``key`` while the ledger does not change."""
        found = self._made.get(key)
        if found is None or found[0] is not columns:
            found = columns, make()
            with self._lock:
                self._made = dict([*self._made.items(), (key, found)][-MOST_KEPT:])
        made: Made = found[1]
        return made

    @property
    def size(self) -> int:
        """How many happenings the columns have; none before they are read."""
        return self._columns.size if self._columns else 0

    def page(self, key: object) -> bytes | None:
        """A page that was written of the ledger as it is."""
        found = self._pages.get(key)
        return found[1] if found and found[0] == self.stamp() else None

    def write(self, key: object, make: Callable[[], str]) -> bytes:
        """Write a page and keep it, unless the columns are not yet those of the ledger as it is."""
        stamp = self.stamp()
        known = stamp is not None and stamp == self._stamp
        made = make().encode()
        if known and stamp is not None:
            with self._lock:
                self._pages = dict([*self._pages.items(), (key, (stamp, made))][-MOST_PAGES:])
        return made

    def stamp(self) -> Stamp | None:
        """What changes with the ledger's file; ``None`` where there is none any more."""
        try:
            return _stamp(self._path)
        except OSError:
            return None

    def columns(self) -> Columns:
        """The columns of the ledger as it is; of a large one that has just changed, as it was a moment ago."""
        stamp = _stamp(self._path)
        with self._lock:
            held = self._columns
            if held is None or (stamp != self._stamp and held.size < LARGE):
                held = self._read_now(stamp)
            elif stamp != self._stamp and not self._reading:
                self._reading = True
                threading.Thread(target=self._read, args=(stamp,), daemon=True).start()
            return held

    def _read_now(self, stamp: Stamp) -> Columns:
        with self.opened() as ledger:
            return self._keep(columns(ledger.db), stamp)

    def _keep(self, found: Columns, stamp: Stamp) -> Columns:
        _ = found.kinds, found.contacts.kinds
        self._columns, self._stamp, self._answers, self._made, self._pages = found, stamp, {}, {}, {}
        return found

    def _read(self, stamp: Stamp) -> None:
        try:
            with self.opened() as ledger:
                found = columns(ledger.db)
            with self._lock:
                self._keep(found, stamp)
        finally:
            self._reading = False
        self.then()


def kept_of(request: Request) -> Kept:
    """The application's columns."""
    kept: Kept = request.app.state.kept
    return kept


def _stamp(path: Path) -> Stamp:
    file, waiting = path.stat(), Path(f"{path}-wal")
    # SQLite makes the waiting file anew whenever somebody opens the ledger: only what stands in it counts.
    return file.st_mtime_ns, file.st_size, waiting.stat().st_size if waiting.exists() else 0
