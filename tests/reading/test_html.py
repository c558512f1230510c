from __future__ import annotations

import datetime as dt
import time

import pytest

from communique.model import Document
from communique.reading import Facts, Failure, document_from_html

PARAGRAPHS = (
    "President Anna Berg spoke by phone with Prime Minister Luis Ortega on Monday about the grain corridor in the northern sea.",
    "The two leaders agreed that their ministers would prepare a meeting in Oslo, which is expected to take place in October.",
    "They also discussed the border crossing at Hill Pass, which has been closed to lorries since the floods of last spring.",
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Berg and Ortega talk grain | The Harbour Gazette</title>
<meta property="og:title" content="Berg and Ortega talk grain"><meta property="og:site_name" content="The Harbour Gazette">
<meta property="article:published_time" content="2025-08-18T09:00:00+02:00"><link rel="canonical" href="https://example.org/berg"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Berg and Ortega talk grain</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer>© 2025 The Harbour Gazette</footer></body></html>"""


def document(page: str, facts: Facts = Facts()) -> Document:  # noqa: B008
    found = document_from_html(page, facts)
    assert isinstance(found, Document), found
    return found


def test_a_page_gives_its_article_and_its_facts() -> None:
    found = document(PAGE)
    a = found.article
    assert (a.title, a.publisher, a.published, a.url) == (
        "Berg and Ortega talk grain",
        "The Harbour Gazette",
        dt.date(2025, 8, 18),
        "https://example.org/berg",
    )
    assert a.language == "en"
    body = "\n".join(a.text[z.start : z.end] for z in found.body)
    assert body == "\n".join(PARAGRAPHS)
    assert "Home" not in a.text
    assert found.problems == ()


def test_options_go_before_the_pages_own_facts() -> None:
    found = document(PAGE, Facts.given(published="2024-01-01", title="Mine"))
    assert (found.article.published, found.article.title) == (dt.date(2024, 1, 1), "Mine")


def test_a_page_dated_in_the_future_keeps_its_date_whatever_today_is() -> None:
    assert document(PAGE.replace("2025-08-18", "2071-08-18")).article.published == dt.date(2071, 8, 18)


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<html><body><script>x()</script>"]
)
def test_a_page_without_an_article_says_so(page: str) -> None:
    found = document(page)
    assert found.body == ()
    assert [p.code for p in found.problems] == ["no-article-found"]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html><body>" + "<p>" * 1_000_000, "tags"),
        ("<html><body>" + "<div>" * 50_000 + "x", "deep"),
        ("<html><body>" + "x" * 10_000_001, "characters"),
    ],
)
def test_a_page_that_would_never_end_is_refused_at_once(page: str, says: str) -> None:
    start = time.perf_counter()
    found = document_from_html(page, Facts(), name="evil.html")
    assert isinstance(found, Failure)
    assert found.code == "html-too-complex"
    assert says in found.message
    assert time.perf_counter() - start < 5


def test_soft_hyphens_and_zero_width_spaces_are_no_text() -> None:
    found = document(PAGE.replace("President", "Presi\u00addent").replace("Monday", "Mon\u200bday"))
    assert "President Anna Berg" in found.article.text
    assert "Monday" in found.article.text
