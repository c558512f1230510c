"""Phrases that the parser hangs from the wrong side of a comma, a bracket or an "and", put right."""

from __future__ import annotations

import pytest

from communique.model import Sentence, Token
from communique.parse import Parser, parse
from communique.parse.joining import with_joints
from communique.parse.tokens import is_tree, upwards
from communique.reading import document_from_text


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(document_from_text(text), parser).sentences
    return sentence


def by_hand(*words: str) -> tuple[Token, ...]:
    """Tokens of "text/tag/dep/head" each."""
    made, start = [], 0
    for i, told in enumerate(words):
        text, tag, dep, head = told.split("/")
        pos = {"IN": "ADP", "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN"}.get(tag, "VERB" if tag.startswith("V") else "X")
        made.append(Token(i, start, start + len(text), text, text.lower(), pos, tag, dep, int(head)))
        start += len(text) + 1
    return tuple(made)


def told(tokens: tuple[Token, ...], i: int) -> tuple[str, str]:
    return tokens[i].dep, tokens[tokens[i].head].text


def test_a_preposition_said_again_is_joined_to_itself() -> None:
    tokens = by_hand(
        *("Bo/NNP/nsubj/1", "spoke/VBD/ROOT/1", "with/IN/prep/1", "Xi/NNP/pobj/2", "on/IN/prep/1", "Monday/NNP/pobj/4", "and/CC/cc/4"),
        *("with/IN/conj/4", "Li/NNP/pobj/7"),
    )
    made = with_joints(tokens)
    assert told(made, 7) == ("conj", "with")
    assert made[7].head == made[6].head == 2


def test_what_stands_behind_a_bracket_hangs_from_nothing_within() -> None:
    tokens = by_hand(
        *("Bo/NNP/nsubj/1", "hosted/VBD/ROOT/1", "Xi/NNP/dobj/1", "(/-LRB-/punct/2", "who/WP/nsubj/5", "called/VBD/relcl/2"),
        *("Li/NNP/dobj/5", ")/-RRB-/punct/5", "in/IN/prep/5", "Rome/NNP/pobj/8"),
    )
    assert told(with_joints(tokens), 8) == ("prep", "hosted")


def test_a_second_object_behind_a_comma_explains_the_first() -> None:
    tokens = by_hand(
        "Bo/NNP/nsubj/1", "held/VBD/ROOT/1", "talks/NNS/dobj/1", ",/,/punct/1", "the/DT/det/6", "first/JJ/amod/6", "contact/NN/dobj/1"
    )
    assert told(with_joints(tokens), 6) == ("appos", "talks")
    joined = by_hand("Bo/NNP/nsubj/1", "gave/VBD/ROOT/1", "Xi/NNP/dobj/1", "the/DT/det/4", "letter/NN/dobj/1")
    assert with_joints(joined) == joined


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Obama thanked Morsi for his efforts in a phone call on Wednesday.", "in", ("prep", "thanked")),
        ("Zelenskyy met Erdogan and later spoke by video with Mette Frederiksen.", "with", ("prep", "spoke")),
        ("Xi Jinping praised the progress in a letter on Monday.", "in", ("prep", "praised")),
    ],
)
def test_by_what_means_somebody_did_it_hangs_from_the_verb(parser: Parser, text: str, word: str, expected: tuple[str, str]) -> None:
    tokens = only(parser, text).tokens
    assert told(tokens, next(t.i for t in tokens if t.text == word)) == expected


def test_who_stands_before_having_does_what_is_told(parser: Parser) -> None:
    tokens = only(parser, "Maia Sandu, having conferred with Klaus Iohannis last week, will meet Antonio Guterres on Friday.").tokens
    assert told(tokens, 1) == ("nsubj", "meet")


def test_a_call_behind_one_name_is_a_noun() -> None:
    tokens = by_hand(
        "Bo/NNP/nsubj/1", "flew/VBD/ROOT/1", "after/IN/mark/4", "Castro/NNP/nsubj/4", "call/VBP/advcl/1", "with/IN/prep/4", "Xi/NNP/pobj/5"
    )
    made = with_joints(tokens)
    assert (made[4].pos, *told(made, 4)) == ("NOUN", "pobj", "after")
    assert told(made, 3) == ("compound", "call")
    assert is_tree(made)


def test_a_climb_over_words_hung_in_a_circle_ends() -> None:
    """A repair may have hung them so; the whole is taken back only after all repairs have looked."""
    words = [Token(n, 2 * n, 2 * n + 1, "x", "x", "NOUN", "NN", "dep", head) for n, head in enumerate((1, 2, 0))]
    assert [t.i for t in upwards(tuple(words), words[0])] == [0, 1, 2]
