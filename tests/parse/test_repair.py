"""Parses put right before anybody reads them."""

from __future__ import annotations

import pytest

from communique.parse import Parser, parse
from communique.reading import document_from_text

DESCRIBED = [
    ("The leader held out an olive branch to striking farmers.", "farmers"),
    ("Norwegian medics tended to wounded Kenyan soldiers.", "soldiers"),
]


@pytest.mark.parametrize(("text", "people"), DESCRIBED)
def test_a_participle_that_describes_is_no_verb(parser: Parser, text: str, people: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    noun = next(t for t in sentence.tokens if t.text == people)
    assert noun.dep == "pobj"
    assert sentence.head(noun).text == "to"
    assert sentence.head(noun).pos == "ADP"


def test_a_participle_with_a_subject_of_its_own_stays_a_verb(parser: Parser) -> None:
    (sentence,) = parse(document_from_text("The government banned parties in Chad."), parser).sentences
    assert next(t for t in sentence.tokens if t.text == "banned").pos == "VERB"


def test_what_one_gives_way_to_is_a_noun(parser: Parser) -> None:
    (sentence,) = parse(document_from_text("Bolivia yielded to pressure from Chile."), parser).sentences
    pressure = next(t for t in sentence.tokens if t.text == "pressure")
    assert (pressure.pos, sentence.head(pressure).text) == ("NOUN", "to")


def test_wound_up_is_of_wind(parser: Parser) -> None:
    (sentence,) = parse(document_from_text("The premier wound up a visit to Laos."), parser).sentences
    assert next(t for t in sentence.tokens if t.text == "wound").lemma == "wind"


CALLS = [
    ("Orban phoned Netanyahu.", ["Orban"], "Netanyahu"),
    ("Netanyahu and Orban telephoned Trump from Budapest.", ["Netanyahu", "Orban"], "Trump"),
    ("From Budapest, Netanyahu and Orban phoned Donald Trump to discuss the next steps, an aide said.", ["Netanyahu", "Orban"], "Trump"),
    ("Mr Ruto phoned the Somali president.", ["Ruto"], "president"),
]


@pytest.mark.parametrize(("text", "callers", "guest"), CALLS)
def test_phoned_between_two_names_is_their_verb(parser: Parser, text: str, callers: list[str], guest: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    verb = next(t for t in sentence.tokens if t.text.endswith("phoned"))
    (subject,) = sentence.children(verb, "nsubj")
    assert [subject.text, *(t.text for t in sentence.children(subject, "conj"))] == callers
    assert [t.text for t in sentence.children(verb, "dobj")] == [guest]
    assert all(len(list(sentence.ancestors(t))) < len(sentence.tokens) for t in sentence.tokens), "no circle"


ANNOUNCED = [
    ("Paris voices regret over Algerian decision", "Paris", "voices", "regret"),
    ("Poland eyes fresh talks with Ukraine", "Poland", "eyes", "talks"),
    ("Trump mulls visit to China", "Trump", "mulls", "visit"),
    ("Turkey hosts Iran talks", "Turkey", "hosts", "talks"),
]


@pytest.mark.parametrize(("text", "name", "verb", "thing"), ANNOUNCED)
def test_the_verb_of_a_headline_is_a_verb(parser: Parser, text: str, name: str, verb: str, thing: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    read = {t.text: t for t in sentence.tokens}
    assert [(read[w].dep, sentence.head(read[w]).text) for w in (name, verb, thing)] == [("nsubj", verb), ("ROOT", verb), ("dobj", verb)]
    assert read[verb].pos == "VERB"


def test_voices_that_call_stay_a_noun(parser: Parser) -> None:
    (sentence,) = parse(document_from_text("Gulf voices call for peace"), parser).sentences
    assert next(t for t in sentence.tokens if t.text == "voices").pos == "NOUN"


NAMES = [
    ("Barack Obama and Raul Castro had spoken by telephone on Monday, an adviser told reporters.", "Obama", "nsubj", "spoken"),
    ("Mr Trump telephoned South Korea's Moon Jae-in and Japan's Shinzo Abe on Monday to brief them.", "Abe", "conj", "in"),
    ("During a stop in Almaty, Minister of Foreign Affairs of Armenia Ararat Mirzoyan had a meeting with him.", "Mirzoyan", "nsubj", "had"),
]


@pytest.mark.parametrize(("text", "name", "label", "above"), NAMES)
def test_a_broken_name_is_whole_again(parser: Parser, text: str, name: str, label: str, above: str) -> None:
    (sentence,) = parse(document_from_text(text), parser).sentences
    token = next(t for t in sentence.tokens if t.text == name)
    assert (token.dep, sentence.head(token).text) == (label, above)


def test_a_mended_parse_is_a_tree(parser: Parser) -> None:
    for text, *_ in NAMES:
        (sentence,) = parse(document_from_text(text), parser).sentences
        root = next(t for t in sentence.tokens if t.head == t.i)
        assert len(sentence.subtree(root)) == len(sentence.tokens)


def test_a_number_stands_for_the_contact_before_it(parser: Parser) -> None:
    text = "Macron had a call with Francis and plans to hold one with Abdullah."
    (sentence,) = parse(document_from_text(text), parser).sentences
    assert next(t for t in sentence.tokens if t.text == "one").lemma == "call"
