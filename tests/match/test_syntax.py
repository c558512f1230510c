"""Grammatical functions on parses written by hand."""

from __future__ import annotations

from match.byhand import ACTIVE, CONTROLLED, PASSIVE, PURPOSE, REPORTED

from communique.match import syntax, telling
from communique.model import Token


def words(tokens: tuple[Token, ...]) -> list[str]:
    return [t.text for t in tokens]


def test_the_subject_of_an_active_verb_acts_on_its_object() -> None:
    verb = ACTIVE.tokens[1]
    assert words(syntax.subject(ACTIVE, verb)) == ["Rebels"]
    assert words(syntax.objects(ACTIVE, verb)) == ["Juba"]


def test_a_passive_turns_both_round_and_keeps_the_surface_subject() -> None:
    verb = PASSIVE.tokens[2]
    assert words(syntax.subject(PASSIVE, verb)) == ["rebels", "soldiers"]
    assert words(syntax.objects(PASSIVE, verb)) == ["Juba"]
    assert words(syntax.surface_subject(PASSIVE, verb)) == ["Juba"]


def test_a_controlled_verb_has_the_subject_above_it() -> None:
    verb = CONTROLLED.tokens[3]
    assert words(syntax.subject(CONTROLLED, verb)) == ["Chad"]
    assert syntax.complement(CONTROLLED, CONTROLLED.tokens[1]) == verb


def test_who_reports_a_clause_is_the_subject_of_the_verb_of_saying() -> None:
    assert words(telling.reporting_subject(REPORTED, REPORTED.tokens[4])) == ["Estonia"]


def test_nobody_reports_a_clause_that_stands_alone() -> None:
    assert telling.reporting_subject(ACTIVE, ACTIVE.tokens[1]) == ()


def test_the_end_of_an_act_counts_as_its_complement() -> None:
    assert syntax.complement(PURPOSE, PURPOSE.tokens[1]) == PURPOSE.tokens[3]


def test_what_is_told_leaves_out_who_reports_it() -> None:
    assert words(telling.told(PURPOSE, PURPOSE.tokens[1])) == ["Farmers", "to", "demand", "reform"]


def test_a_noun_hangs_from_the_verb_above_it() -> None:
    assert syntax.carrier_verb(CONTROLLED, CONTROLLED.tokens[5]) == CONTROLLED.tokens[3]
