"""Real records keep the contract: all examples that ship, and texts that nobody would write."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from contracts.rules import breaches
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from communique.cli.demo import demo_articles
from communique.reading import document_from_text
from communique.render.html import record_html
from communique.render.schema import record_schema
from communique.render.table import record_table

if TYPE_CHECKING:
    from communique.model import Record
    from communique.pipeline import Coder

ARTICLES = demo_articles()
VALIDATOR = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def checked(record: Record) -> list[Any]:
    plain = msgspec.json.decode(record.to_json())
    VALIDATOR.validate(plain)
    return list(breaches(plain))


@pytest.fixture(scope="session")
def records(coder: Coder) -> dict[str, Record]:
    return dict(zip(ARTICLES, coder.code_many(ARTICLES.values()), strict=True))


@pytest.mark.parametrize("name", ARTICLES)
def test_the_examples_keep_the_contract(records: dict[str, Record], name: str) -> None:
    assert checked(records[name]) == []


@pytest.mark.parametrize("name", ARTICLES)
def test_the_views_take_every_example(records: dict[str, Record], name: str) -> None:
    assert record_table(records[name]).renderables
    assert "<script" not in record_html(records[name])


def test_alone_or_in_a_batch_and_again_the_bytes_are_the_same(records: dict[str, Record], coder: Coder) -> None:
    alone = [coder.code(d).to_json() for d in ARTICLES.values()]
    assert alone == [r.to_json() for r in records.values()]


def test_a_record_survives_being_written_and_read(records: dict[str, Record]) -> None:
    for record in records.values():
        assert msgspec.json.decode(record.to_json(), type=type(record)) == record
        assert msgspec.json.decode(record.to_json()) == record.to_dict()


# Pieces of reports, cut and put together in any order: far more trouble than any real text gives.
PIECES = [
    piece
    for document in ARTICLES.values()
    for piece in document.article.text.replace(".", ". |").replace(",", ", |").replace("\n", "\n|").split("|")
]
ODD = [
    "“", "”", "‘", "’", '"', "(", ")", "—", "\n\n", "\t", "…", " .", "\u200b", "\ufeff", "🕊",
    "é", "e\u0301", "١٢", "2024-02-30", "\x00", "\r\n",
]  # fmt: skip
REPORTS = st.lists(st.sampled_from(PIECES + ODD), max_size=25).map("".join)
DATES = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@given(text=REPORTS, published=DATES)
def test_shuffled_reports_keep_the_contract(coder: Coder, text: str, published: dt.date | None) -> None:
    document = document_from_text(text, published=published)
    record = coder.code(document)
    assert checked(record) == []
    assert coder.code(document).to_json() == record.to_json()


@given(text=st.text(max_size=400), published=DATES)
def test_any_text_gives_a_record(coder: Coder, text: str, published: dt.date | None) -> None:
    record = coder.code(document_from_text(text, published=published))
    assert checked(record) == []
    assert record_table(record).renderables


@settings(max_examples=20)
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1, max_size=200), times=st.integers(1, 40))
def test_repetition_gives_a_record(coder: Coder, text: str, times: int) -> None:
    assert checked(coder.code(document_from_text((text + "\n") * times))) == []


@pytest.mark.parametrize(
    "text",
    [
        "“" + "The minister said nothing of it. " * 50,
        "word " * 20_000,
        "x" * 100_000,
        "(" * 3_000,
        "The presidents met. " * 2_000,
        "\n".join(["Macron met Scholz on Monday."] * 500),
    ],
    ids=["quotation-never-closed", "endless-paragraph", "endless-word", "brackets", "repetition", "repeated-lines"],
)
def test_hard_texts_give_a_record(coder: Coder, text: str) -> None:
    assert checked(coder.code(document_from_text(text, published="2024-05-15"))) == []
