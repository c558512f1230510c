"""Coding costs in proportion to the length of a text, whatever it tells again and again. Ratios of processor time, no seconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice, product

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
MANY = (
    "Foreign Minister {} of Brazil telephoned {}, the envoy of Ghana, and said that talks go on.",
    "“We will talk with Russia,” {} told {}.",
    "Minister {} of Brazil will visit Ghana in June and will meet {}.",
    "Foreign Minister {} of Brazil, and not {}, will meet President Putin in June.",
)
FIRST = ("Anna", "Peter", "Ivan", "Maria", "Luis", "Omar", "Elena", "John", "Paul", "Olga")
LAST = tuple(
    "".join(p) for p in product(("Bar", "Kel", "Mor", "Tan", "Vel", "Dor", "Lin", "Pol"), ("son", "ley", "wood", "stein", "ova", "idze"))
)


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


def name(number: int) -> str:
    """Somebody else for each number: 5,000 are told apart."""
    return f"{FIRST[number % 10]} {LAST[number % 48]}{'abcdefghij'[number // 48 % 10]}{'rstlnmkpvz'[number // 480 % 10]}"


def of_many(sentence: str, times: int) -> str:
    """A text of so many paragraphs, each of two others."""
    return "\n".join(sentence.format(name(n), name(n + 1)) for n in range(times))


def seconds(coder: Coder, text: str) -> float:
    """Processor time of coding a text, the better of two after a first that parses."""
    document = document_from_text(text, published="2024-05-15")
    coder.code(document)
    took = []
    for _ in range(2):
        start = time.process_time()
        coder.code(document)
        took.append(time.process_time() - start)
    return min(took)


def again(sentences: tuple[str, ...], times: int) -> str:
    """A text of one line that tells the same again and again."""
    return "".join(islice(cycle(sentences), times))


@pytest.mark.parametrize("sentences", [AGAIN, TURNS, SAYS, DEEDS], ids=["contacts", "lists", "statements", "deeds"])
def test_eight_times_the_text_costs_at_most_sixteen_times_as_much(coder: Coder, sentences: tuple[str, ...]) -> None:
    assert seconds(coder, again(sentences, 1_200)) < 16 * seconds(coder, again(sentences, 150))


@pytest.mark.parametrize("sentence", MANY, ids=["names", "quotations", "plans", "the same other"])
def test_eight_times_the_names_cost_at_most_sixteen_times_as_much(coder: Coder, sentence: str) -> None:
    assert seconds(coder, of_many(sentence, 800)) < 16 * seconds(coder, of_many(sentence, 100))
