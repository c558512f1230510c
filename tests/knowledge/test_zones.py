from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from communique.errors import KnowledgeError
from communique.knowledge import resource, zones
from communique.knowledge.zones import check_zones, load_zones

ENTRY = {"name": "x", "where": "whole", "pattern": "menu", "positive": "Menu", "negative": "Menus"}


def test_every_sign_takes_its_positive_and_leaves_its_negative_example() -> None:
    assert list(check_zones(load_zones())) == []


def test_a_sign_that_misses_its_example_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load_with(monkeypatch, {"kind": "navigation", "voice": "we", "entries": [{**ENTRY, "positive": "Search", "negative": "menu"}]})
    first, second = check_zones(rules)
    assert "zones/a.yaml: x: does not match" in first
    assert "zones/a.yaml: x: matches its negative" in second


def test_no_sign_is_named_twice() -> None:
    names = [e.name for e in load_zones().signs]
    assert len(names) == len(set(names))


def test_the_weights_speak_of_features_that_exist() -> None:
    first, second = load_zones().weights
    assert "bias" in first
    assert "verdict" in second


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "menu"}, "menu"),
        ({"colour": "red"}, "colour"),
        ({"voice": None}, "voice"),
        ({"entries": [{**ENTRY, "where": "middle"}]}, "middle"),
        ({"entries": [{**ENTRY, "patern": "x"}]}, "patern"),
        ({"entries": [{**ENTRY, "pattern": "(menu"}]}, "x: pattern"),
        ({"entries": [{**ENTRY, "pattern": "Menu"}]}, "x: is matched in lower case"),
        ({"entries": [{**ENTRY, "pattern": "(?:menu)?"}]}, "x: matches an empty line"),
        ({"entries": [{**ENTRY, "negative": " "}]}, "x: needs a positive"),
        ({"entries": [ENTRY, ENTRY]}, "x: name is taken"),
    ],
)
def test_a_wrong_entry_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], says: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(says)):
        load_with(monkeypatch, {"kind": "navigation", "voice": "we", "entries": [ENTRY], **change})


def load_with(monkeypatch: pytest.MonkeyPatch, plain: dict[str, Any]) -> zones.ZoneRules:
    """The rules of a folder that holds only this file."""
    monkeypatch.setattr(zones, "names", lambda _folder, suffix: ("zones/a.yaml",) if suffix == ".yaml" else ())
    monkeypatch.setattr(zones, "read_yaml", lambda path: plain if path == "zones/a.yaml" else {"words": ["the"]})
    return load_zones.__wrapped__()


def test_resources_are_where_they_are_said_to_be() -> None:
    assert Path(str(resource.ROOT / "zones" / "weights.json")).exists()
