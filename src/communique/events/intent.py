"""An act that is only announced: in PLOVER a promise (AGREE) or a threat (THREATEN), one ruled out a refusal (REJECT)."""

from __future__ import annotations

import msgspec

from communique.events.sign import Sign
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
    if sign.status == "hypothetical" and sign.span is not None and (turn := intent.promised.get(match.frame.type)) is not None:
        return turn if turn.type == "THREATEN" and _is_weighed(match, intent) else None
    if sign.status == "denied" and (match.carrier or match.trigger).lemma in intent.renewing:  # "failed to *renew* sanctions"
        return intent.spared.get(match.frame.type)
    if sign.status == "denied" and _is_ruled_out(match, intent):
        return intent.refused.get(match.frame.type)
    return None


def _is_ruled_out(match: Match, intent: Intent) -> bool:
    """ "will not send", "does not recognise": a negated announcement or stance, not a report that something did not happen."""
    stance = match.trigger.lemma in intent.stances and _has_auxiliary(match, intent.present)
    return stance or _has_auxiliary(match, intent.modals)


def _is_weighed(match: Match, intent: Intent) -> bool:
    """ "may halt the talks": an act that somebody lets be known to be possible."""
    return _has_auxiliary(match, intent.weighing)


def _has_auxiliary(match: Match, words: frozenset[str]) -> bool:
    verb = match.carrier or match.trigger
    auxiliaries = match.sentence.children(verb, "aux") if syntax.is_verb(verb) else ()
    return any(a.text.lower() in words for a in auxiliaries)
