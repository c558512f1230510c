from __future__ import annotations

import msgspec

from communique.dates import check_dates
from communique.knowledge.dates import load_dates
from communique.parse import Parser, parse


def test_every_example_beside_a_rule_holds(parser: Parser) -> None:
    assert list(check_dates(load_dates(), lambda document: parse(document, parser))) == []


def test_examples_hold_without_a_parser() -> None:
    assert list(check_dates(load_dates())) == []


def test_a_wrong_example_is_told() -> None:
    rules = load_dates()
    rule = rules.rules[0]
    wrong = msgspec.structs.replace(rule.examples[0], value="1999-01-01")
    broken = msgspec.structs.replace(rule, examples=(wrong,), never=(wrong.text,))
    told = list(check_dates(msgspec.structs.replace(rules, rules=(broken, *rules.rules[1:]))))
    assert len(told) == 2
    assert all(rule.name in line for line in told)
