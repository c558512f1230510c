"""What is known about a document besides its text."""

from __future__ import annotations

import datetime as dt

import msgspec

from communique.errors import InputError
from communique.reading.published import parse_published


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts given by options, by a JSONL line or by a page's metadata; ``None`` where nobody says."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None

    @classmethod
    def given(cls, *, published: str | dt.date | None = None, **others: str | None) -> Facts:
        """Facts from options; raises ``InputError`` where ``published`` is no possible date."""
        date = parse_published(published)
        if published is not None and date is None:
            raise InputError(f"published {str(published)!r} is no date; write it as 2025-08-18")
        return cls(published=date, **{key: clean(value) for key, value in others.items()})

    def over(self, other: Facts) -> Facts:
        """These facts, completed by ``other`` where they are silent."""
        return Facts(
            **{name: mine if (mine := getattr(self, name)) is not None else getattr(other, name) for name in self.__struct_fields__}
        )


def clean(value: object) -> str | None:
    """A fact as one line of text, ``None`` where it says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    words = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").split())
    return words or None
