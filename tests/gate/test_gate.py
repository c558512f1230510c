"""The gate opens for whatever the rules can code, and stays shut for the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gate import check, gate
from communique.gate.triggers import forms_of
from communique.knowledge.cues import load_cues
from communique.knowledge.events import load_events

OPEN = [
    "President Macron met Chancellor Merz in Paris.",
    "The U.S. imposed sanctions on three Iranian companies.",
    "Türkiye’nin gündemi.\nTurkish President Recep Tayyip Erdoğan telephoned his Ukrainian counterpart.",
    "NATO foreign ministers will meet in Vilnius next week.",
    "The foreign minister of Kenya was received in Nairobi by the ambassador of Norway.",
]
SHUT = [
    "The bakery on the corner sold its last loaf at noon, and the queue went home.",
    "England won by three wickets.",
    "Mr Brown met Ms Smith at the gym.",
    "Norway.",
    "",
]


@pytest.mark.parametrize("text", OPEN)
def test_opens(text: str) -> None:
    assert check()(text) is None


@pytest.mark.parametrize("text", SHUT)
def test_stays_shut(text: str) -> None:
    problem = check()(text)
    assert problem is not None and problem.code == "nothing-diplomatic"


def test_parties_of_two_paragraphs_do_not_open_it() -> None:
    assert not gate().opens("Norway met.\nKenya slept.")
    assert gate().opens("Norway met Kenya.")


def test_a_name_inside_a_word_is_none() -> None:
    assert not gate().opens("Omanhene and Chadwick met Malin.")


def test_every_example_of_the_rules_has_a_word_it_looks_for() -> None:
    """A trigger whose forms the gate does not know would be lost without a word."""
    examples = [(lemma, e.text) for f in load_events().frames for lemma, e in f.words.items()]
    examples += [(c.lemma.split()[0], c.example) for c in load_cues().all_cues()]
    assert len(examples) > 1_500
    assert [(lemma, text) for lemma, text in examples if forms_of(lemma).isdisjoint(re.findall("[a-z]+", text.lower()))] == []


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    assert gate().opens(text) == gate().opens(text)


@given(st.text(max_size=100))
def test_more_text_never_shuts_it(text: str) -> None:
    assert gate().opens(f"{text}\nNorway met Kenya.")
