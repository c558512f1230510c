"""Cues compile strictly, and each does what its example says."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from communique.errors import KnowledgeError
from communique.knowledge.cues import compile_file, load_cues
from communique.parse import Parser
from communique.statements.check import check_cues

STANCES = frozenset({"remark"})


def entry(**changes: Any) -> dict[str, Any]:
    return {"kind": "verb", "takes": ["quote", "clause"], "rejects": ["It rains."], "cues": {"say": "She said it rains."}} | changes


def test_a_good_file() -> None:
    (cue,), rejects = compile_file("f.yaml", entry(), STANCES)
    assert (cue.lemma, cue.takes, cue.speaks, rejects) == ("say", ("quote", "clause"), True, ("It rains.",))


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"kind": "adverb"}, "adverb"),
        ({"takes": ["Clause!"]}, "Clause!"),
        ({"rejects": []}, "rejects"),
        ({"colour": 1}, "colour"),
        ({"cues": {"say": {"example": "She said so.", "stance": "gloom"}}}, "gloom"),
        ({"cues": {"say": {"stance": "remark"}}}, "example"),
        ({"cues": {"say": ""}}, "say"),
    ],
)
def test_a_wrong_entry_is_named(changes: dict[str, Any], names: str) -> None:
    with pytest.raises(KnowledgeError, match=names):
        compile_file("f.yaml", entry(**changes), STANCES)


def test_every_cue_has_an_example_that_fires(parser: Parser) -> None:
    assert list(check_cues(load_cues(), parser)) == []


def test_check_tells_of_an_example_that_does_not_fire(parser: Parser) -> None:
    cues = load_cues()
    said = cues.cues["verb", "say"][0]
    wrong = msgspec.structs.replace(said, example="It rains.")
    broken = msgspec.structs.replace(cues, cues={("verb", "say"): (wrong,)}, rejects={})
    assert [f.entry for f in check_cues(broken, parser)] == ["say"]


def test_weights_belong_to_known_signs() -> None:
    weights = load_cues().weights
    assert "bias" in weights and 0 < load_cues().threshold < 1
    assert all("=" in sign or sign in {"bias", "passive", "negated", "first sentence"} for sign in weights)
