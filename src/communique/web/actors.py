"""The page of an actor, and of two: contacts over the years, counterparts, words, and what is still open."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.ledger import Ledger, queries
from communique.ledger.columns import Columns
from communique.ledger.dossier import called
from communique.ledger.facets import Wanted, choose, newest
from communique.ledger.names import Named, resolve
from communique.ledger.portraits import counterparts, offices, pending, told_by_one
from communique.ledger.queries import Quote
from communique.web import charts
from communique.web.filters import Filters
from communique.web.kept import kept_of
from communique.web.pages import opened, page

SHOWN, MOST_QUOTES = 20, 12
# Words are looked for in so many of the newest articles, so that the page of a great power is there at once.
MOST_ARTICLES = 4_000


class Sketch(msgspec.Struct, frozen=True):
    """Who somebody is in the ledger; ``key`` is what an address calls them: an id, a country's code, or the words that mean several."""

    key: str
    name: str
    kind: str
    country: str | None


def actor(request: Request) -> Response:
    """One person, body or state, by any name or id."""
    identity = request.path_params["identity"]
    with opened(request) as ledger:
        named = resolve(ledger.db, identity)
        shown = _shown(request, ledger, (named,))
    (who,) = shown["who"]
    quoted = {"quotes_by": shown["by"][0], "quotes_about": shown["about"][0]}
    return page(request, "actor.html", sketch=who, offices=offices(who.key), **quoted, **shown)


def dyad(request: Request) -> Response:
    """What two have with each other."""
    one, other = request.path_params["one"], request.path_params["other"]
    with opened(request) as ledger:
        parties = resolve(ledger.db, one), resolve(ledger.db, other)
        if parties[0].numbers(ledger.db) == parties[1].numbers(ledger.db):
            return RedirectResponse(f"/actors/{quote(_sketch(ledger, parties[0]).key, safe=':')}", 307)
        shown = _shown(request, ledger, parties)
        one_sided = told_by_one(ledger.db, kept_of(request).columns(), parties)[:SHOWN]
    held = [offices(w.key) for w in shown["who"]]
    return page(request, "dyad.html", one_sided=one_sided, offices=held, **shown)


def _shown(request: Request, ledger: Ledger, parties: tuple[Named, ...]) -> dict[str, Any]:
    columns = kept_of(request).columns()
    chosen = choose(ledger.db, columns, Wanted(parties=parties))
    who = tuple(_sketch(ledger, p) for p in parties)
    filters = Filters(who=tuple(w.key for w in who))
    return {
        "who": who,
        "filters": filters,
        "total": chosen.total,
        "contacts": newest(ledger.db, columns, chosen.rows, most=SHOWN),
        "others": _others(ledger, columns, parties),
        "calendar": charts.calendar(chosen, filters, _year(request)),
        "counterparts": counterparts(ledger.db, chosen, parties),
        "pending": pending(ledger.db, columns, parties),
        "by": [_words(ledger, p, None if len(parties) == 1 else parties[1 - n]) for n, p in enumerate(parties)],
        "about": [queries.quotes(ledger.db, about=parties[0], limit=MOST_QUOTES, latest=MOST_ARTICLES)] if len(parties) == 1 else [],
    }


def _words(ledger: Ledger, by: Named, about: Named | None) -> tuple[Quote, ...]:
    return queries.quotes(ledger.db, by=by, about=about, limit=MOST_QUOTES, latest=MOST_ARTICLES)


def _others(ledger: Ledger, columns: Columns, parties: tuple[Named, ...]) -> int:
    """How many events that are no contacts they take part in."""
    rows = choose(ledger.db, columns, Wanted(parties=parties, contacts_only=False)).rows
    return int((rows & ~columns.contact).sum())


def _year(request: Request) -> int | None:
    year = request.query_params.get("year", "")
    return int(year) if year.isdecimal() and len(year) == len("2025") else None


def _sketch(ledger: Ledger, named: Named) -> Sketch:
    if named.country:
        return Sketch(named.country, called(ledger.db, named), "state", named.country)
    name = called(ledger.db, named)
    if len(named.actors) > 1:
        return Sketch(named.words, name, "several", None)
    row = ledger.db.execute("SELECT id, kind, country FROM actor WHERE number = ?", named.actors).fetchone()
    return Sketch(row["id"], name, row["kind"], row["country"])
