from __future__ import annotations

import datetime as dt

import pytest
from dates.timed import document

from communique.dates import find_times
from communique.knowledge.dates import load_dates
from communique.parse import Parser, parse

RULES = load_dates()
WEDNESDAY = dt.date(2025, 8, 20)
BEFORE, AHEAD = "2025-08-15", "2025-08-22"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The leaders met on Friday.", BEFORE),
        ("The leaders have met on Friday in Rome.", BEFORE),
        ("The minister said on Friday that talks would go on.", BEFORE),
        ("The leaders will meet on Friday.", AHEAD),
        ("The leaders are scheduled to meet on Friday.", AHEAD),
        ("The leaders plan to meet on Friday.", AHEAD),
        ("The leaders agreed to meet on Friday.", AHEAD),
        ("The leaders are meeting on Friday.", AHEAD),
        ("Talks are planned for Friday.", AHEAD),
        ("A meeting scheduled for Friday was cancelled.", AHEAD),
        ("They prepared the ground ahead of Friday's summit.", AHEAD),
        ("They met shortly before dawn on Friday.", BEFORE),
        ("They have been silent since Friday.", BEFORE),
        ("The two spoke by phone following Friday's summit.", BEFORE),
        ("He may arrive on Friday.", AHEAD),
        ("They looked forward to meeting on Friday.", AHEAD),
        ("The minister called off Friday's talks.", AHEAD),
        ("The talks were called off on Friday.", BEFORE),
        ("The minister gave them until Friday to answer.", AHEAD),
    ],
)
def test_the_verb_says_which_friday(text: str, value: str, parser: Parser) -> None:
    read = document(text, WEDNESDAY)
    (time,) = find_times(read, parse(read, parser), RULES)
    assert time.value == value
