"""What the parser gives is what spaCy's own components give, word for word."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from communique.cli.demo import demo_articles
from communique.model import Token
from communique.parse import word_forms
from communique.parse.spacy_parser import CONTINUED, PACKAGE, UNUSED, SpacyParser
from communique.parse.word_forms import WordForms

# Words that rules of the attribute ruler tell by their label or their neighbour.
ODD = [
    "He ain't gonna do it, y'all. Let's go; c'm on! There's a gotta, and there are two.",
    "  I gave it to you  \n and you did it, did n't you? What it does is that which it has done.",
    "That 's all. Is that it?  Once there were but two; once he'd had enough, he got up.",
    "",
    "   ",
    "?",
]


def texts() -> list[str]:
    return [p for d in demo_articles().values() for p in d.article.text.splitlines()] + ODD


@pytest.fixture(scope="module")
def plain() -> Any:
    """The model as it comes, with the matrix library that it chooses, and our mark of where sentences go on."""
    nlp = importlib.import_module(PACKAGE).load(exclude=list(UNUSED))
    nlp.add_pipe(CONTINUED, before="parser")
    return nlp


def told(doc: Any) -> list[list[Token]]:
    found = []
    for sentence in doc.sents:
        kept = [t for t in sentence if not t.is_space]
        at = {t.i: n for n, t in enumerate(kept)}
        found.append(
            [
                Token(n, t.idx, t.idx + len(t), t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, at.get(t.head.i, n))
                for n, t in enumerate(kept)
            ]
        )
    return [s for s in found if s]


def test_words_are_what_the_whole_pipeline_says(parser: SpacyParser, plain: Any) -> None:
    """With numpy's matrix product instead of the model's own, and with components that are asked once a word."""
    for _ in range(2):
        for text, sentences in zip(texts(), parser.sentences(texts()), strict=True):
            assert [list(s) for s in sentences] == told(plain(text))


def test_forgetting_changes_nothing(parser: SpacyParser, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(parser.sentences(texts()))
    monkeypatch.setattr(word_forms, "MOST_REMEMBERED", 5)
    assert list(parser.sentences(texts())) == before


def test_a_rule_that_looks_further_is_refused(plain: Any) -> None:
    nlp = importlib.import_module(PACKAGE).load(exclude=list(UNUSED))
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]], {"POS": "X"})
    with pytest.raises(ValueError, match="looks too far"):
        WordForms(nlp)
