"""All that a ledger knows of one happening: accounts, reports with the reasons why they stand together, ties, and decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from communique.ledger.compare import Account, Point, Told, compare
from communique.ledger.decisions import found_keys
from communique.ledger.hands import Logged
from communique.ledger.overviews import Link, Report, links, reports
from communique.ledger.queries import Contact, rows_of
from communique.ledger.reviewing import history


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """One happening with everything about it; the first four are those of a ``Comparison``."""

    contact: Contact
    accounts: tuple[Account, ...]
    others: tuple[Told, ...]
    points: tuple[Point, ...]
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    decisions: tuple[Logged, ...]


def whole(db: sqlite3.Connection, contact: Contact) -> Whole:
    """Everything about a happening."""
    compared = compare(db, contact)
    return Whole(
        contact=contact,
        accounts=compared.accounts,
        others=compared.others,
        points=compared.points,
        reports=reports(db, contact.id),
        links=links(db, contact.id),
        decisions=history(db, contact.id),
    )


def named(db: sqlite3.Connection, word: str) -> Contact:
    """The happening that an id means, or the start of one: its own, an absorbed one's, an event's. Raises ``InputError``."""
    found = rows_of(db, [word])
    if found:
        return found[0]
    key = found_keys(db, word)[0]
    return rows_of(db, [happening_ids(db, [key])[key]])[0]


def happening_ids(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """The happenings that reports with these keys stand with, by key; those that are not in the ledger are left out."""
    query = "SELECT h.id FROM report r JOIN happening h ON h.number = r.happening WHERE r.key = ? ORDER BY r.number DESC"
    found = {key: db.execute(query, (key,)).fetchone() for key in keys}
    return {key: str(row["id"]) for key, row in found.items() if row is not None}
