"""What is seen of a page without finding its article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import Facts, document_from_html, selecting
from communique.reading.glance import glance

PAGE = """<html><head><title>News</title><script>if (a < b) { met("Kenya") }</script></head><body>
<nav><a href="/">Home</a></nav><!-- <p>Hidden</p> --><p>President <b>Ruto</b> met <a href="x">Norway&#8217;s</a> king.</p>
<style>p > a { color: red }</style><div>Second<br/>line</div></body></html>"""


def test_lines_are_those_of_the_page_without_what_is_not_shown() -> None:
    lines = [line for line in (x.strip() for x in glance(PAGE).split("\n")) if line]
    assert lines == ["Home", "President Ruto met Norway’s king.", "Second", "line"]


@pytest.mark.parametrize("page", ["<p" * 200_000, "<script>" * 100_000, "<!--" * 200_000, "<" * 500_000, "&" * 200_000])
def test_broken_pages_take_no_longer_than_others(page: str) -> None:
    start = time.process_time()
    glance(page)
    assert time.process_time() - start < 2


@given(st.text(alphabet="<>/!-pa scriptb&;\n", max_size=200))
def test_anything_is_looked_at(page: str) -> None:
    assert isinstance(glance(page), str)


def test_a_page_is_checked_by_its_text() -> None:
    seen: list[str] = []
    with selecting(seen.append):
        document_from_html(PAGE, Facts())
    assert "met Norway’s king" in seen[0] and "<p>" not in seen[0]
