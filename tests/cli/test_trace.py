"""What `explain --sentence` says of the words of a sentence that could have told of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.cli.trace import trace
from communique.knowledge.events import load_events
from communique.parse import parse
from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.parse import Parser
    from communique.pipeline import Coder


def lines(coder: Coder, parser: Parser, text: str) -> tuple[str, ...]:
    document = document_from_text(text, published="2024-03-15")
    return tuple(trace(coder.code(document), parse(document, parser).sentences[0], load_events()))


@pytest.mark.parametrize(
    ("text", "word", "rule", "asks"),
    [
        ("Kenya delivered poems to Uganda.", "delivered", "aid/give-humanitarian", "an object such as"),
        ("Kenya said Uganda sings.", "said", "request/must", "a clause with must"),
    ],
)
def test_a_rule_that_lacks_one_thing_says_which(coder: Coder, parser: Parser, text: str, word: str, rule: str, asks: str) -> None:
    found = [line for line in lines(coder, parser, text) if f" {rule} " in line]
    assert len(found) == 1
    assert all(line.startswith(f"“{word}” is a trigger of {rule}") and asks in line for line in found)


def test_what_asks_for_nothing_is_not_said_to_ask_for_more(coder: Coder, parser: Parser) -> None:
    told = lines(coder, parser, "Kenya and Chad are founding members of a club of emerging states.")
    assert told
    assert not [line for line in told if "more: ." in line or line.endswith("more: .")]


def test_a_rule_without_its_parties_says_what_it_looks_for(coder: Coder, parser: Parser) -> None:
    (line,) = lines(coder, parser, "The baker delivered blankets to the school.")[:1]
    assert "parties were not found" in line
    assert "who acts (subject" in line


def test_words_far_from_all_their_rules_are_named_once(coder: Coder, parser: Parser) -> None:
    told = lines(coder, parser, "The baker liked the weather.")
    assert told == ("“liked”: triggers only with other words around them; every rule lacks more than one thing here.",)
