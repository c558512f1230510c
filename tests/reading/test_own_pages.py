"""Pages of our own in many manners: recipes, forums, shops, live blogs, software docs. Little of an article may be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.knowledge.zones import load_zones
from communique.reading.zones import find_zones

PAGES = (Path(__file__).parents[2] / "evaluation" / "pages" / "own.txt").read_text("utf-8").split("\n=== ")[1:]
# Of the words of one article; a page with nothing but short lines may lose more than others.
LEAST = 0.75
# Bullets without a mark or a full stop, at the top and the end of a page, look like links.
LESS = {"bulleted liveblog": 0.55}


def kept(page: str) -> tuple[int, int, int, int]:
    """Words of the article, those of them in the body, other lines, those of them in the body."""
    lines = [line for line in page.split("\n")[1:] if line]
    text = "\n".join(line[1:] for line in lines)
    body = [z for z in find_zones(text, load_zones()) if z.kind == "body"]
    words = saved = others = left = at = 0
    for line in lines:
        middle = at + (len(line) - 1) // 2
        inside = any(z.start <= middle < z.end for z in body)
        count = len(line.split())
        words, saved = words + count * (line[0] == "+"), saved + count * (line[0] == "+" and inside)
        others, left = others + (line[0] == "-"), left + (line[0] == "-" and inside)
        at += len(line)
    return words, saved, others, left


@pytest.mark.parametrize("page", PAGES, ids=[p.split("\n")[0] for p in PAGES])
def test_the_article_is_kept(page: str) -> None:
    words, saved, _, _ = kept(page)
    assert saved >= LESS.get(page.split("\n", maxsplit=1)[0], LEAST) * words


def test_little_is_lost_and_little_is_left_over_all_pages() -> None:
    words, saved, others, left = map(sum, zip(*(kept(p) for p in PAGES), strict=True))
    assert saved >= 0.95 * words
    assert left <= 0.07 * others
