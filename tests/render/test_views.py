"""The table, the explanation and the notebook view, on a record made by hand."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import msgspec
import pytest
from handmade import TEXT, record, span
from rich.console import Console, RenderableType

import communique
from communique.model import Span
from communique.render.explain import explain_event, marked, merged
from communique.render.html import record_html
from communique.render.sentence import explain_sentence
from communique.render.story import tell
from communique.render.table import record_table


def shown(what: RenderableType, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False).print(what)
    return out.getvalue()


def sentences() -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*?[.>](?=\s)", TEXT)]


def test_the_table_tells_who_met_whom_how_when_and_what_came_of_it() -> None:
    lines = shown(record_table(record())).splitlines()
    call = next(line for line in lines if "Lacalle Pou (URY)" in line)
    assert re.search(r"1 Gabriel Boric \(CHL\) ↔ Luis Lacalle Pou \(URY\) +phone +Fri 26 May 2023 +occurred", call)
    assert any("20 minutes · begun by Gabriel Boric · about 2 (Gabriel Boric ↔ Luiz" in line for line in lines)
    assert any(re.search(r"Dina Boluarte \(PER\) +in person +29 May – 4 Jun 2023 +planned", line) for line in lines)
    assert any("THREATEN restrict" in line and "United States → Chile" in line for line in lines)


def test_both_sides_accounts_stand_under_their_contact() -> None:
    table = shown(record_table(record()))
    first = table[table.index("1 Gabriel") : table.index("2 Gabriel")]
    assert "CHL Gabriel Boric [support]: the two “share a coast and a future”" in first
    assert "URY Gabriel Boric via Lacalle Pou’s office: “asked for patience.”" in first
    assert "no account from" not in first


def test_a_side_that_says_nothing_shows() -> None:
    one_sided = msgspec.structs.replace(record().events[0], statements=("s1",))
    told = tell(msgspec.structs.replace(record(), events=(one_sided, *record().events[1:])))
    assert told.contacts[0].silent == ("URY",)
    assert [a.words for a in told.unlinked] == ["“asked for patience.”"]


def test_what_only_the_article_tells_is_no_sides_account() -> None:
    statements = tuple(msgspec.structs.replace(s, quotes=(), via=()) if s.id == "s1" else s for s in record().statements)
    one_sided = msgspec.structs.replace(record().events[0], statements=("s1",))
    told = tell(msgspec.structs.replace(record(), statements=statements, events=(one_sided, *record().events[1:])))
    assert [a.side for a in told.contacts[0].accounts] == ["–"]
    assert told.contacts[0].silent == ("CHL", "URY")


def test_what_was_left_out_and_problems_show() -> None:
    table = shown(record_table(record()))
    assert "subscription, 10 words: Support our work from $2 a month." in table
    assert "example: This is a <problem>." in table


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_fits_any_terminal(width: int) -> None:
    assert max(map(len, shown(record_table(record()), width).splitlines())) <= width


def test_a_record_without_anything_still_has_a_table() -> None:
    empty = msgspec.structs.replace(record(), events=(), statements=(), actors=(), zones=(), problems=())
    assert "No contact found." in shown(record_table(empty))
    assert "No contact found." in record_html(empty)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_notebook_view_is_whole_escaped_and_without_scripts() -> None:
    page = record()._repr_html_()  # type: ignore[attr-defined]
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    allowed = "div p strong br span table caption thead tbody tr th td ul li code em"
    assert tags.seen <= set(allowed.split(" "))
    assert "Boric &lt;phones&gt; Montevideo" in page
    assert "&lt;copper&gt;" in page
    assert communique.Record is type(record())


def test_an_explanation_shows_every_field_with_its_words() -> None:
    shown_event = shown(explain_event(record(), record().events[0], sentences()), 200)
    assert "contact/call-verb" in shown_event
    assert re.search(r"trigger +CONSULT\s+1 Chilean President Gabriel Boric \[phoned\] Uruguayan", shown_event)
    assert re.search(r"when +Fri 26 May 2023 \(2023-05-26\)\s+1 .*\[on Friday\] to tell", shown_event)
    assert re.search(r"duration +20\s+2 .*\[20 minutes\]", shown_event)
    assert re.search(r"initiator +Gabriel Boric\s+no words of its own", shown_event)
    assert "Gabriel Boric via Lacalle Pou’s office" in shown_event


def test_a_sentence_says_what_it_gave_and_why_no_more() -> None:
    third = next(s for s in sentences() if "threatened" in s.text_in(TEXT))
    said = shown(explain_sentence(record(), 4, third, ("“tariff” is a trigger of x, which asks for more.",)), 200)
    assert "sentence 4" in said
    assert "[threatened]" in said
    assert re.search(r"events +4 THREATEN United States → Chile \(threaten/verb\)", said)
    assert re.search(r"dates +none", said)
    assert "asks for more" in said


def test_overlapping_marks_are_one_and_no_letter_is_lost() -> None:
    assert merged([Span(5, 9), Span(0, 6), Span(12, 14)]) == [Span(0, 9), Span(12, 14)]
    sentence = span("Boric said the two")
    inside = [span("said"), span("said the")]
    assert marked(TEXT, sentence, inside).plain == "Boric [said the] two"
