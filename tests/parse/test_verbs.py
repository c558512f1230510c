"""Verbs that the parser takes for something else, put right."""

from __future__ import annotations

import pytest

from communique.model import Sentence, Token
from communique.parse import Parser, parse
from communique.reading import document_from_text


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(document_from_text(text), parser).sentences
    return sentence


def word(sentence: Sentence, text: str) -> Token:
    return next(t for t in sentence.tokens if t.text == text)


@pytest.mark.parametrize(
    ("text", "participle", "lemma"),
    [
        ("The French ambassador was heckled by Moroccan students.", "heckled", "heckle"),
        ("Poland was upbraided on Monday by the European Commission.", "upbraided", "upbraid"),
    ],
)
def test_an_adjective_by_which_somebody_acts_is_a_passive(parser: Parser, text: str, participle: str, lemma: str) -> None:
    sentence = only(parser, text)
    verb = word(sentence, participle)
    assert (verb.tag, verb.lemma, verb.dep, verb.head) == ("VBN", lemma, "ROOT", verb.i)
    assert word(sentence, "was").dep == "auxpass"
    assert word(sentence, "by").dep == "agent"
    assert [t.dep for t in sentence.children(verb) if t.dep.startswith("nsubj")] == ["nsubjpass"]


def test_an_adjective_that_is_no_trigger_stays_one(parser: Parser) -> None:
    assert word(only(parser, "The king was unimpressed by the Chilean band."), "unimpressed").tag == "JJ"


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("Miners in Bolivia downed tools on Monday in a dispute over pensions.", "Miners", "downed"),
        ("Laos partnered with Nepal on a dam.", "Laos", "partnered"),
        ("Hundreds of people protested outside the British High Commission in Accra on Friday.", "Hundreds", "protested"),
    ],
)
def test_a_participle_of_a_sentence_without_a_verb_is_its_verb(parser: Parser, text: str, subject: str, verb: str) -> None:
    sentence = only(parser, text)
    assert (word(sentence, verb).dep, word(sentence, verb).tag) == ("ROOT", "VBD")
    assert (word(sentence, subject).dep, sentence.head(word(sentence, subject)).text) == ("nsubj", verb)


def test_a_clause_on_a_noun_is_not_the_verb_of_the_sentence(parser: Parser) -> None:
    sentence = only(parser, "The suggestion that the king was ill spread.")
    assert word(sentence, "was").dep == "acl"


def test_a_subject_taken_for_a_bare_verb_is_a_noun(parser: Parser) -> None:
    aid = word(only(parser, "Aid from Norway reached Kenya on Monday."), "Aid")
    assert (aid.pos, aid.lemma) == ("NOUN", "aid")


@pytest.mark.parametrize(
    ("text", "verb", "subject", "acted"),
    [
        ("The church sheltered migrants.", "sheltered", "church", "migrants"),
        ("Tehran armed and trained Shiite militias.", "armed", "Tehran", "militias"),
        ("The union petitioned the Thai government to scrap the tax.", "petitioned", "union", "government"),
        ("Kurdish guerrillas took 12 soldiers hostage.", "took", "guerrillas", "soldiers"),
    ],
)
def test_what_stands_between_a_subject_and_its_object_is_their_verb(parser: Parser, text: str, verb: str, subject: str, acted: str) -> None:
    sentence = only(parser, text)
    head = word(sentence, verb)
    assert (head.dep, head.pos) == ("ROOT", "VERB")
    assert [t.text for t in sentence.children(head, "nsubj")] == [subject]
    assert [t.text for t in sentence.children(head, "dobj")] == [acted]


def test_who_negotiates_is_no_thing_that_was_negotiated(parser: Parser) -> None:
    sentence = only(parser, "The rebels negotiated with envoys of the government in Doha.")
    assert word(sentence, "negotiated").dep == "ROOT"
    assert word(sentence, "rebels").dep == "nsubj"
