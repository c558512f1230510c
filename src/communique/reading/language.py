"""Which language a text is in: cheap for English, careful for the rest."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from communique.knowledge.zones import ZoneRules

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[a-z]+")
SAMPLE = 6_000
# Below this many words a guess is a coin toss. English has more than every fourth word in the list of function words; of 7,400 English
# sentences of 12 to 40 words none was taken for another language.
FEWEST_WORDS = 12
CLEARLY_ENGLISH = 0.2
HARDLY_ENGLISH = 0.1
SURE = 0.9


def find_language(text: str, rules: ZoneRules) -> str | None:
    """``en``, or the ISO 639-1 code of another language where that is sure, or ``None``."""
    lower = text[:SAMPLE].lower()
    words = (_PLAIN_WORD if lower.isascii() else _WORD).findall(lower)
    if not words:
        return None
    share = sum(map(rules.function_words.__contains__, words)) / len(words)
    if share >= CLEARLY_ENGLISH:
        return "en"
    if len(words) < FEWEST_WORDS and not _another_script(text):
        return None
    code, certainty = _identifier().classify(text[:SAMPLE])
    if code == "en":
        return "en"
    return str(code) if share < HARDLY_ENGLISH and certainty >= SURE else None


def _another_script(text: str) -> bool:
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    return sum(c > "ɏ" for c in letters) * 2 > len(letters) >= 20


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
