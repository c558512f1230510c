"""Passing texts over before they are cut into zones or, as pages, searched for their article: most of a crawl is of no interest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from communique.model import Problem

# A text or a page as it came → why it is passed over, or ``None``.
Check = Callable[[str], Problem | None]
_CHECK: ContextVar[Check | None] = ContextVar("check", default=None)


def passed_over(text: str, seen: Callable[[str], str] = str) -> Problem | None:
    """Why this text or page is passed over; ``None`` where it is to be read. ``seen`` makes of a page what is looked at."""
    check = _CHECK.get()
    return check(seen(text)) if check else None


@contextmanager
def selecting(check: Check) -> Iterator[None]:
    """While this lasts, what ``check`` objects to becomes a document without zones, with that problem."""
    token = _CHECK.set(check)
    try:
        yield
    finally:
        _CHECK.reset(token)
