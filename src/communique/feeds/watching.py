"""One round: feeds whose turn it is are asked, and the pages they list are fetched, coded and stored."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from communique.feeds.bounded import Reads
from communique.feeds.listing import KINDS, listing
from communique.feeds.nouns import HOUR, Answer, Feed, Page, Settings, Step, Trouble
from communique.feeds.reading import PAGES, document_of
from communique.feeds.store import Store
from communique.feeds.visiting import Clock, Visitor, Wanted, origin_of
from communique.ledger import Filed, Ledger, ingest, known
from communique.model import Document, Engine, Record
from communique.reading import Failure

# So often is a page asked for that fails, with longer and longer waits.
MOST_TRIES = 5
# So many pages are coded and stored together.
TOGETHER = 16


class Tools(NamedTuple):
    """What a round works with: ``code`` makes records of documents, in order, ``engine`` says what codes, ``reader`` reads in bounds."""

    store: Store
    ledger: Ledger
    code: Callable[[Iterable[Document]], Iterator[Record | Failure]]
    engine: Callable[[], Engine]
    reader: Reads
    settings: Settings = Settings()
    clock: Clock = Clock()


class _Had(NamedTuple):
    """A page that was fetched and read."""

    page: Page
    answer: Answer
    document: Document


def watch(tools: Tools, *, at_once: bool = False) -> Iterator[Step]:
    """One round; ``at_once`` asks every feed and listed page, whether it is its turn or not. Hosts that asked us to wait are left alone."""
    visitor = Visitor(tools.store, tools.settings, tools.clock)
    feeds, end = tools.store.feeds(), float("inf")
    for feed in feeds:
        if not feed.ended and feed.due <= (end if at_once else tools.clock.now()):
            yield _asked(feed, tools, visitor)
    due = tools.store.due_pages(end if at_once else tools.clock.now())
    yield from _Round(tools, visitor, {f.number: f for f in feeds}).pages(due)


def next_turn(store: Store) -> float | None:
    """When the next feed or page is due; ``None`` where nothing is watched."""
    query = "SELECT min(due) FROM (SELECT due FROM feed WHERE ended = 0 UNION ALL SELECT due FROM entry WHERE due IS NOT NULL)"
    found = store.db.execute(query).fetchone()[0]
    return None if found is None else float(found)


def _asked(feed: Feed, tools: Tools, visitor: Visitor) -> Step:
    answer = visitor.visit(Wanted(feed.url, KINDS, feed.etag, feed.modified, feed.allow_private))
    if isinstance(answer, Trouble):
        return _failed(feed, answer, tools)
    tools.store.welcome(origin_of(feed.url))
    if answer.is_unchanged:
        tools.store.answered(feed, msgspec.structs.replace(answer, etag=feed.etag, modified=feed.modified), tools.clock.now())
        return Step("feed-same", feed.called, feed.url)
    found = tools.reader.call(listing, answer)
    if isinstance(found, Trouble):
        return _failed(feed, found, tools)
    news = tools.store.listed(feed, answer, found.entries, tools.clock.now())
    dropped = Trouble("dropped", f"{found.dropped} entries have no usable address, or are too many") if found.dropped else None
    return Step("feed-read", feed.called, feed.url, dropped, news)


def _failed(feed: Feed, trouble: Trouble, tools: Tools) -> Step:
    tools.store.failed(feed, trouble, tools.clock.now())
    return Step("feed-failed", feed.called, feed.url, trouble)


class _Round:
    """The pages of one round: hosts take turns, and what was read is coded and stored some at a time."""

    def __init__(self, tools: Tools, visitor: Visitor, feeds: dict[int, Feed]) -> None:
        self._tools, self._visitor, self._feeds = tools, visitor, feeds
        self._had: list[_Had] = []

    def pages(self, due: Iterable[Page]) -> Iterator[Step]:
        """Ask for every page, and store what it says."""
        for page in _in_turns(due, self._visitor):
            step = self._page(page, self._feeds[page.feed])
            if step is not None:
                yield step
            if len(self._had) >= TOGETHER:
                yield from self._stored()
        yield from self._stored()

    def _page(self, page: Page, feed: Feed) -> Step | None:
        """What became of the page; ``None`` where that shows when it is stored."""
        answer = self._visitor.visit(Wanted(page.url, PAGES, page.etag, page.modified, feed.allow_private))
        if isinstance(answer, Trouble):
            return self._failed(page, feed, answer)
        self._tools.store.welcome(origin_of(page.url))
        if answer.is_unchanged:
            return self._kept(page, msgspec.structs.replace(answer, etag=page.etag, modified=page.modified), "same")
        document = self._tools.reader.call(document_of, page, feed.publisher, answer)
        if isinstance(document, Trouble):
            return self._failed(page, feed, document)
        self._tools.store.keep_page(page.url, answer, self._tools.clock.now())
        if known(self._tools.ledger, document.article, self._tools.engine()):
            return self._kept(page, answer, "same")
        self._had.append(_Had(page, answer, document))
        return None

    def _stored(self) -> Iterator[Step]:
        """Code and store what was read; only then is a page said to be had, so that a kill in between loses nothing."""
        had, self._had = self._had, []
        coded = list(self._tools.code([h.document for h in had])) if had else []
        waiting = deque(h for h, record in zip(had, coded, strict=True) if isinstance(record, Record))
        for done in ingest(self._tools.ledger, [Filed(r, None) for r in coded if isinstance(r, Record)]):
            now = waiting.popleft()
            yield self._kept(now.page, now.answer, "same" if done.outcome == "unchanged" else done.outcome)
        for fetched, record in zip(had, coded, strict=True):
            if isinstance(record, Failure):
                trouble = Trouble(record.code, record.message, lasting=True)
                yield self._failed(fetched.page, self._feeds[fetched.page.feed], trouble)

    def _kept(self, page: Page, answer: Answer, what: str) -> Step:
        now, recheck = self._tools.clock.now(), self._tools.settings.recheck
        self._tools.store.page_kept(page, answer, now + recheck if recheck else None, now)
        return msgspec.convert({"what": f"page-{what}", "feed": self._feeds[page.feed].called, "url": page.url}, Step)

    def _failed(self, page: Page, feed: Feed, trouble: Trouble) -> Step:
        now = self._tools.clock.now()
        due: float | None = trouble.until or now + HOUR * 2**page.tries
        if trouble.lasting or (page.tries + 1 >= MOST_TRIES and trouble.until is None):
            due = None
        self._tools.store.page_failed(page, trouble, due, now)
        return Step("page-failed", feed.called, page.url, trouble)


def _in_turns(pages: Iterable[Page], visitor: Visitor) -> Iterator[Page]:
    """The pages so that no host makes the others wait: always one whose host is ready, or is so next."""
    queues: dict[str, deque[Page]] = defaultdict(deque)
    for page in pages:
        queues[origin_of(page.url)].append(page)
    while queues:
        origin = min(queues, key=visitor.ready)
        yield queues[origin].popleft()
        if not queues[origin]:
            del queues[origin]
