"""Publication dates as people and files write them."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[T ]\d.*)?\Z", re.ASCII | re.DOTALL)
# Nothing older is a news report; a year beyond this one is a slip.
YEARS = range(1800, 2201)


def parse_published(value: object) -> dt.date | None:
    """The day a date, an ISO date or datetime, or a mail date (RFC 5322) names, as written, in no other time zone.

    ``None`` where it names none: an impossible day, an incomplete date, a year outside 1800-2200.
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value if value.year in YEARS else None
    if not isinstance(value, str):
        return None
    day = _iso(value.strip()) or _mail(value.strip())
    return day if day and day.year in YEARS else None


def _iso(value: str) -> dt.date | None:
    match = _ISO.match(value)
    if not match:
        return None
    try:
        return dt.date.fromisoformat(match[1])
    except ValueError:
        return None


def _mail(value: str) -> dt.date | None:
    # The standard parser also accepts digits alone and fills in what is missing: a month's name is the least we ask.
    if not re.match(r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3} \d{4} \d", value):
        return None
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
