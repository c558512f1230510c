"""Article → Parse: paragraphs in, sentences of tokens out, behind one small interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

import msgspec

from communique.knowledge.resource import read_yaml
from communique.model import Document, Parse, Sentence, Token
from communique.parse.again import Rereader, read_again
from communique.parse.asides import with_means
from communique.parse.days import with_days
from communique.parse.infinitives import with_infinitives
from communique.parse.joining import with_joints
from communique.parse.paragraphs import paragraphs
from communique.parse.plain_verbs import with_plain_verbs
from communique.parse.present import with_headline_verb
from communique.parse.repair import repaired
from communique.parse.subjects import with_subjects
from communique.parse.tokens import is_tree, with_lemma
from communique.parse.verbs import with_verbs


class Parser(Protocol):
    """Anything that turns paragraphs into sentences. ``model`` names it in the record."""

    @property
    def model(self) -> str:
        """Name and version of the model."""
        ...

    def sentences(self, texts: Iterable[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        """For each paragraph its sentences, in order; token offsets count within the paragraph."""
        ...


def parse(document: Document, parser: Parser) -> Parse:
    """Parse the body of ``document``. Offsets of the result point into the article's text."""
    (parsed,) = parse_many((document,), parser)
    return parsed


def parse_many(documents: Sequence[Document], parser: Parser, picked: Sequence[Sequence[int]] | None = None) -> Iterator[Parse]:
    """Parse several documents in one batch of the model, sentences read wrong once more; yields them in order.

    With ``picked``, only the paragraphs of these numbers.
    """
    cuts = [tuple(enumerate(paragraphs(d))) for d in documents]
    if picked is not None:
        cuts = [tuple(cut[n] for n in numbers) for cut, numbers in zip(cuts, picked, strict=True)]
    parsed = parser.sentences(d.article.text[s.start : s.end] for d, spans in zip(documents, cuts, strict=True) for _, s in spans)
    read = [
        (n, number, _put_right(_moved(tokens, span.start)))
        for n, spans in enumerate(cuts)
        for number, span in spans
        for tokens in next(parsed)
    ]
    trees = [tokens for _, _, tokens in read]
    if isinstance(parser, Rereader):
        trees = read_again(trees, parser, _put_right)
    found: list[list[Sentence]] = [[] for _ in documents]
    for (n, number, _), tokens in zip(read, trees, strict=True):
        found[n].append(Sentence(len(found[n]), number, tokens))
    for document, sentences in zip(documents, found, strict=True):
        yield Parse(document.article.text, tuple(sentences), parser.model)


def _put_right(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A sentence with what parsers often break mended; as it was parsed, should the repairs together have hung its words in a circle."""
    tokens = tuple([t if (lemma := _lemma(t)) == t.lemma else with_lemma(t, lemma) for t in tokens])
    early = with_subjects(with_means(with_days(with_infinitives(with_joints(tokens)))))
    mended = with_plain_verbs(with_verbs(with_headline_verb(repaired(early))))
    return mended if mended == tokens or is_tree(mended) else tokens


def _moved(tokens: tuple[Token, ...], offset: int) -> tuple[Token, ...]:
    return tuple([Token(t.i, t.start + offset, t.end + offset, t.text, t.lemma, t.pos, t.tag, t.dep, t.head) for t in tokens])


def _lemma(token: Token) -> str:
    return _lemmas().get(token.text.lower(), token.lemma) if token.pos == "VERB" else token.lemma


@cache
def _lemmas() -> dict[str, str]:
    """Base forms of verbs that the parser's rules get wrong."""
    return msgspec.convert(read_yaml("lexicons/lemmas.yaml"), dict[str, str])


def _spacy() -> Parser:
    from communique.parse.spacy_parser import SpacyParser

    return SpacyParser()


PARSERS: dict[str, Callable[[], Parser]] = {"spacy": _spacy}


def _spacy_model() -> str:
    from communique.parse.spacy_parser import installed_model

    return installed_model()


# What each calls its model, said without loading it.
MODELS: dict[str, Callable[[], str]] = {"spacy": _spacy_model}
