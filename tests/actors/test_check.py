"""The examples of the tables of actors: run as ``communique check`` runs them."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.actors.check import check_actors
from communique.errors import KnowledgeError
from communique.knowledge import actors_tables
from communique.knowledge.actors import load_actors
from communique.knowledge.actors_examples import ActorExample, load_examples
from communique.model import Document, Parse
from communique.parse import PARSERS, parse

PARSER = PARSERS["spacy"]()


def parsed(document: Document) -> Parse:
    return parse(document, PARSER)


def faults(*examples: ActorExample) -> list[str]:
    return list(check_actors(examples, load_actors(), parsed))


def test_every_example_means_whom_its_row_says() -> None:
    assert faults(*load_examples()) == []


def test_some_examples_mean_nobody() -> None:
    assert sum(e.means == "nobody" for e in load_examples()) >= 5


@pytest.mark.parametrize(
    ("words", "means", "told"),
    [("Macron", "country:DEU", "FRA"), ("Macron", "nobody", "FRA"), ("Macron", "wd:Q1", "FRA"), ("Tartu", "place:FIN", "EST")],
)
def test_a_wrong_expectation_is_a_fault(words: str, means: str, told: str) -> None:
    (fault,) = faults(ActorExample("Macron thanked the crowd in Tartu.", dt.date(2020, 1, 1), words, means))
    assert fault.startswith("actors/examples.csv: ")
    assert told in fault


@pytest.mark.parametrize(
    "row",
    [
        {"text": "Macron left.", "published": "", "words": "Merkel", "means": "nobody"},
        {"text": "Macron left.", "published": "", "words": "", "means": "nobody"},
        {"text": "Macron left.", "published": "", "words": "Macron", "means": "France"},
        {"text": "Macron left.", "published": "May", "words": "Macron", "means": "country:FRA"},
    ],
)
def test_an_example_that_cannot_be_read_names_its_line(monkeypatch: pytest.MonkeyPatch, row: dict[str, str]) -> None:
    monkeypatch.setattr(actors_tables, "read_csv", lambda path: [row])
    with pytest.raises(KnowledgeError, match="line 2"):
        load_examples()
