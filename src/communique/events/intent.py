"""An act that is only announced: in PLOVER a promise (AGREE) or a threat (THREATEN), one ruled out a refusal (REJECT)."""

from __future__ import annotations

import msgspec

from communique.events.status import Sign
from communique.knowledge.events import Intent, Turn
from communique.match import Match, syntax


def as_intent(match: Match, sign: Sign, intent: Intent) -> Match:
    """The match as what its announcement amounts to. Contacts stay what they are: a planned meeting is a planned meeting."""
    turn = _turn(match, sign, intent)
    if turn is None or match.frame.medium is not None:
        return match
    frame = msgspec.structs.replace(match.frame, type=turn.type, cameo=turn.cameo, mode=None)
    return msgspec.structs.replace(match, frame=frame)


def _turn(match: Match, sign: Sign, intent: Intent) -> Turn | None:
    if sign.status == "planned" and sign.span is not None:
        return intent.promised.get(match.frame.type)
    if sign.status == "denied" and _is_ruled_out(match, intent):
        return intent.refused.get(match.frame.type)
    return None


def _is_ruled_out(match: Match, intent: Intent) -> bool:
    """ "will not send": a negated announcement, not a report that something did not happen."""
    verb = match.carrier or match.trigger
    auxiliaries = match.sentence.children(verb, "aux") if syntax.is_verb(verb) else ()
    return any(a.text.lower() in intent.modals for a in auxiliaries)
