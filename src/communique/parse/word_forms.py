"""Part of speech and lemma of a word, as spaCy's attribute ruler and lemmatizer give them, remembered.

Both are functions of a word and its tag, for some words also of its label or of a neighbour ("let 's", "gon na"). Run over every document
they cost nearly as much as tagging and parsing; asked once for each such key they cost little, and the answers are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Key = tuple[int, ...]
Columns = tuple[Sequence[int], Sequence[int], Sequence[int]]
_Word = tuple[int, int, int]
# What is rare beyond these is asked for again.
MOST_REMEMBERED = 100_000
_KNOWN = frozenset({"LOWER", "TAG", "DEP"})


class Form(NamedTuple):
    """What is known of a word with its tag; ``is_space`` for blanks that the tokenizer keeps as words."""

    text: str
    lemma: str
    pos: str
    tag: str
    is_space: bool


class _Pair(NamedTuple):
    """A rule of the ruler over two words: what the word that it changes must be, and the one beside it."""

    changed: dict[str, Any]
    beside: dict[str, Any]
    step: int


class _Heed(NamedTuple):
    """What else decides about a word: rules that look at a neighbour, and labels that rules ask for."""

    pairs: tuple[_Pair, ...]
    labels: frozenset[int]


class WordForms:
    """The two components, asked once for each word, tag and what else decides."""

    def __init__(self, nlp: Language) -> None:
        """Raises ``ValueError`` where the ruler has rules that look further than one word, or at more than words, tags and labels."""
        self._nlp = nlp
        ruler: Any = nlp.get_pipe("attribute_ruler")
        self._steps: tuple[Any, ...] = (ruler, nlp.get_pipe("lemmatizer"))
        self._edge: _Word = (nlp.vocab.strings.add("\n"), 0, 0)
        self._pairs, self._singles = _sorted_out(ruler.patterns)
        _index(self._steps[1])
        self._heeds: dict[int, _Heed] = {}
        self._told: dict[Key, Form] = {}

    def of(self, documents: Sequence[Columns]) -> list[list[Form]]:
        """The forms of the words of several documents; the columns hold words, tags and labels as spaCy's numbers."""
        if len(self._told) > MOST_REMEMBERED:
            self._told.clear()
            self._heeds.clear()
        keys = [self._keys(columns) for columns in documents]
        missing: dict[Key, tuple[Columns, int]] = {}
        for columns, asked in zip(documents, keys, strict=True):
            for i, key in enumerate(asked):
                if key not in self._told:
                    missing.setdefault(key, (columns, i))
        if missing:
            self._told.update(zip(missing, self._asked(missing.values()), strict=True))
        told = self._told
        return [[told[key] for key in asked] for asked in keys]

    def _keys(self, columns: Columns) -> list[Key]:
        """For each word what its form depends on."""
        heeds = self._heeds
        keys: list[Key] = []
        for i, (orth, tag, label) in enumerate(zip(*columns, strict=True)):
            heed = heeds.get(orth) or self._heed(orth)
            key: Key = (orth, tag, label if label in heed.labels else 0)
            keys.append((*key, *[self._meets(p, i, columns) for p in heed.pairs]) if heed.pairs else key)
        return keys

    def _asked(self, places: Iterable[tuple[Columns, int]]) -> Iterator[Form]:
        """What the components say of words; those that rules of two words may change are asked for between their neighbours."""
        from numpy import array, uint64
        from spacy.tokens import Doc

        asked = [
            (word, n == len(words) // 2) for columns, i in places for words in [self._around(columns, i)] for n, word in enumerate(words)
        ]
        doc = Doc(self._nlp.vocab, words=[self._nlp.vocab.strings[orth] for (orth, _, _), _ in asked])
        marks: Any = array([word[1:] for word, _ in asked], dtype=uint64)
        doc.from_array(["TAG", "DEP"], marks)
        for step in self._steps:
            doc = step(doc)
        return (_form(doc, n) for n, (_, wanted) in enumerate(asked) if wanted)

    def _around(self, columns: Columns, i: int) -> tuple[_Word, ...]:
        """A word with those that are asked along, itself in the middle."""
        if not self._heed(columns[0][i]).pairs:
            return (_word(columns, i),)
        last = len(columns[0]) - 1
        return tuple([_word(columns, w) if 0 <= w <= last else self._edge for w in (i - 1, i, i + 1)])

    def _heed(self, orth: int) -> _Heed:
        found = self._heeds.get(orth)
        if found is None:
            lower, strings = self._lower(orth), self._nlp.vocab.strings
            named = {label for rule in self._singles if _is(lower, rule.get("LOWER")) for label in _names(rule["DEP"])}
            found = _Heed(tuple(p for p in self._pairs if _is(lower, p.changed.get("LOWER"))), frozenset(strings[n] for n in named))
            self._heeds[orth] = found
        return found

    def _meets(self, pair: _Pair, i: int, columns: Columns) -> bool:
        orths, _, labels = columns
        at = i + pair.step
        if not 0 <= at < len(orths):
            return False
        label = self._nlp.vocab.strings[labels[at]]
        return _is(self._lower(orths[at]), pair.beside.get("LOWER")) and _is(label, pair.beside.get("DEP"))

    def _lower(self, orth: int) -> str:
        return str(self._nlp.vocab.strings[orth]).lower()


def _word(columns: Columns, i: int) -> _Word:
    orths, tags, labels = columns
    return orths[i], tags[i], labels[i]


def _index(lemmatizer: Any) -> None:
    """Its words, of which it only asks whether they hold one, come as lists of thousands: as sets they answer at once."""
    table = lemmatizer.lookups.get_table("lemma_index", {})
    for part in tuple(table):
        table[part] = frozenset(table[part])


def _sorted_out(patterns: list[dict[str, Any]]) -> tuple[tuple[_Pair, ...], tuple[dict[str, Any], ...]]:
    """The rules over two words, and those over one that ask for its label."""
    pairs, singles = [], []
    for entry in patterns:
        for words in entry["patterns"]:
            if len(words) == 1:
                singles += [words[0]] if "DEP" in words[0] else []
            elif len(words) == 2 and all(_KNOWN.issuperset(w) for w in words):
                changed = entry["index"]
                pairs.append(_Pair(words[changed], words[1 - changed], 1 - 2 * changed))
            else:
                raise ValueError(f"a rule of the attribute ruler looks too far: {words}")
    return tuple(pairs), tuple(singles)


def _names(wanted: Any) -> Sequence[str]:
    """The labels that a pattern names, to have or to shun."""
    return [wanted] if isinstance(wanted, str) else [name for names in wanted.values() for name in names]


def _is(text: str, wanted: Any) -> bool:
    """Whether a text is what a pattern asks for; one that asks for nothing takes all."""
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return text == wanted
    return text in wanted["IN"] if "IN" in wanted else re.search(wanted["REGEX"], text) is not None


def _form(doc: Doc, i: int) -> Form:
    token = doc[i]
    return Form(token.text, token.lemma_.lower(), token.pos_, token.tag_, token.is_space)
