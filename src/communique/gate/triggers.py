"""Words that may tell of an event or a statement, in all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.knowledge.events import EventKnowledge
from communique.knowledge.resource import read_yaml

_IRREGULAR = "lexicons/forms.yaml"


def trigger_words(events: EventKnowledge, cues: CueKnowledge) -> frozenset[str]:
    """The lower-case forms of every trigger of a frame and of every cue that speaks."""
    lemmas = {lemma for _, lemma in events.by_word} | {c.lemma.split()[0] for c in cues.all_cues()}
    return frozenset(form for lemma in lemmas for form in forms_of(lemma))


def forms_of(lemma: str) -> frozenset[str]:
    """All that a lemma (the last part of "re-open") may look like in lower case, and some forms that do not exist."""
    lemma = lemma.rsplit("-", maxsplit=1)[-1]
    return frozenset((*_regular(lemma), *_irregular().get(lemma, ())))


@cache
def _irregular() -> dict[str, list[str]]:
    return msgspec.convert(read_yaml(_IRREGULAR), dict[str, list[str]])


def _regular(lemma: str) -> Iterator[str]:
    yield from (lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "d", lemma + "ing")
    yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
    if lemma.endswith("e"):
        yield lemma[:-1] + "ing"
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    if lemma.endswith("ic"):
        yield from (lemma + "ked", lemma + "king")
