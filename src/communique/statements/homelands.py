"""Who speaks for a state: in "the minister reiterated *Chad's* readiness" the words are the minister's."""

from __future__ import annotations

import msgspec

from communique.model import Parse
from communique.statements.attribution import Attribution
from communique.statements.clauses import phrase, source_of
from communique.statements.speakers import Speakers


def for_their_state(one: Attribution, parse: Parse, speakers: Speakers) -> Attribution:
    """``one`` with whoever expresses it as its source, where its noun is only said to be his own state's."""
    owner, verb = one.source_head, one.cue_head
    if owner is None or verb is None or owner.dep != "poss" or verb.pos != "VERB" or not owner.i > verb.i:
        return one
    sentence = parse.sentences[one.sentence]
    subject = source_of(sentence, verb)
    state, teller = (speakers.cast.actors.get(speakers.known(one.sentence, t) or "") for t in (owner, subject))
    if subject is None or state is None or state.kind != "state":
        return one
    if teller is not None and teller.country not in {None, state.country}:
        return one
    told: Attribution = msgspec.structs.replace(one, source=phrase(sentence, subject, without=[verb]), source_head=subject)
    return told
