"""Dates told by the contact in which something was done: what the leaders agreed in a call, they agreed on the call's day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from communique.events.happening import Happening
from communique.model import Statement
from communique.statements.intervals import Intervals


class Accounts:
    """The statements that give an account of a contact, by their cues."""

    def __init__(self, statements: Sequence[Statement], contacts: Mapping[str, Happening]) -> None:
        """``contacts`` gives the contact that each statement, by its id, is about; statements about none are missing."""
        self._told = [s for s in statements if s.cue is not None and s.id in contacts]
        self._cues = Intervals([s.cue.span for s in self._told if s.cue is not None])
        self._contacts = contacts

    def dated(self, act: Happening) -> Happening:
        """An undated act of a party, told by an account's own cue ("thanked", "agreed"), with the date of that contact.

        Not what an account's content tells: that may have happened at any time.
        """
        if act.when is not None or act.status != "occurred":
            return act
        for number in self._cues.overlapping(act.first.match.trigger.span):
            statement = self._told[number]
            contact = self._contacts[statement.id]
            own = statement.speaker in act.actors and {statement.speaker, *act.recipients} <= set(contact.parties)
            if contact.when is not None and own:
                proofs = (e for e in contact.evidence if e.field == "when")
                return msgspec.structs.replace(act, when=contact.when, evidence=(*act.evidence, *proofs))
        return act
