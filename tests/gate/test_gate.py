"""The gate opens for what the rules can code, reads whole what is full of it, and stays shut for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gate import Gate, check, gate, pick
from communique.gate.names import plain
from communique.gate.search import Search
from communique.gate.signals import signals
from communique.gate.topics import load_topics, topics
from communique.gate.triggers import Sets, Trigger, Way, forms_of, needs_of, trigger_forms
from communique.gate.weights import Weights, load_weights
from communique.knowledge.actors import load_actors
from communique.knowledge.events import load_events
from communique.model import Picked, Token
from communique.parse.spacy_parser import SpacyParser
from communique.pipeline import Coder
from communique.reading import document_from_text

OPEN = [
    "President Macron met Chancellor Merz in Paris.",
    "The U.S. imposed sanctions on three Iranian companies.",
    "Türkiye’nin gündemi.\nTurkish President Recep Tayyip Erdoğan telephoned his Ukrainian counterpart.",
    "NATO foreign ministers will meet in Vilnius next week.",
    "The foreign minister of Kenya was received in Nairobi by the ambassador of Norway.",
    "I spoke with President Prabowo of Indonesia this morning. We agreed to deepen our trade.",
]
SHUT = [
    "The bakery on the corner sold its last loaf at noon, and the queue went home.",
    "England won by three wickets.",
    "Mr Brown met Ms Smith at the gym.",
    "Norway.",
    "",
]
BREAD = [
    "The bakery on the corner sold its last loaf at noon, and the queue went home hungry and a little cross, as it does on most Fridays.",
    "Nobody in the street remembers a day on which the oven was cold, and the baker's daughter says that she will keep it warm for years.",
    "A loaf costs more than it did a year ago, because flour does, and the shop has let one of its two drivers go, who is sorely missed.",
]
DEED = "President Macron met Chancellor Merz in Paris on Monday."


@pytest.mark.parametrize("text", OPEN)
def test_opens(text: str) -> None:
    assert check()(text) is None
    assert list(pick()(text.split("\n")).every) == list(range(text.count("\n") + 1))


@pytest.mark.parametrize("text", SHUT)
def test_stays_shut(text: str) -> None:
    problem = check()(text)
    assert problem is not None and problem.code == "nothing-diplomatic"
    assert list(pick()(text.split("\n")).every) == []


def test_names_and_deeds_of_two_paragraphs_make_no_passage() -> None:
    search: Search = gate().search
    assert search.look(["Norway.", "They met."]) is None
    found = search.look(["", "Norway met Kenya."])
    assert found is not None and [p.line for p in found.passages] == [1] and found.states == 2


def test_a_name_inside_a_word_is_none() -> None:
    assert gate().search.look(["Omanhene and Chadwick met Malin."]) is None


def test_of_a_text_that_matters_in_one_place_that_place_and_its_neighbours_are_picked() -> None:
    likely = Gate(load_actors(), load_events(), Weights(strong=0.0, weak=-1.0, bias=-1.0, signals={"near meet": 1.5, "near thank": 0.5}))
    lines = [*BREAD * 3, DEED, *BREAD * 3, "Norway thanked the baker.", *BREAD]
    assert likely.pick(lines) == Picked([9], [8, 9, 10, 19])


def test_a_text_that_surely_tells_of_something_is_picked_whole() -> None:
    sure = Gate(load_actors(), load_events(), Weights(strong=0.0, weak=-1.0, bias=-1.0, signals={"near meet": 2.0}))
    assert sure.pick([*BREAD * 3, DEED]).every == list(range(10))


def test_a_surname_is_a_party_where_the_text_has_the_full_name_or_a_title_stands_before_it() -> None:
    search: Search = gate().search
    assert search.look(["Macron thanked the baker."]) is None
    for lines in (["Emmanuel Macron is tall.", "Macron thanked the baker."], ["President Macron thanked the baker."]):
        found = search.look(lines)
        assert found is not None and [p.line for p in found.passages] == [len(lines) - 1]


def test_a_word_in_a_name_is_no_word_for_a_deed() -> None:
    assert gate().search.look(["The United States and its bread."]) is None


def test_a_word_for_a_deed_needs_beside_it_what_its_frames_need() -> None:
    search: Search = gate().search
    assert search.look(["Kenya broke a record."]) is None
    assert search.look(["Kenya broke a record. The two had relations."]) is None
    assert search.look(["Kenya broke off relations with Chad."]) is not None


def test_parties_of_another_sentence_are_not_near() -> None:
    found = gate().search.look(["Gen. Li of the U.S. Army left Norway at noon. They met there."])
    assert found is not None
    (given_,) = signals(found)
    assert {"apart meet", "apart contact"} <= given_ and "near meet" not in given_


def test_what_stands_close_to_what_is_told() -> None:
    found = gate().search.look(["The Indian prime minister told President Emmanuel Macron that they would talk."])
    assert found is not None
    (given_,) = signals(found)
    assert {"near tell", "between tell", "state's office", "titled name", "lead"} <= given_


def test_every_example_of_the_rules_has_the_words_it_looks_for() -> None:
    """A trigger whose forms the gate does not know, or which it thinks needs more, would be lost without a word."""
    examples = [(f, lemma, e.text) for f in load_events().frames for lemma, e in f.words.items()]
    assert len(examples) > 1_000
    assert [(lemma, text) for f, lemma, text in examples if any(n.isdisjoint(_words(text)) for n in (forms_of(lemma), *needs_of(f)))] == []


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall("[a-z]+", plain(text).lower()))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("The U.S. left. It met him.", "The US left! It met him"),
        ("“It is done.” He met him on 5 Jan. 2020 at 3.5 km", "“It is done!” He met him on 5 Jan 2020 at 35 km"),
        ("Rød grøt, Erdoğan, Côte d’Ivoire…", "Rød grøt, Erdogan, Cote d’Ivoire..."),
        ("", ""),
    ],
)
def test_stops_between_sentences_are_told_from_others(written: str, seen: str) -> None:
    assert plain(written) == seen


def test_many_strange_letters_are_read_like_few() -> None:
    letters = [chr(n) for n in range(0xC0, 0x180)]
    assert plain("".join(letters)) == "".join(plain(c) for c in letters)
    assert plain("ÀÖÿŽ") == "AOyZ"


def test_every_weight_is_of_a_signal_that_there_is() -> None:
    """Weights of words that no frame has any more say that they have to be trained again."""
    lemmas = {lemma for _, lemma in load_events().by_word}
    told = {
        s.split(" ", 1)[1]
        for s in load_weights().signals
        if s.startswith(("near ", "far ", "apart ", "between ")) and s.split(" ", 1)[1].islower()
    }
    assert len(told) > 300 and len(told - lemmas) < len(told) / 10


def test_topics_are_told_by_how_many_different_words_of_them_there_are() -> None:
    found = topics("The coach praised his players after the game; the coach’s season is over.", load_topics())
    assert {"topic sports 4", "topic business 0", "topic foreign 0"} <= found and len(found) == len(load_topics())
    assert topics("", load_topics()) == {f"topic {topic} 0" for topic in load_topics()}


def test_passages_are_tried_before_the_rest_of_a_long_text(coder: Coder) -> None:
    """Where the tried ones tell of nothing, the record is of them alone; else it is of all that was picked."""
    tried, every = [0], [0, 1]
    gated = Coder(SpacyParser(), lambda _: Picked(tried, every))
    told, nothing = (document_from_text(f"{first}\n{DEED}") for first in ("Kenya thanked Chad for the aid.", "Kenya has many lakes."))
    assert gated.code(told).events == coder.code(told).events != ()
    assert gated.code(nothing).events == () != coder.code(nothing).events
    assert "passages-passed-over" in [p.code for p in gated.code(nothing).problems]


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    assert gate().opens(text) == gate().opens(text) == bool(pick()(text.split("\n")).tried)


@given(st.lists(st.sampled_from([*BREAD, DEED, "", "Norway.", "He thanked Kenya for the aid."]), max_size=12))
def test_what_is_picked_is_in_order_and_there(lines: list[str]) -> None:
    for picked in pick()(lines):
        assert list(picked) == sorted(set(picked)) and set(picked) <= set(range(len(lines)))


def test_what_was_tried_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [BREAD[0], DEED, BREAD[1]]
    document, parser = document_from_text("\n".join(lines), published="2025-08-20"), SpacyParser()
    whole = Coder(parser, lambda cuts: Picked.at_once(range(len(cuts)))).code(document)
    sentences, seen = parser.sentences, list[list[str]]()

    def noted(texts: Iterable[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        seen.append([*texts])
        return sentences(seen[-1])

    monkeypatch.setattr(parser, "sentences", noted)
    assert Coder(parser, lambda cuts: Picked([1], range(len(cuts)))).code(document) == whole
    assert seen == [[DEED], [BREAD[0], BREAD[1]]]


def test_sets_of_needed_words_are_compared_as_bits() -> None:
    sets = Sets()
    left, right = sets.bit(frozenset({"off", "up"})), sets.bit(frozenset({"relations", "off"}))
    assert sets.bit(frozenset({"up", "off"})) == left and left & right == 0
    assert sets.within(frozenset()) == sets.within(frozenset({"bread"})) == 0
    assert sets.within(frozenset({"up"})) == left
    assert sets.within(frozenset({"off"})) == sets.within(frozenset({"up", "relations"})) == left | right
    way = Way("REJECT", always=False, one=left, several=(left | right,))
    assert way.is_met(left) and not way.is_met(right) and not way.is_met(0)
    assert Way("REJECT", always=False, one=0, several=(left | right,)).is_met(left | right)
    assert Way("REJECT", always=True, one=0, several=()).is_met(0)


@cache
def compiled() -> tuple[Mapping[str, tuple[Trigger, ...]], Sets]:
    sets = Sets()
    return trigger_forms(load_events(), sets), sets


@given(st.frozensets(st.sampled_from(sorted({"relations", "ties", "with", "to", "off", "talks", "aid", "troops", "not", "record"}))))
def test_bits_say_what_the_sets_of_the_frames_say(words: frozenset[str]) -> None:
    forms, sets = compiled()
    there = sets.within(words)
    for lemma in ("break", "send", "cut", "sign"):
        frames = [f for (_, named), listed in load_events().by_word.items() if named == lemma for f in listed]
        met = {"contact" if f.medium else f.type for f in frames if not any(n.isdisjoint(words) for n in needs_of(f))}
        (trigger,) = (t for t in forms[lemma] if t.lemma == lemma)
        assert set(trigger.kinds(there)) == met
