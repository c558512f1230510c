"""Sentences that tell of sports: who beats or crushes whom there does no violence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.model import Parse, Sentence

if TYPE_CHECKING:
    from communique.events.scene import Scene

# "3-0", not "the 5-4 ruling" of a court nor an hour or a year; "Bruins 5, Devils 1:".
_SCORE = re.compile(r"(?<![\d-])\d-\d(?![\d-])(?! (?:vote|ruling|decision|majority))|[a-z] \d{1,3}, [A-Z][A-Za-z ]+ \d{1,3}:")
# An article is about sports if so many of its sentences are, and of so many sentences one.
FEWEST, ONE_OF = 3, 5

Words = dict[str, frozenset[str]]


def is_sport(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence reports from a match or a race: by its own words, or because the article does."""
    if _words(sentence) & scene.words["around_sports"]:
        return False
    return is_of_sport(sentence, scene.parse, scene.words) or scene.about_sport


def is_about_sport(parse: Parse, words: Words) -> bool:
    """Whether an article is about sports ("Russia beat Croatia on Monday" then says nothing of a war)."""
    found = sum(is_of_sport(s, parse, words) for s in parse.sentences)
    return found >= FEWEST and found * ONE_OF >= len(parse.sentences)


def is_of_sport(sentence: Sentence, parse: Parse, words: Words) -> bool:
    """Whether a sentence has a word of sports or a score."""
    text = parse.text[sentence.tokens[0].start : sentence.tokens[-1].end]
    return bool(_words(sentence) & words["sports"]) or _SCORE.search(text) is not None


def _words(sentence: Sentence) -> set[str]:
    return {t.text.lower() for t in sentence.tokens} | {t.lemma.lower() for t in sentence.tokens}
