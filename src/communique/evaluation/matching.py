"""When a contact of the record is the one of the gold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from communique.evaluation.names import Json, is_name, names_of, parties

# What is arranged and what is suggested are not told apart: texts seldom do.
AHEAD = frozenset({"planned", "proposed"})


def matches(wanted: Json, contact: Json, actors: Mapping[str, Json]) -> bool:
    """All wanted parties are among the contact's (further ones may be), and the status fits where one is wanted."""
    names = names_of(parties(contact), actors)
    for who in wanted["who"]:
        either = wanted.get("either", [])
        if not any(is_name(a, n) for a in (either if who in either else [who]) for n in names):
            return False
    status = {wanted.get("status", contact.get("status")), contact.get("status")}
    return len(status) == 1 or status <= AHEAD


def within(wanted: list[Any], when: Json | None) -> bool:
    """Whether the record's interval lies inside the wanted one. An open wanted start asks only for the end."""
    if when is None:
        return False
    first, last = _date(wanted[0]), _date(wanted[1])
    begins, ends = _date(when.get("earliest")), _date(when.get("latest"))
    if first and last:
        return bool(begins and ends and first <= begins and ends <= last)
    return bool(ends and ends <= last) if last else True


def allowed(gold: Json, contact: Json, actors: Mapping[str, Json]) -> bool:
    """Whether the gold leaves this contact open: neither wanted nor wrong."""
    return any(matches(o, contact, actors) for o in gold.get("optional_contacts") or [])


def _date(value: Any) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(str(value)[:10])
