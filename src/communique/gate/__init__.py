"""Before parsing: which passages of a text can yield an event of an actor that we know?

A multi-pattern search, compiled from the rules' own tables, finds the lines that have a party and a word for a deed; a linear model over
what stands close to what says how likely each of them is to matter. A text without a likely one is passed over. One whose lines promise
enough is read whole; of one that has them here and there, only they and their neighbours are. Both only where coding the passages alone
finds an event, unless one of them leaves no doubt; a short text is read whole at once. What that loses is measured
(``communique evaluate gate``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import cache
from math import exp

from communique.gate.search import Search
from communique.gate.sighting import Key, Passage, Sighting
from communique.gate.signals import signals
from communique.gate.weights import Weights, load_weights
from communique.knowledge.actors import ActorKnowledge, load_actors
from communique.knowledge.events import EventKnowledge, load_events
from communique.model import Pick, Picked, Problem

__all__ = ["Gate", "check", "gate", "pick"]

CLOSED = "nothing-diplomatic"
NOTHING = Picked.at_once(())
# A text is read whole if its passages together promise so many events (a long one: so many in a hundred words), or so many in a hundred
# words, or if one of them weighs so much.
PROMISED, LONG = 1.5, 0.15
DENSE = 0.7
SURE = 0.7
# From this weight on nothing is tried first. A text of so few words is not worth a try, and opens for a little less.
CERTAIN = 2.0
SHORT = 160
LOWER = 0.5
# So many passages of opened texts are remembered until their texts' paragraphs are picked, none longer than that.
REMEMBERED = 2_048
LONGEST = 5_000


class Gate:
    """Search and weights. What it remembers of a text that it opened changes no answer: the same text, the same answer."""

    def __init__(self, actors: ActorKnowledge, events: EventKnowledge, weights: Weights) -> None:
        """Compile names and triggers; takes about a second."""
        self.search, self._weights = Search(actors, events), weights
        self._known: dict[Key, Passage] = {}

    def opens(self, text: str) -> bool:
        """Whether anything of the text is to be parsed."""
        sighting = self.search.look(text.split("\n"), self._known)
        if sighting is None or max(self._scores(sighting)) < self._limit(sighting):
            return False
        self._remember(sighting)
        return True

    def pick(self, lines: Sequence[str]) -> Picked:
        """The numbers of the paragraphs that are to be parsed, in order: none, all, or some."""
        sighting = self.search.look(lines, self._known)
        if sighting is None:
            return NOTHING
        for passage in sighting.passages:
            self._known.pop(passage.key, None)
        scored = tuple(zip(sighting.passages, self._scores(sighting), strict=True))
        strong = {p.line for p, score in scored if score >= self._limit(sighting)}
        if not strong:
            return NOTHING
        if sighting.words <= SHORT:
            return Picked.at_once(list(range(len(lines))))
        every = self._every(scored, strong, sighting.words, len(lines))
        return Picked.at_once(every) if max(score for _, score in scored) >= CERTAIN else Picked(sorted(strong), every)

    def _every(self, scored: Sequence[tuple[Passage, float]], strong: Set[int], words: int, lines: int) -> list[int]:
        """The paragraphs that matter if the strong ones do."""
        if _is_promising([score for _, score in scored], words):
            return list(range(lines))
        weak = {p.line for p, score in scored if score >= self._weights.weak}
        around = {n + step for n in strong for step in (-1, 0, 1)}
        return sorted((weak | around) & set(range(lines)))

    def _limit(self, sighting: Sighting) -> float:
        return self._weights.strong - (LOWER if sighting.words <= SHORT else 0)

    def _remember(self, sighting: Sighting) -> None:
        """Until the paragraphs are picked, which are the same lines for the most part."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        self._known.update({p.key: p for p in sighting.passages if len(p.key[0]) <= LONGEST})

    def _scores(self, sighting: Sighting) -> list[float]:
        return [self._weights.score(found) for found in signals(sighting)]


def _is_promising(scores: Sequence[float], words: int) -> bool:
    promised = sum(1 / (1 + exp(-score)) for score in scores)
    return promised >= min(max(PROMISED, LONG * words / 100), DENSE * words / 100) or max(scores) >= SURE


@cache
def gate() -> Gate:
    """The gate of the package's own tables and weights."""
    return Gate(load_actors(), load_events(), load_weights())


def check() -> Callable[[str], Problem | None]:
    """A check for reading: why a text is passed over, or ``None`` where it is to be parsed."""
    opens = gate().opens
    closed = Problem(CLOSED, "No passage is likely to tell of an event of a state, an official body or a leader that we know.")
    return lambda text: None if opens(text) else closed


def pick() -> Pick:
    """For parsing: which paragraphs of a document are to be parsed."""
    return gate().pick
