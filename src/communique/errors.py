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
