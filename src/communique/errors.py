"""The few errors Communique raises. Each says what, where, and what to do."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of all errors raised on purpose."""


class KnowledgeError(CommuniqueError):
    """An entry in ``resources/`` is wrong: names the file, the entry, and the mend."""

    def __init__(self, file: str, entry: str, message: str) -> None:
        super().__init__(f"resources/{file}: {entry}: {message}")
        self.file = file
        self.entry = entry


class InputError(CommuniqueError):
    """A document cannot be read: names it, says why and what would help."""


class LedgerError(CommuniqueError):
    """A ledger cannot be opened, read or written: names it, says why and what to do. What was committed before is kept."""


class UnknownNameError(CommuniqueError):
    """A name that nobody in the ledger has: an empty answer would look like silence."""

    def __init__(self, name: str, suggestions: tuple[str, ...], known: str | None = None) -> None:
        """``known`` is whom the knowledge base knows by that name."""
        super().__init__(_unknown(name, suggestions, known))
        self.name = name
        self.suggestions = suggestions


def _unknown(name: str, suggestions: tuple[str, ...], known: str | None) -> str:
    if not name:
        return "a name is empty: say who is meant"
    if known:
        return f"no report in this ledger names {known}" + (f" ({name})" if known != name else "")
    hint = f"did you mean {', '.join(suggestions)}?" if suggestions else "names, ids (Q7747, iso:RUS) and country codes are understood"
    return f"nobody in this ledger is known as {name!r}; {hint}"
