"""Verbs taken for nouns and for what describes their object."""

from __future__ import annotations

from communique.model import Sentence, Token
from communique.parse import Parser, parse
from communique.parse.plain_verbs import with_plain_verbs
from communique.reading import document_from_text


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(document_from_text(text), parser).sentences
    return sentence


def test_a_participle_with_a_subject_is_a_verb(parser: Parser) -> None:
    sentence = only(parser, "Human Rights Watch said Uzbek police routinely tortured prisoners.")
    verb = next(t for t in sentence.tokens if t.text == "tortured")
    assert (verb.tag, verb.dep, sentence.head(verb).text) == ("VBD", "ccomp", "said")
    assert [t.text for t in sentence.children(verb, "nsubj", "dobj")] == ["police", "prisoners"]


def test_a_noun_with_a_subject_and_an_object_is_a_verb(parser: Parser) -> None:
    sentence = only(parser, "Unions in Greece plan a general strike against the cabinet's pension cuts.")
    assert next(t for t in sentence.tokens if t.text == "plan").pos == "VERB"


def test_a_states_name_is_no_verb(parser: Parser) -> None:
    sentence = only(parser, "Denmark froze aid to Tanzania over graft.")
    verb = next(t for t in sentence.tokens if t.text == "froze")
    assert (verb.dep, [t.text for t in sentence.children(verb, "nsubj", "dobj")]) == ("ROOT", ["Denmark", "aid"])


def test_a_noun_of_which_something_is_said_stays_one() -> None:
    words = [
        Token(0, 0, 4, "This", "this", "PRON", "DT", "nsubj", 2),
        Token(1, 5, 6, "a", "a", "DET", "DT", "det", 2),
        Token(2, 7, 11, "plan", "plan", "NOUN", "NN", "ROOT", 2),
    ]
    assert with_plain_verbs(tuple(words)) == tuple(words)
