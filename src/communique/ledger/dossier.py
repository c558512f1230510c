"""What a ledger holds on somebody, gathered for one page: contacts, both sides' accounts, reports, and what else was said."""

from __future__ import annotations

import sqlite3
from collections import Counter

import msgspec

from communique.export.base import country_name
from communique.ledger.compare import Comparison, compare
from communique.ledger.names import Named
from communique.ledger.overviews import Link, Report, Totals, links, reports, totals
from communique.ledger.queries import Contact, Quote, Selection, happenings, quotes

MOST_QUOTES = 50


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """One contact with its accounts, the reports that count, and what it is tied to; ``others`` take part beside whom it is about."""

    comparison: Comparison
    others: tuple[str, ...]
    reports: tuple[Report, ...]
    links: tuple[Link, ...]

    @property
    def contact(self) -> Contact:
        """The contact itself."""
        return self.comparison.contact


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """The contacts of a selection, the newest first; ``quotes`` are statements that belong to none of them.

    ``names`` say who it is about, ``cut`` whether there are more contacts than the selection's limit, ``counterparts`` how many contacts
    each of the others has.
    """

    names: tuple[str, ...]
    selection: Selection
    chapters: tuple[Chapter, ...]
    quotes: tuple[Quote, ...]
    counterparts: tuple[tuple[str, int], ...]
    totals: Totals
    cut: bool


def dossier(db: sqlite3.Connection, selection: Selection) -> Dossier:
    """Gather it; the selection has one party or more, the first of which it is about."""
    found = happenings(db, msgspec.structs.replace(selection, limit=selection.limit + 1))
    contacts = found[: selection.limit]
    mine = _ids(db, {p for named in selection.parties for p in named.numbers(db)})
    subject = _ids(db, set(selection.parties[0].numbers(db)))
    return Dossier(
        names=tuple(called(db, named) for named in selection.parties),
        selection=selection,
        chapters=tuple(_chapter(db, c, subject) for c in contacts),
        quotes=_quotes(db, selection, {c.id for c in contacts}),
        counterparts=_counterparts(contacts, mine),
        totals=totals(db),
        cut=len(found) > len(contacts),
    )


def called(db: sqlite3.Connection, named: Named) -> str:
    """The name of whom a name means, in full."""
    if named.country:
        return country_name(named.country) or named.country
    marks = ", ".join("?" * len(named.actors))
    rows = db.execute(f"SELECT name FROM actor WHERE number IN ({marks}) ORDER BY number", named.actors)
    return ", ".join(dict.fromkeys(r["name"] for r in rows))


def _chapter(db: sqlite3.Connection, contact: Contact, subject: set[str]) -> Chapter:
    counted = tuple(r for r in reports(db, contact.id) if r.state != "rejected")
    others = tuple(dict.fromkeys(p.name for p in contact.parties if p.id not in subject))
    return Chapter(comparison=compare(db, contact), others=others, reports=counted, links=links(db, contact.id))


def _quotes(db: sqlite3.Connection, selection: Selection, told: set[str]) -> tuple[Quote, ...]:
    by, *others = selection.parties
    since, until = (d.isoformat() if d else "" for d in (selection.since, selection.until))
    # Those of the contacts come first out of the ledger and are told with them: ask for enough.
    found = quotes(db, by=by, about=others[0] if others else None, limit=MOST_QUOTES * 10)
    fitting = (
        q for q in found if q.happening not in told and (q.published or since) >= since and (not until or (q.published or "") <= until)
    )
    return tuple(q for q, _ in zip(fitting, range(MOST_QUOTES), strict=False))


def _ids(db: sqlite3.Connection, numbers: set[int]) -> set[str]:
    return {db.execute("SELECT id FROM actor WHERE number = ?", (n,)).fetchone()["id"] for n in numbers}


def _counterparts(contacts: tuple[Contact, ...], mine: set[str]) -> tuple[tuple[str, int], ...]:
    held = Counter(name for c in contacts for name in dict.fromkeys(p.name for p in c.parties if p.id not in mine))
    return tuple(sorted(held.items(), key=lambda item: (-item[1], item[0])))
