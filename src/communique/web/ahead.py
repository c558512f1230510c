"""Pages of a large ledger that are likely to be asked for next, written before anybody does: those of the filters beside the overview."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment
from starlette.datastructures import QueryParams

from communique.ledger import Ledger
from communique.web import overview
from communique.web.filters import Filters, filters_of, wanted_of
from communique.web.kept import LARGE, Kept, Stamp

# So many values of each filter, the most frequent: those that the drawings lead to as well.
MOST_VALUES = 10
# Nobody is kept waiting by this: it goes on when nobody has asked for a page for so long.
REST_SECONDS, FIRST_REST_SECONDS = 0.25, 1.5
# A page that is asked for meanwhile waits so long whenever it comes back from SQLite, some hundred times.
SWITCH_SECONDS = 0.0005


def keep_ahead(kept: Kept, templates: Environment) -> None:
    """Write them in the background, now and whenever the ledger has been read anew; of a small ledger none, where nobody would wait."""

    def write() -> None:
        if kept.size >= LARGE:
            write_ahead(kept, templates)

    # Who opens the pages at once comes first.
    kept.then, kept.asked = write, time.monotonic() + FIRST_REST_SECONDS
    threading.Thread(target=write, daemon=True).start()


def write_ahead(kept: Kept, templates: Environment) -> None:
    """Write the pages, until the ledger changes."""
    stamp, usual = kept.stamp(), sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        _write_each(kept, templates, stamp)
    finally:
        sys.setswitchinterval(usual)


def _write_each(kept: Kept, templates: Environment, stamp: Stamp | None) -> None:
    with kept.opened() as ledger:
        for filters in likely(kept, ledger):
            while time.monotonic() - kept.asked < REST_SECONDS:
                time.sleep(REST_SECONDS / 5)
            if kept.stamp() != stamp:
                return
            if kept.page(filters) is None:
                kept.write(filters, partial(overview.page_of, templates, kept, ledger, filters))


def likely(kept: Kept, ledger: Ledger) -> Iterator[Filters]:
    """The overview, and what each of its filters leads to: the most frequent value of each, the second of each, and so on."""
    yield (plain := Filters())
    chosen, counted = kept.answer(ledger, wanted_of(ledger, plain))
    facets = overview.facets(chosen.columns, counted, plain)
    for choices in zip_longest(*(f.choices[:MOST_VALUES] for f in facets)):
        yield from (filters_of(QueryParams(parse_qsl(urlsplit(c.href).query))) for c in choices if c is not None)
