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
        self._contents = Intervals([s.content for s in self._told])
        self._contacts = contacts

    def dated(self, act: Happening) -> Happening:
        """An undated act of a party, told by an account's own cue ("thanked", "agreed"), with the date of that contact.

        Not what an account's content tells, which may have happened at any time, unless it says that it was "during the call".
        """
        if act.when is not None or act.status != "occurred":
            return act
        trigger = act.first.match.trigger.span
        inside = (n for n in self._contents.overlapping(trigger) if _is_during(act, self._contacts[self._told[n].id]))
        for number in (*self._cues.overlapping(trigger), *inside):
            statement = self._told[number]
            contact = self._contacts[statement.id]
            own = statement.speaker in act.actors and {statement.speaker, *act.recipients} <= set(contact.parties)
            if contact.when is not None and own:
                proofs = (e for e in contact.evidence if e.field == "when")
                return msgspec.structs.replace(act, when=contact.when, evidence=(*act.evidence, *proofs))
        return act


def _is_during(act: Happening, contact: Happening) -> bool:
    """Whether the sentence of an act says that it was done during the contact: "reaffirmed his support *during the call*"."""
    sentence = act.first.match.sentence
    triggers = (f.match.trigger for f in contact.findings if f.match.sentence.number == sentence.number)
    return any(t.dep == "pobj" and sentence.head(t).text.lower() == "during" for t in triggers)
