"""Rounds of watching with a coder that finds nothing and a clock that nobody has to wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from communique.feeds import Clock, Settings, Step, Store, Tools, open_store, store_path, watch
from communique.ledger import Ledger, open_ledger
from communique.model import Document, Engine, Record
from communique.reading import Failure

ENGINE = Engine("rules", "0", "0", "none")


def code(documents: Iterable[Document]) -> Iterator[Record | Failure]:
    for d in documents:
        if "CRASH" in d.article.text:
            yield Failure(d.article.url or "", "internal-error", "the rules fell over")
            continue
        yield Record(
            article=d.article, zones=d.zones, actors=(), events=(), statements=(), times=(), problems=d.problems, engine=ENGINE,
        )  # fmt: skip


class Here:
    """Reads in this process: quick, and without bounds."""

    def call(self, function: Callable[..., Any], *given: Any) -> Any:
        return function(*given)


class Watch:
    """A watch over feeds: its own time goes on only when told, or when it would sleep."""

    def __init__(self, store: Store, ledger: Ledger, **settings: Any) -> None:
        self.store, self.ledger = store, ledger
        self.time, self.slept = 1_700_000_000.0, [0.0][1:]
        clock = Clock(lambda: self.time, self._sleep)
        self.tools = Tools(store, ledger, code, lambda: ENGINE, Here(), Settings(**{"seconds": 5.0, **settings}), clock)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def add(
        self, url: str, *, every: float = 3600.0, allow_private: bool = True, name: str | None = None, publisher: str | None = None
    ) -> None:
        self.store.add(url, self.time, name=name, publisher=publisher, every=every, allow_private=allow_private)

    def round(self, later: float = 0.0, *, at_once: bool = False) -> list[Step]:
        self.time += later
        return list(watch(self.tools, at_once=at_once))

    def troubles(self) -> dict[str, str]:
        """Of each address the newest trouble's code."""
        return {row["url"]: row["code"] for row in self.store.db.execute("SELECT url, code FROM trouble ORDER BY number")}

    def texts(self, url: str) -> list[str]:
        """All snapshots of an article in the ledger, oldest first."""
        query = "SELECT text FROM snapshot WHERE article = ? ORDER BY number"
        return [row["text"] for row in self.ledger.db.execute(query, (url,))]


@contextmanager
def watching(folder: Path, **settings: Any) -> Iterator[Watch]:
    path = folder / "history.db"
    with open_ledger(path, create=True) as ledger, open_store(store_path(path)) as store:
        yield Watch(store, ledger, **settings)


def did(steps: list[Step]) -> list[tuple[str, str]]:
    """What happened to which path."""
    return [(s.what, "/" + s.url.split("/", 3)[3]) for s in steps]
