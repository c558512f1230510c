"""The parser's steps, taken by all paragraphs of a batch at once.

spaCy's own loop adds the eight vectors that describe a state one by one, and at each of them asks Python for leave, which costs more than
the sum. Here a step is a few operations on the vectors of all paragraphs. What is read of a state, what is allowed in it and what an action
does are spaCy's, and the sums are made in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Memory for the vectors grows with the words that are parsed at once: four kilobytes each.
MOST_WORDS = 4_096
# Of so many sums for each number of a state's description the greater counts.
PIECES = 2


class Steps:
    """The greedy parser of a model."""

    def __init__(self, nlp: Language) -> None:
        """Raises ``ValueError`` where the model's parser is of another build."""
        import numpy

        self._np = numpy
        parser: Any = nlp.get_pipe("parser")
        model = parser.model
        self._read, self._lower, upper = model.layers[0], model.get_ref("lower"), model.get_ref("upper")
        if parser.cfg["beam_width"] != 1 or model.attrs["unseen_classes"] or self._lower.get_dim("nP") != PIECES:
            raise ValueError("The model's parser is of another build; its steps are unknown here.")
        self._weights, self._bias = upper.get_param("W").T, upper.get_param("b")
        self._parser = parser
        self._look: Any = None

    def parse(self, docs: Sequence[Doc]) -> None:
        """Set heads, labels and sentence starts of documents that have their vectors."""
        for group in _groups(docs):
            self._parser.set_annotations(group, self._parsed(group))

    def _parsed(self, docs: list[Doc]) -> list[Any]:
        states: list[Any] = self._parser.moves.init_batch(docs)
        known = self._lower.predict(self._read.predict(docs))
        _, features, width, _ = known.shape
        known = known.reshape(-1, width * PIECES)
        # The first rows stand for a word that is not there; its number is -1.
        places = self._np.arange(features) + features
        start = self._lower.get_param("b").ravel()
        live = [s for s in states if not s.is_final()]
        while live:
            rows = self._looking(docs)(live) * features + places
            summed = known.take(rows, axis=0).sum(axis=1)
            summed += start
            scores = self._np.maximum(summed[:, ::PIECES], summed[:, 1::PIECES]) @ self._weights
            scores += self._bias
            live = self._parser.transition_states(live, scores)
        return states

    def _looking(self, docs: list[Doc]) -> Any:
        """What says of states which words describe them; it does not depend on the documents."""
        if self._look is None:
            self._look = self._parser.model.predict(docs[-1:]).get_token_ids
        return self._look


def _groups(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Documents of like length together."""
    group: list[Doc] = []
    words = 0
    for doc in sorted(docs, key=len):
        if group and words + len(doc) > MOST_WORDS:
            yield group
            group, words = [], 0
        group.append(doc)
        words += len(doc)
    if group:
        yield group
