"""The day a threat or demand sets: "gave him an Aug. 8 deadline" tells until when, not on which day it was given."""

from __future__ import annotations

from communique.dates import when_of
from communique.events.circumstances import Clock, Timing, head_of
from communique.knowledge.lists import word_lists
from communique.match import Match, syntax
from communique.model import TimeExpression, When, edtf

# The types that set somebody a day.
DEMANDING = frozenset({"THREATEN", "REQUEST"})
UNTIL = frozenset({"until", "till", "by"})


def deadline(match: Match, clock: Clock) -> Timing | None:
    """The time told of a deadline that the trigger sets, as an interval open at its beginning: it was set at some time before."""
    if match.frame.type not in DEMANDING:
        return None
    for time in clock.in_sentence(match.sentence):
        plain = when_of(time, clock.text)
        if plain is not None and plain.latest is not None and _is_set(match, time):
            return Timing(time, When(None, plain.latest, edtf(None, plain.latest), plain.text))
    return None


def _is_set(match: Match, time: TimeExpression) -> bool:
    """Whether a time belongs to the deadline ("a deadline of Friday"), or is what somebody is given ("gave Tehran until Friday")."""
    sentence, trigger = match.sentence, match.trigger
    head = head_of(sentence, time)
    if head is None:
        return False
    nouns = {o.i for o in syntax.objects(sentence, trigger) if o.lemma in word_lists()["deadlines"]}
    for above in (head, *sentence.ancestors(head)):
        if above.i in nouns:
            return True
        if above.dep == "prep" and above.text.lower() in UNTIL and above.head == trigger.i:
            return True
        if syntax.is_verb(above):
            return False
    return False
