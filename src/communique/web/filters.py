"""A page's address ↔ a selection of the ledger. Every state of the overview is an address that can be shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args
from urllib.parse import quote_plus

import msgspec
from starlette.datastructures import QueryParams

from communique.errors import InputError
from communique.ledger import Ledger
from communique.ledger.facets import Wanted
from communique.ledger.names import resolve
from communique.model import EventType, Medium, Status

PAGE = 50
LONGEST = 500
# Each value of a filter makes every address on the page longer.
MOST_VALUES = 20
MANY = ("who", "medium", "status", "type", "place", "source")
KNOWN: dict[str, tuple[str, ...]] = {"medium": get_args(Medium), "status": get_args(Status), "type": get_args(EventType)}


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What the visitor asked for, as written in the address: what is shown, and how."""

    q: str = ""
    who: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    all: bool = False
    by: Literal["persons", "states"] = "persons"
    borders: Literal["on", "off"] = "on"
    page: int = 1

    def address(self, **changes: object) -> str:
        """The overview's address with some of it changed; a change of anything but the page goes to the first page."""
        pairs = self.pairs(**changes)
        return "/?" + "&".join([f"{k}={_quoted(v)}" for k, v in pairs]) if pairs else "/"

    def pairs(self, **changes: object) -> list[tuple[str, object]]:
        """The same as names and values; what is as it is without asking is left out."""
        pairs = list[tuple[str, object]]()
        for field, usual in _USUAL.items():
            given = changes[field] if field in changes else 1 if field == "page" else getattr(self, field)
            if given != usual:
                pairs += [(field, v) for v in given if v] if isinstance(given, tuple) else [(field, "1" if given is True else given)]
        return pairs

    def toggled(self, field: str, value: str) -> str:
        """The address with one value of a field added, or taken away where it is there."""
        have: tuple[str, ...] = getattr(self, field)
        return self.address(**{field: tuple(v for v in have if v != value) if value in have else (*have, value)})

    def joined(self, *names: str) -> str:
        """The address of what these take part in besides those already asked for."""
        return self.address(who=tuple(dict.fromkeys((*self.who, *names))))

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered at all, and not only shown in another way."""
        return bool(self.q or self.since or self.until or self.all or any(getattr(self, f) for f in MANY))


@lru_cache(maxsize=4096)
def _quoted(value: object) -> str:
    """A value as an address has it: the same few hundred stand in each page."""
    return quote_plus(str(value))


_USUAL: dict[str, object] = {field.name: field.default for field in msgspec.structs.fields(Filters)}


def filters_of(query: QueryParams) -> Filters:
    """The filters of an address. Raises ``InputError`` for a value that no filter has."""
    many = {f: tuple(dict.fromkeys(v.strip() for k, v in query.multi_items() if k == f and v.strip())) for f in MANY}
    for field, known in KNOWN.items():
        wrong = [v for v in many[field] if v not in known]
        if wrong:
            raise InputError(f"{field} {wrong[0]!r} is not known; use one of: {', '.join(known)}")
    if (most := max(map(len, many.values()))) > MOST_VALUES:
        raise InputError(f"a filter has {most:,} values; it takes at most {MOST_VALUES}")
    shown = {"by": "states" if query.get("by") == "states" else "persons", "borders": "off" if query.get("borders") == "off" else "on"}
    days = {field: day.isoformat() if (day := _day(field, query.get(field, ""))) else "" for field in ("since", "until")}
    more = {"q": words_of(query), "all": query.get("all") == "1", "page": page_of(query, 1_000_000)}
    return msgspec.convert({**many, **shown, **days, **more}, Filters)


def words_of(query: Mapping[str, str]) -> str:
    """The words that an address looks for. Raises ``InputError`` for more than a search takes."""
    words = query.get("q", "").strip()
    if len(words) > LONGEST:
        raise InputError(f"the search has {len(words):,} characters; at most {LONGEST} are looked for")
    return words


def page_of(query: Mapping[str, str], most: int) -> int:
    """The number of the page that an address asks for. Raises ``InputError`` for what is none."""
    number = query.get("page") or "1"
    if not (number.isascii() and number.isdecimal() and len(number) < 9 and 0 < int(number) <= most):
        raise InputError(f"page {number[:20]!r} is no page; there are at most {most:,}")
    return int(number)


def wanted_of(ledger: Ledger, filters: Filters) -> Wanted:
    """The selection that the filters mean in a ledger. Raises ``UnknownNameError``."""
    return Wanted(
        parties=tuple(resolve(ledger.db, name) for name in filters.who),
        medium=filters.medium,
        status=filters.status,
        type=filters.type,
        place=filters.place,
        source=filters.source,
        since=_day("since", filters.since),
        until=_day("until", filters.until),
        contacts_only=not (filters.all or filters.type),
        words=filters.q,
    )


def _day(field: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{field} takes a day such as 2025-08-18, not {text!r}") from error
