from __future__ import annotations

import copy
from typing import Any

import pytest

from communique.dates.normalise import NORMALISERS as FUNCTIONS
from communique.errors import KnowledgeError
from communique.knowledge.dates import FOLDER, NORMALISERS, compile_dates, load_dates
from communique.knowledge.resource import names, read_yaml


@pytest.fixture
def files() -> dict[str, Any]:
    return {path: copy.deepcopy(read_yaml(path)) for path in names(FOLDER, ".yaml")}


def test_every_normaliser_named_has_its_function() -> None:
    assert set(NORMALISERS) == set(FUNCTIONS)


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    assert all(rule.examples and rule.never for rule in load_dates().rules)


def test_every_normaliser_is_used() -> None:
    assert {rule.value for rule in load_dates().rules} == set(NORMALISERS)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"pattern": "{mont} {day}"}, "mont"),
        ({"value": "calender"}, "calender"),
        ({"colour": "red"}, "colour"),
        ({"examples": []}, "example"),
        ({"never": []}, "example"),
        ({"cased": ["weekday_x"]}, "weekday_x"),
        ({"pattern": "({month}"}, "regular expression"),
        ({"with": {"daypart_x": "NI"}}, "daypart_x"),
    ],
)
def test_a_faulty_rule_names_file_and_entry(files: dict[str, Any], change: dict[str, Any], told: str) -> None:
    files["dates/rules-calendar.yaml"][0].update(change)
    with pytest.raises(KnowledgeError) as caught:
        compile_dates(files)
    assert "rules-calendar.yaml" in str(caught.value)
    assert told in str(caught.value)


def test_two_rules_of_one_name_are_refused(files: dict[str, Any]) -> None:
    files["dates/rules-calendar.yaml"].append(files["dates/rules-calendar.yaml"][0])
    with pytest.raises(KnowledgeError, match="known-day"):
        compile_dates(files)


@pytest.mark.parametrize("feast", [{"name": "no day"}, {"name": "two", "day": "01-01", "easter": 0}, {"name": "odd", "day": "13-01"}])
def test_a_feast_needs_one_way_to_be_found(files: dict[str, Any], feast: dict[str, Any]) -> None:
    files["dates/holidays.yaml"].append(feast)
    with pytest.raises(KnowledgeError, match=feast["name"]):
        compile_dates(files)


def test_an_unknown_trigger_is_refused(files: dict[str, Any]) -> None:
    files["dates/classes.yaml"]["triggers"].append("moonth")
    with pytest.raises(KnowledgeError, match="moonth"):
        compile_dates(files)


def test_a_missing_file_is_told() -> None:
    with pytest.raises(KnowledgeError, match="missing"):
        compile_dates({})
