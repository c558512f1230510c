"""A page's address ↔ a selection of the ledger. Every state of the overview is an address that can be shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args
from urllib.parse import urlencode

import msgspec

from communique.errors import InputError
from communique.ledger import Ledger
from communique.ledger.names import resolve
from communique.ledger.queries import Selection
from communique.model import EventType, Medium, Status

PAGE = 50


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What the visitor asked for, as written in the address."""

    who: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    all: bool = False
    page: int = 1

    def address(self, **changes: object) -> str:
        """The overview's address with some of it changed; a change of anything but the page goes to the first page."""
        values = msgspec.structs.asdict(self) | {"page": 1} | changes
        pairs = [(k, v) for k, given in values.items() for v in (given if isinstance(given, tuple) else (given,))]
        kept = [(k, "1" if v is True else v) for k, v in pairs if v and (k, v) != ("page", 1)]
        return "/?" + urlencode(kept) if kept else "/"

    def toggled(self, field: str, value: str) -> str:
        """The address with one value of a field added, or taken away where it is there."""
        have: tuple[str, ...] = getattr(self, field)
        return self.address(**{field: tuple(v for v in have if v != value) if value in have else (*have, value)})


def filters_of(query: Mapping[str, str], lists: Sequence[tuple[str, str]]) -> Filters:
    """The filters of an address. Raises ``InputError`` for a value that no filter has."""
    many = {f: tuple(dict.fromkeys(v for k, v in lists if k == f and v.strip())) for f in ("who", "medium", "status", "type")}
    for field, known in (("medium", get_args(Medium)), ("status", get_args(Status)), ("type", get_args(EventType))):
        wrong = [v for v in many[field] if v not in known]
        if wrong:
            raise InputError(f"{field} {wrong[0]!r} is not known; use one of: {', '.join(known)}")
    page = query.get("page", "1")
    if not page.isdecimal() or not 0 < int(page) < 1_000_000:
        raise InputError(f"page {page!r} is no page")
    for field in ("since", "until"):
        _day(field, query.get(field, ""))
    given = {**many, "since": query.get("since", ""), "until": query.get("until", ""), "all": query.get("all") == "1", "page": int(page)}
    return msgspec.convert(given, Filters)


def selection_of(ledger: Ledger, filters: Filters) -> Selection:
    """The selection that the filters mean in a ledger, one longer than a page. Raises ``UnknownNameError``."""
    return Selection(
        parties=tuple(resolve(ledger.db, name) for name in filters.who),
        since=_day("since", filters.since),
        until=_day("until", filters.until),
        media=filters.medium,
        statuses=filters.status,
        types=filters.type,
        contacts_only=not (filters.all or filters.type),
        limit=filters.page * PAGE + 1,
    )


def _day(field: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{field} takes a day such as 2025-08-18, not {text!r}") from error
