"""Which lines of a page stand in a list, below comments, between sentences."""

from __future__ import annotations

from communique.knowledge.zones import load_zones
from communique.reading.lines import cut_lines
from communique.reading.listing import list_marks, shape_of

SENTENCE = "The two ministers met in the capital on Monday and agreed on three points."


def marks(*lines: str) -> list[dict[str, float]]:
    return list_marks(cut_lines("\n".join(lines), load_zones()))


def test_short_lines_below_a_colon_are_introduced_until_the_next_sentence() -> None:
    found = marks(SENTENCE, "The two sides agreed on:", "a joint commission", "an exchange of students", SENTENCE, "Trade talks")
    assert ["introduced" in m for m in found] == [False, False, True, True, False, False]


def test_bullets_in_a_row_are_one_run_and_two_are_none() -> None:
    assert all("run bullet" in m for m in marks("• trade", "• fish", "• visas"))
    assert not any("in run" in m for m in marks("• trade", "• fish"))


def test_shapes() -> None:
    assert [shape_of(t) for t in ("(a) trade;", "MR. PRICE: Thank you.", "June 24 – Bristow", "Trade.")] == ["bullet", "turn", "dated", ""]


def test_comments_count_only_below_running_text() -> None:
    assert not any("below comments" in m for m in marks("12 comments", "A headline", SENTENCE))
    assert "below comments" in marks(SENTENCE, "12 comments", "Well said by somebody")[2]


def test_the_next_sentence_and_the_signs_before_it_are_counted() -> None:
    found = marks(SENTENCE, "a list item", "Share", SENTENCE)
    assert "until sentence to 2" in found[1]
    assert found[1]["signs until sentence"] > 0 == found[1]["signs since sentence"]
    assert "until sentence none" in found[3]
