"""Sentences with long names, and those that cannot be right, are parsed once more, shorter."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from communique.model import Sentence, Token
from communique.parse import Parser, parse
from communique.parse.again import read_again
from communique.parse.oddities import oddities
from communique.parse.shortening import restored, shortened
from communique.parse.spacy_parser import SpacyParser
from communique.parse.tokens import is_tree
from communique.reading import document_from_text

LISTED = (
    "Chinese Vice Premier Liu He, U.S. Treasury Secretary Steven Mnuchin and Trade Representative Robert Lighthizer began two days of "
    "talks in Washington on Thursday."
)
OFFICE = "Moon Jae-in, the president of South Korea, sent the Iranian president, Hassan Rouhani, a letter."
EMIR = "The emir of Qatar, Sheikh Tamim bin Hamad Al Thani, and Egyptian President Abdel Fattah el-Sisi discussed the truce on Tuesday."
CLAUSE = "Xi Jinping, who heads the party, called Narendra Modi on Monday."
BETWEEN = "A meeting between Netanyahu and U.S. national security adviser Jake Sullivan was postponed to Sunday."


@cache
def model() -> SpacyParser:
    return SpacyParser()


def first(text: str) -> tuple[Token, ...]:
    """The sentence as the parser reads it at once, unmended."""
    (tokens,) = next(model().sentences([text]))
    return tokens


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(document_from_text(text), parser).sentences
    return sentence


def heads(sentence: Sentence, *words: str) -> list[tuple[str, str]]:
    return [(t.dep, sentence.head(t).text) for w in words for t in sentence.tokens if t.text == w]


def test_names_and_titles_become_one_word_each() -> None:
    form = shortened(
        first("Russian Foreign Minister Sergei Lavrov met South Korea's Cho Tae-yul, his counterpart, in New York."), clauses=False
    )
    assert form is not None
    assert form.words == ("Annan", "met", "Bush", ",", "his", "counterpart", ",", "in", "New", "York", ".")
    assert [p.stop for p in form.places[:-1]] == [p.start for p in form.places[1:]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President of the Republic of Korea Moon Jae-in spoke.", "Annan spoke ."),
        ("President of the People's Republic of China Xi Jinping spoke.", "Annan spoke ."),
        ("Chairperson of the African Union, President of Senegal Macky Sall spoke.", "Annan spoke ."),
        (OFFICE, "Annan sent the Iranian president a letter ."),
        ("The French president, Emmanuel Macron, Vladimir Putin and Xi Jinping met.", "The French president , Annan and Bush met ."),
        ("The Director of the Bureau, Jacek Siewiera, spoke.", "The Director of the Bureau , Jacek Siewiera , spoke ."),
    ],
)
def test_seats_and_what_commas_enclose_belong_to_the_name(text: str, words: str) -> None:
    form = shortened(first(text), clauses=False)
    assert " ".join(form.words if form is not None else [t.text for t in first(text)]) == words


def test_a_run_of_capitals_is_no_long_name() -> None:
    """The department before a name is not part of it: shortened with it, the secretary would be lost."""
    form = shortened(first("The secretary for Oceans and Scientific Affairs Ann Monica Medina met Sergei Lavrov."), clauses=False)
    assert form is not None
    assert "Affairs" in form.words


@pytest.mark.parametrize(
    "text", ["Rebels attacked a village near Goma.", "The deputy prime minister resigned.", "They met in Sharm el-Sheikh."]
)
def test_a_sentence_without_names_is_as_short_as_can_be(text: str) -> None:
    assert shortened(first(text), clauses=False) is None


def test_an_aside_is_left_out_only_where_the_sentence_goes_on() -> None:
    form = shortened(first(CLAUSE), clauses=True)
    assert form is not None
    assert form.words == ("Annan", "called", "Bush", "on", "Monday", ".")
    assert shortened(first("Xi Jinping thanked Narendra Modi, who heads the party, on Monday."), clauses=True) is None


@pytest.mark.parametrize("text", [LISTED, EMIR, CLAUSE, BETWEEN])
@pytest.mark.parametrize("clauses", [False, True])
def test_a_restored_sentence_is_a_tree_with_the_words_in_their_places(text: str, clauses: bool) -> None:
    tokens = first(text)
    form = shortened(tokens, clauses=clauses)
    if form is None:
        assert clauses
        return
    (tree,) = model().again([(form.words, form.spaces)])
    made = restored(tokens, form, tree)
    assert is_tree(made)
    assert [(t.i, t.start, t.end, t.text) for t in made] == [(t.i, t.start, t.end, t.text) for t in tokens]


def test_two_subjects_that_nothing_joins_are_odd() -> None:
    assert oddities(first(EMIR)) > 0
    assert oddities(first("Lavrov and Fidan met in Ankara on Tuesday.")) == 0


def test_a_list_of_long_titles_is_read_as_a_list(parser: Parser) -> None:
    sentence = only(parser, LISTED)
    assert heads(sentence, "He", "Mnuchin", "Lighthizer") == [("nsubj", "began"), ("conj", "He"), ("conj", "Mnuchin")]


def test_a_name_behind_an_office_does_not_part_two_who_talk(parser: Parser) -> None:
    sentence = only(parser, EMIR)
    assert heads(sentence, "emir", "Thani", "Sisi") == [("nsubj", "discussed"), ("appos", "emir"), ("conj", "emir")]


def test_a_clause_about_somebody_does_not_take_his_verb(parser: Parser) -> None:
    sentence = only(parser, CLAUSE)
    assert heads(sentence, "Jinping", "heads", "Modi") == [("nsubj", "called"), ("relcl", "Jinping"), ("dobj", "called")]


def test_a_name_before_a_title_is_no_owner(parser: Parser) -> None:
    assert heads(only(parser, BETWEEN), "Netanyahu", "Sullivan") == [("pobj", "between"), ("conj", "Netanyahu")]


class Blind:
    """A parser that reads every sentence as words that hang from the first."""

    def again(self, texts: list[tuple[tuple[str, ...], tuple[bool, ...]]]) -> list[tuple[Token, ...]]:
        """A dull tree for each."""
        return [tuple(Token(i, 0, 0, w, w, "NOUN", "NN", "dep" if i else "ROOT", 0) for i, w in enumerate(words)) for words, _ in texts]


def test_a_second_reading_that_is_odder_is_not_taken() -> None:
    tokens = first(EMIR)
    assert read_again([tokens], Blind(), lambda t: t) == [tokens]  # type: ignore[arg-type]


def test_other_sentences_of_a_text_are_read_as_before(parser: Parser) -> None:
    plain = "Lavrov flew to Ankara. Fidan met him there."
    alone = parse(document_from_text(plain), parser).sentences
    beside = parse(document_from_text(f"{plain} {EMIR}"), parser).sentences
    assert [s.tokens for s in beside[:2]] == [s.tokens for s in alone]
    assert all(a.span.end <= b.span.start for a, b in pairwise(beside))
