"""Shared lists of words hold words only."""

from __future__ import annotations

import pytest

from communique.errors import KnowledgeError
from communique.knowledge.lists import checked, word_lists


def test_an_unquoted_on_is_refused() -> None:
    assert checked({"topical": ["about", "on"]}) == {"topical": frozenset({"about", "on"})}
    with pytest.raises(KnowledgeError, match=r"words\.yaml.*`bool`.*quote on"):
        checked({"topical": ["about", True]})


def test_the_lists_of_the_package_hold_words() -> None:
    assert "on" in word_lists()["topic_prepositions"]
