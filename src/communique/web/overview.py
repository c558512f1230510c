"""The overview: one selection of the ledger as a timeline, a network, a map and a table, with the filters that narrow it."""

from __future__ import annotations

import gc
import time
from typing import Any

import msgspec
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import UnknownNameError
from communique.export.base import country_name
from communique.knowledge.actors import load_actors
from communique.ledger import Ledger
from communique.ledger.columns import Columns
from communique.ledger.facets import Counted, newest
from communique.ledger.names import resolve
from communique.web import charts
from communique.web.charts.timeline import MOST_MARKS
from communique.web.filters import PAGE, Filters, filters_of, wanted_of
from communique.web.kept import Answer, Kept, kept_of
from communique.web.pages import marked, opened
from communique.web.security import form_token

# So many places are drawn, and so many values of a filter are listed.
MOST_PLACES = 120


class Choice(msgspec.Struct, frozen=True):
    """One value of a filter: what it is called, where it leads, how many contacts it would leave; ``share`` in per cent of the largest.

    ``key`` names it whether it is chosen or not.
    """

    key: str
    label: str
    href: str
    number: int
    share: int
    chosen: bool


class Facet(msgspec.Struct, frozen=True):
    """A filter with its values; ``opened`` where it is one that readers start with, or one that is in use."""

    head: str
    choices: tuple[Choice, ...]
    opened: bool


def overview(request: Request) -> Response:
    """The page of a selection."""
    filters, kept = filters_of(request.query_params), kept_of(request)
    kept.asked = time.monotonic()
    if (known := kept.page(filters)) is not None:
        return marked(request, HTMLResponse(known), form_token(request))
    with opened(request) as ledger:
        if filters.q and (meant := _meant(ledger, filters.q)):
            return RedirectResponse(filters.address(q="", who=tuple(dict.fromkeys((*filters.who, meant)))), 303)
        made = kept.write(filters, lambda: page_of(request.app.state.templates.env, kept, ledger, filters))
    return marked(request, HTMLResponse(made), form_token(request))


def page_of(templates: Environment, kept: Kept, ledger: Ledger, filters: Filters) -> str:
    """The page of a selection as text: it has no form that writes, and is the same for everybody."""
    return templates.get_template("overview.html").render(path="/", **shown(kept, ledger, filters))


def warm(kept: Kept, templates: Environment) -> None:
    """Get ready what the first page would wait for: the ledger's columns, the knowledge of names, the drawing of networks, the templates.

    Compiling these, with all that they take in, takes as long as counting: they are by writing the page that comes first.
    """
    knowledge = load_actors()
    _ = knowledge.aliases, knowledge.by_code, knowledge.by_piece, knowledge.terms_of, charts.outlines()
    with kept.opened() as ledger:
        for by in ("persons", "states"):
            filters = msgspec.structs.replace(Filters(), by=by)
            _drawn(kept, ledger, kept.answer(ledger, wanted_of(ledger, filters)), filters)
        kept.write(plain := Filters(), lambda: page_of(templates, kept, ledger, plain))
    # What is there by now stays: looking through it for garbage would hold up a page by a tenth of a second now and then.
    gc.collect()
    gc.freeze()


def shown(kept: Kept, ledger: Ledger, filters: Filters) -> dict[str, Any]:
    """What the page of a selection shows."""
    chosen, counted = kept.answer(ledger, wanted_of(ledger, filters))
    filters = msgspec.structs.replace(filters, page=min(filters.page, max(-(-chosen.total // PAGE), 1)))
    start, columns = (filters.page - 1) * PAGE, chosen.columns
    return {
        "filters": filters,
        "facets": facets(columns, counted, filters),
        "chips": chips(columns, filters),
        "total": chosen.total,
        "contacts": newest(ledger.db, columns, chosen.rows, start=start, most=PAGE),
        "more": chosen.total > start + PAGE,
        "names": tuple(name_of(columns, i) for i, _ in counted["actor"]),
        **_drawn(kept, ledger, (chosen, counted), filters),
    }


def _drawn(kept: Kept, ledger: Ledger, answer: Answer, filters: Filters) -> dict[str, Any]:
    chosen, counted = answer

    def draw() -> dict[str, Any]:
        few = newest(ledger.db, chosen.columns, chosen.rows, most=MOST_MARKS) if chosen.total <= 4 * MOST_MARKS else ()
        return {
            "timeline": charts.timeline(chosen, filters, few),
            "network": charts.network(chosen, filters),
            "map": charts.worldmap(chosen.columns, counted["place"][:MOST_PLACES], filters, chosen.total),
        }

    return kept.once(chosen.columns, msgspec.structs.replace(filters, page=1), draw)


def _meant(ledger: Ledger, words: str) -> str | None:
    """The words of the search where they are a name of the ledger."""
    try:
        resolve(ledger.db, words)
    except UnknownNameError:
        return None
    return words


def name_of(columns: Columns, key: str) -> str:
    """What people read for an id of an actor, or for a country's code."""
    if key in columns.countries:
        return country_name(key) or key
    try:
        return columns.actors.names[columns.actors.ids.index(key)]
    except ValueError:
        return key


def chips(columns: Columns, filters: Filters) -> tuple[tuple[str, str], ...]:
    """Each filter in use in words, with the address without it."""
    found = [(f"“{filters.q}”", filters.address(q=""))] if filters.q else []
    for field in ("who", "medium", "status", "type", "place", "source"):
        for value in getattr(filters, field):
            label = name_of(columns, value) if field == "who" else value.replace("_", " ")
            found.append((label, filters.toggled(field, value)))
    if filters.since or filters.until:
        days = f"{filters.since or '…'} to {filters.until or '…'}" if filters.since != filters.until else filters.since
        found.append((days, filters.address(since="", until="")))
    return (*found, *([("other events too", filters.address(all=False))] if filters.all else []))


HEADS = (("actor", "Actor"), ("country", "Country"), ("dyad", "Dyad"), ("medium", "Medium"), ("status", "Status"), ("type", "Event type"),
         ("year", "Year"), ("place", "Place"), ("source", "Source"))  # fmt: skip
FIRST_OPEN = ("actor", "country", "medium", "status")


def facets(columns: Columns, counted: dict[str, Counted], filters: Filters) -> tuple[Facet, ...]:
    """The filters with the values that the selection still has."""
    return tuple(_facet(columns, field, head, counted[field], filters) for field, head in HEADS if counted[field])


def _facet(columns: Columns, field: str, head: str, counted: Counted, filters: Filters) -> Facet:
    most = max(n for _, n in counted)
    choices = tuple(
        Choice(f"{field} {value}", label, href, n, max(round(100 * n / most), 1), chosen)
        for value, n in counted
        for label, href, chosen in (_choice(columns, field, value, filters),)
    )
    return Facet(head, choices, field in FIRST_OPEN or any(c.chosen for c in choices))


def _choice(columns: Columns, field: str, value: str, filters: Filters) -> tuple[str, str, bool]:
    if field in ("actor", "country"):
        return name_of(columns, value), filters.toggled("who", value), value in filters.who
    if field == "dyad":
        sides = value.split()
        return " – ".join(name_of(columns, s) for s in sides), filters.joined(*sides), set(sides) <= set(filters.who)
    if field == "year":
        chosen = filters.since.startswith(value) and filters.until.startswith(value)
        days = {"since": "", "until": ""} if chosen else {"since": f"{value}-01-01", "until": f"{value}-12-31"}
        return value, filters.address(**days), chosen
    return value.replace("_", " "), filters.toggled(field, value), value in getattr(filters, field)
