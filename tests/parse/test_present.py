"""Present tenses of headlines that the parser takes for nouns, put right."""

from __future__ import annotations

import pytest

from communique.model import Sentence
from communique.parse import Parser, parse
from communique.reading import document_from_text


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(document_from_text(text), parser).sentences
    return sentence


@pytest.mark.parametrize(
    ("text", "verb", "lemma", "subject", "acted"),
    [
        ("Chilean senate scuppers proposal by Bolivia", "scuppers", "scupper", "senate", "proposal"),
        ("Dutch police quiz two Serbian officers", "quiz", "quiz", "police", "officers"),
        ("Egypt balks at Ethiopia's plan", "balks", "balk", "Egypt", None),
        ("Kenya withdraws offer to Uganda", "withdraws", "withdraw", "Kenya", "offer"),
        ("Peru's premier venerates Chilean poet", "venerates", "venerate", "premier", "poet"),
    ],
)
def test_the_verb_behind_the_opening_names_is_the_head(
    parser: Parser, text: str, verb: str, lemma: str, subject: str, acted: str | None
) -> None:
    sentence = only(parser, text)
    head = next(t for t in sentence.tokens if t.text == verb)
    assert (head.dep, head.head, head.lemma, head.pos) == ("ROOT", head.i, lemma, "VERB")
    assert [t.text for t in sentence.children(head, "nsubj")] == [subject]
    assert [t.text for t in sentence.children(head, "dobj")] == ([acted] if acted else [])


def test_who_is_joined_by_and_acts_together(parser: Parser) -> None:
    sentence = only(parser, "Benin and Togo condemn Malian coup")
    head = next(t for t in sentence.tokens if t.text == "condemn")
    (subject,) = sentence.children(head, "nsubj")
    assert (subject.text, [t.text for t in sentence.children(subject, "conj")]) == ("Benin", ["Togo"])


@pytest.mark.parametrize(
    "text",
    [
        "Oil exports to China",
        "U.S. sanctions on Russia",
        "Ukraine grain shipments to Egypt",
        "European Union leaders dinner in Paris",
    ],
)
def test_a_plural_stays_a_noun(parser: Parser, text: str) -> None:
    sentence = only(parser, text)
    plurals = {"exports", "sanctions", "shipments", "leaders"}
    assert all(t.pos != "VERB" for t in sentence.tokens if t.text in plurals)
