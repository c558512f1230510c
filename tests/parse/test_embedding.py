"""The remembered first layer gives what the model's own gives."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from communique.parse import embedding
from communique.parse.embedding import Vectors, remember_embedding
from communique.parse.spacy_parser import PACKAGE, UNUSED

TEXTS = ["President Macron met Chancellor Merz in Paris.", "", "They met , and met", "  met\n", "Zzyzx met 1,234 Ünïcödes"]


@pytest.fixture(scope="module")
def model() -> Any:
    return importlib.import_module(PACKAGE).load(exclude=list(UNUSED))


@pytest.fixture
def vectors(model: Any) -> Vectors:
    return Vectors(embed_of(model))


def embed_of(model: Any) -> Any:
    return model.get_pipe("tok2vec").model.layers[0]


def told(vectors: Vectors, model: Any, texts: list[str]) -> list[list[list[float]]]:
    return [v.tolist() for v in vectors.of([model.make_doc(t) for t in texts])]


def test_vectors_are_the_layers_own(vectors: Vectors, model: Any) -> None:
    docs = [model.make_doc(t) for t in TEXTS]
    for _ in range(2):
        for mine, its in zip(vectors.of(docs), embed_of(model).predict(docs), strict=True):
            assert mine.shape == its.shape
            assert mine == pytest.approx(its, abs=1e-5)


def test_a_word_has_the_same_vector_whatever_was_read_before(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    together, apart, forgetful = (Vectors(embed_of(model)) for _ in range(3))
    expected = told(together, model, TEXTS)
    assert [told(apart, model, [t])[0] for t in reversed(TEXTS)] == expected[::-1]
    monkeypatch.setattr(embedding, "MOST_REMEMBERED", 2)
    assert [told(forgetful, model, [t])[0] for t in TEXTS] == expected


def test_a_model_that_is_trained_is_refused() -> None:
    nlp = importlib.import_module(PACKAGE).load(exclude=list(UNUSED))
    remember_embedding(nlp)
    with pytest.raises(ValueError, match="cannot be trained"):
        nlp.get_pipe("tok2vec").model([nlp.make_doc("met")], is_train=True)
