"""Run every cue's own examples: what `communique check` prints comes from here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from communique.knowledge.cues import CueKnowledge
from communique.model import Article, Document, Zone
from communique.parse import Parser, parse_many
from communique.statements.attribution import Attribution
from communique.statements.finding import attributions
from communique.statements.quotation import find_quotations
from communique.statements.quoted import Quotations


class Failure(msgspec.Struct, frozen=True):
    """An example that does not do what it should: the file, the cue, and why."""

    file: str
    entry: str
    message: str


def check_cues(cues: CueKnowledge, parser: Parser) -> Iterator[Failure]:
    """Every cue must fire on its example, and none of a file's cues on the sentences the file rejects."""
    entries = tuple(cues.all_cues())
    for entry, found in zip(entries, _found([e.example for e in entries], cues, parser), strict=True):
        if not any(a.entry == entry for a in found):
            yield Failure(entry.file, entry.lemma, f"does not fire on its example: {entry.example}")
    refused = [(file, text) for file, texts in cues.rejects.items() for text in texts]
    for (file, text), found in zip(refused, _found([t for _, t in refused], cues, parser), strict=True):
        wrong = [a.entry.lemma for a in found if a.entry is not None and a.entry.file == file]
        if wrong:
            yield Failure(file, wrong[0], f"fires on a sentence the file rejects: {text}")


def _found(texts: Sequence[str], cues: CueKnowledge, parser: Parser) -> Iterator[tuple[Attribution, ...]]:
    documents = [_document(t) for t in texts]
    for document, parse in zip(documents, parse_many(documents, parser), strict=True):
        quotations = Quotations(document.article.text, find_quotations(document))
        yield attributions(document, parse, quotations, cues)


def _document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(Article("example", None, None, None, None, "en", digest, text), (Zone("body", 0, len(text)),))
