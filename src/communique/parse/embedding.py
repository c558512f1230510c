"""The first layer of the model, remembered: a word's vector before its neighbours are looked at.

It is a function of how the word is written and costs a third of the model's matrix products; most words of a text were met before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

# Vectors of more words than these are made again; they take 20 MB.
MOST_REMEMBERED = 50_000
# Matrix libraries may give a row other last bits in a larger product. In products of this size each word has the same vector always.
ROWS = 8
FIRST_ROOM = 4_096


def remember_embedding(nlp: Language) -> None:
    """Let the model that all components listen to make each word's first vector once."""
    layers = nlp.get_pipe("tok2vec").model.layers  # type: ignore[attr-defined]
    layers[0] = _remembering(layers[0])


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    from thinc.api import Model

    return Model("remembered", _look_up, layers=[embed], attrs={"vectors": Vectors(embed)})


def _look_up(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    if is_train:
        raise ValueError("A model whose first layer is remembered cannot be trained; train one without remember_embedding.")
    return model.attrs["vectors"].of(docs), lambda gradient: gradient


class Vectors:
    """The first layer, asked once for each way a word is written."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        """``embed`` reads features off documents, joins them, and makes vectors of them in two steps."""
        self._read, _, self._look_up, self._mix = embed.layers[:4]
        self._array = self._read.ops.xp
        self._rows: dict[bytes, int] = {}
        self._table: Any = self._array.zeros((FIRST_ROOM, embed.get_dim("nO")), dtype="float32")

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """For each document the vectors of its words."""
        features = [self._array.ascontiguousarray(f) for f in self._read.predict(docs)]
        keys = [_keys(f) for f in features]
        if len(self._rows) > MOST_REMEMBERED:
            self._rows.clear()
        self._complete({k: f for ks, fs in zip(keys, features, strict=True) for k, f in zip(ks, fs, strict=True) if k not in self._rows})
        known = self._rows
        return [self._table[[known[k] for k in ks]] for ks in keys]

    def _complete(self, new: Mapping[bytes, Any]) -> None:
        """Make the vectors of words met for the first time."""
        if not new:
            return
        start, end = len(self._rows), len(self._rows) + len(new)
        if end > len(self._table):
            self._table = self._array.concatenate([self._table, self._array.zeros_like(self._table, shape=(end, self._table.shape[1]))])
        self._table[start:end] = self._made(self._array.stack(list(new.values())))
        self._rows.update(zip(new, range(start, end), strict=True))

    def _made(self, features: Any) -> Any:
        """The vectors for rows of features."""
        looked_up = self._look_up.predict(features)
        missing = -len(features) % ROWS
        filled = self._array.pad(looked_up, ((0, missing), (0, 0)))
        made = [self._mix.predict(filled[n : n + ROWS]) for n in range(0, len(filled), ROWS)]
        return self._array.concatenate(made)[: len(features)]


def _keys(features: Any) -> list[bytes]:
    """Each row of features as bytes."""
    size = features.shape[1] * features.dtype.itemsize
    keys: list[bytes] = features.view(f"V{size}").ravel().tolist()
    return keys
