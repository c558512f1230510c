"""Parse → time expressions → when."""

from communique.dates.check import check_dates
from communique.dates.find import explained_times, find_times
from communique.dates.when import bound_of, bounded, bounded_when, duration_minutes, minutes_of, open_interval, when_of

__all__ = [
    "bound_of",
    "bounded",
    "bounded_when",
    "check_dates",
    "duration_minutes",
    "explained_times",
    "find_times",
    "minutes_of",
    "open_interval",
    "when_of",
]
