"""Sentences that tell of sports: who beats or crushes whom there does no violence."""

from __future__ import annotations

import re

from communique.events.scene import Scene
from communique.model import Sentence

# "3-0", not "the 5-4 ruling" of a court nor an hour or a year.
_SCORE = re.compile(r"(?<![\d-])\d-\d(?![\d-])(?! (?:vote|ruling|decision|majority))")


def is_sport(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence reports from a match or a race."""
    words = {t.text.lower() for t in sentence.tokens} | {t.lemma.lower() for t in sentence.tokens}
    if words & scene.words["around_sports"]:
        return False
    text = scene.parse.text[sentence.tokens[0].start : sentence.tokens[-1].end]
    return bool(words & scene.words["sports"]) or _SCORE.search(text) is not None
