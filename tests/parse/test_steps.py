"""Taken together, the parser's steps lead to the trees of spaCy's own loop."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from communique.cli.demo import demo_articles
from communique.parse import steps
from communique.parse.spacy_parser import PACKAGE, UNUSED
from communique.parse.steps import Steps

# The ruler changes labels of blanks.
AFTER = ["attribute_ruler", "lemmatizer"]
TREE = ["HEAD", "DEP", "SENT_START"]
TEXTS = [p for d in demo_articles().values() for p in d.article.text.splitlines()] + ["", "   ", "He left. She did not."]


@pytest.fixture(scope="module")
def model() -> Any:
    return importlib.import_module(PACKAGE).load(exclude=list(UNUSED))


@pytest.fixture(scope="module")
def trees(model: Any) -> list[Any]:
    return [doc.to_array(TREE).tolist() for doc in model.pipe(TEXTS, disable=AFTER)]


def parsed(model: Any, texts: list[str]) -> list[Any]:
    docs = list(model.pipe(texts, disable=["parser", *AFTER]))
    Steps(model).parse(docs)
    return [doc.to_array(TREE).tolist() for doc in docs]


def test_the_trees_are_spacys(model: Any, trees: list[Any]) -> None:
    assert len(trees) > 40
    assert parsed(model, TEXTS) == trees


@pytest.mark.parametrize("most", [1, 100])
def test_they_are_so_in_groups_of_any_size(model: Any, trees: list[Any], most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_WORDS", most)
    assert parsed(model, TEXTS) == trees


def test_nothing_to_parse(model: Any) -> None:
    assert parsed(model, []) == [] and parsed(model, ["", ""]) == [[], []]


def test_a_parser_of_another_build_is_refused(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(model.get_pipe("parser").cfg, "beam_width", 4)
    with pytest.raises(ValueError, match="another build"):
        Steps(model)
