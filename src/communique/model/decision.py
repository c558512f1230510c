"""A human's correction. It names what it is about by content, never by a row's number, so that coding anew keeps it."""

from __future__ import annotations

from typing import Literal

import msgspec

DecisionKind = Literal["fix", "reject", "confirm", "merge", "split", "undo"]


class Target(msgspec.Struct, frozen=True, order=True):
    """One event of one text, by content: the text's sha256, the first trigger's span and the type.

    Where one trigger tells of several events ("calls with A, B and C"), ``among`` is the event's id, itself made of content; else "".
    """

    sha256: str
    start: int
    end: int
    type: str
    among: str = ""

    @property
    def key(self) -> str:
        """The same in one word, as reports are keyed."""
        return f"{self.sha256}:{self.start}-{self.end}:{self.type}" + (f":{self.among}" if self.among else "")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Who decided what about which event, and why.

    ``targets`` is one event for fix, reject, confirm and split; two or more for merge; none for undo, which names the decision it
    undoes in ``undoes``. A fix has the ``field`` it sets, the machine's value it saw in ``before`` and the right one in ``after``,
    both as JSON values of the contract. ``at`` is a moment in UTC, ISO 8601.
    """

    kind: DecisionKind
    targets: tuple[Target, ...] = ()
    field: str | None = None
    before: object = None
    after: object = None
    undoes: str | None = None
    because: str
    by: str
    at: str
