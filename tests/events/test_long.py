"""Coding costs in proportion to the length of a text, whatever it tells again and again. Ratios of processor time, no seconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice

import pytest

from communique.model import Token
from communique.parse import Parser
from communique.pipeline import Coder
from communique.reading import document_from_text

AGAIN = ("President Macron met Chancellor Merz in Paris on Monday. ",)
TURNS = (
    "President Macron telephoned Prime Minister Modi, President Xi, President Lula and President Putin. ",
    "He spoke separately with Chancellor Merz. ",
)
SAYS = ("President Macron said that France supports Ukraine. ", "He told Mr Zelensky that talks would resume. ", "“We agree,” Merz said. ")
DEEDS = ("China accused Japan of espionage. ", "Russia condemned the Ukrainian attack. ", "Iran will retaliate against Israel. ")


class Parsed:
    """A parser that has read its texts before: what is timed is everything else."""

    model = "remembered"

    def __init__(self, parser: Parser) -> None:
        self._parser, self._known = parser, dict[str, tuple[tuple[Token, ...], ...]]()

    def sentences(self, texts: Iterable[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        for text in texts:
            if text not in self._known:
                (self._known[text],) = self._parser.sentences([text])
            yield self._known[text]


@pytest.fixture(scope="module")
def coder(parser: Parser) -> Coder:
    return Coder(Parsed(parser))


def seconds(coder: Coder, sentences: tuple[str, ...], times: int) -> float:
    """Processor time of coding one line of so many sentences, the better of two after a first that parses."""
    document = document_from_text("".join(islice(cycle(sentences), times)), published="2024-05-15")
    coder.code(document)
    took = []
    for _ in range(2):
        start = time.process_time()
        coder.code(document)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.parametrize("sentences", [AGAIN, TURNS, SAYS, DEEDS], ids=["contacts", "lists", "statements", "deeds"])
def test_eight_times_the_text_costs_at_most_sixteen_times_as_much(coder: Coder, sentences: tuple[str, ...]) -> None:
    assert seconds(coder, sentences, 1_200) < 16 * seconds(coder, sentences, 150)
