"""Words that may tell of an event, in all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from communique.knowledge.events import EventKnowledge
from communique.knowledge.resource import read_yaml

_IRREGULAR = "lexicons/forms.yaml"


def trigger_forms(events: EventKnowledge) -> dict[str, tuple[str, ...]]:
    """The lower-case forms of every trigger of a frame, with the lemmas that each may be a form of."""
    found: dict[str, dict[str, None]] = {}
    for _, lemma in events.by_word:
        for form in sorted(forms_of(lemma)):
            found.setdefault(form, {})[lemma] = None
    return {form: tuple(sorted(lemmas)) for form, lemmas in found.items()}


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
