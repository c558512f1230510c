"""Days hang from what they date."""

from __future__ import annotations

import pytest

from communique.parse import Parser, parse
from communique.reading import document_from_text


@pytest.mark.parametrize(
    ("text", "word", "above"),
    [
        ("She told Lee at a meeting earlier on Tuesday that tariffs would stay.", "earlier", "told"),
        ("She urged Lee to wait during a phone call late on Tuesday.", "late", "call"),
        ("After meeting Lee in Oslo Tuesday, Berg said talks had failed.", "Tuesday", "meeting"),
        ("The following day he called Lee.", "day", "called"),
        ("She said he had just spoken to Lee.", "just", "spoken"),
        ("She said when asked about Lee that he was late.", "when", "asked"),
    ],
)
def test_a_time_hangs_from_what_it_dates(parser: Parser, text: str, word: str, above: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    token = next(t for t in sentence.tokens if t.text == word)
    assert sentence.head(token).text == above
