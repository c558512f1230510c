"""What somebody denies having done, read as a verb."""

from __future__ import annotations

import pytest

from communique.parse import Parser, parse
from communique.reading import document_from_text


@pytest.mark.parametrize(
    ("text", "word", "lemma", "acted"),
    [
        ("Lavrov denied holding talks with Blinken.", "holding", "hold", "talks"),
        ("Lavrov denied meeting Blinken in New York.", "meeting", "meet", "Blinken"),
        ("Lavrov denied meeting Antony Blinken.", "meeting", "meet", "Blinken"),
    ],
)
def test_what_is_denied_is_a_verb_with_what_it_acts_on(parser: Parser, text: str, word: str, lemma: str, acted: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    verb = next(t for t in sentence.tokens if t.text == word)
    assert (verb.lemma, verb.pos, verb.dep, sentence.head(verb).text) == (lemma, "VERB", "xcomp", "denied")
    assert [t.text for t in sentence.children(verb, "dobj")] == [acted]


@pytest.mark.parametrize(
    "text", ["Lavrov denied the meeting with Blinken.", "Lavrov denied meetings with Blinken.", "Lavrov denied growing fears."]
)
def test_things_stay_things(parser: Parser, text: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    denied = next(t for t in sentence.tokens if t.text == "denied")
    assert [t.text for t in sentence.children(denied, "dobj")]
