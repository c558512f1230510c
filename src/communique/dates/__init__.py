"""Parse → time expressions → when."""

from communique.dates.find import explained_times, find_times

__all__ = ["explained_times", "find_times"]
